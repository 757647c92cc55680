import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** The whole catalogue: products, lens prices, promotions, search, reviews, pictures. */
export class Catalog1763800000000 implements Migration {
  readonly name = '1763800000000-catalog';

  async up(q: MigrationRunner): Promise<void> {
    for (const statement of up) await q.query(statement);
  }

  async down(q: MigrationRunner): Promise<void> {
    for (const table of [...tables].reverse()) await q.query(`drop table ${table}`);
  }
}

const tables = [
  'catalog_version',
  'brand',
  'collection',
  'product',
  'product_slug',
  'collection_product',
  'variant',
  'price_list',
  'variant_price',
  'bundle_component',
  'media',
  'lens_option',
  'lens_base_price',
  'lens_treatment_price',
  'lens_surcharge',
  'lens_blank_series',
  'promotion',
  'coupon_redemption',
  'review',
  'purchase',
  'variant_stock',
  'search_document',
  'search_term',
  'search_term_trigram',
];

const kinds = `('FRAME', 'LENS', 'CONTACT_LENS', 'ACCESSORY', 'SENSOR', 'BUNDLE')`;

const up = [
  // Counts changes of what processes keep in memory; compared inside the statement that reads, so a copy is never stale.
  `create table catalog_version (
    name text primary key,
    version bigint not null default 1
  )`,
  `insert into catalog_version (name) values ('products'), ('lenses')`,
  `create table brand (
    id text primary key,
    slug text not null unique,
    name text not null,
    story jsonb not null
  )`,
  `create table collection (
    id text primary key,
    slug text not null unique,
    name jsonb not null,
    description jsonb not null,
    position int not null
  )`,
  `create table product (
    id text primary key,
    kind text not null check (kind in ${kinds}),
    slug text not null unique,
    brand_id text not null references brand (id),
    name jsonb not null,
    description jsonb not null,
    seo_description jsonb not null,
    options jsonb not null default '[]',
    specifications jsonb not null default '[]',
    documents jsonb not null default '[]',
    frame jsonb,
    contact_lens jsonb,
    default_variant_id text,
    price_min_minor bigint not null default 0 check (price_min_minor >= 0),
    price_max_minor bigint not null default 0 check (price_max_minor >= price_min_minor),
    rating_sum int not null default 0 check (rating_sum >= 0),
    rating_count int not null default 0 check (rating_count >= 0),
    position int not null default 0,
    published boolean not null default false,
    published_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version int not null default 1
  )`,
  `create index product_brand on product (brand_id)`,
  `create table product_slug (
    product_id text not null references product (id) on delete cascade,
    locale text not null check (locale in ('en', 'de')),
    slug text not null,
    primary key (locale, slug)
  )`,
  `create unique index product_slug_product on product_slug (product_id, locale)`,
  `create table collection_product (
    collection_id text not null references collection (id) on delete cascade,
    product_id text not null references product (id) on delete cascade,
    position int not null,
    primary key (collection_id, product_id)
  )`,
  `create index collection_product_product on collection_product (product_id)`,
  `create table variant (
    id text primary key,
    product_id text not null references product (id),
    sku text not null unique,
    gtin text unique check (gtin ~ '^[0-9]{8,14}$'),
    position int not null,
    selections jsonb not null default '[]',
    colour_key text,
    colour_family text,
    size_key text,
    weight_grams int not null check (weight_grams > 0),
    package_mm int[] not null check (cardinality(package_mm) = 3),
    tax_code text not null,
    fsa_eligible boolean not null,
    discontinued boolean not null default false,
    eye_size_tenths int check (eye_size_tenths between 300 and 750),
    lens_height_tenths int check (lens_height_tenths between 150 and 700),
    dbl_tenths int check (dbl_tenths between 80 and 300),
    temple_tenths int check (temple_tenths between 1000 and 1700),
    effective_diameter_tenths int,
    frame_width_tenths int check (frame_width_tenths between 900 and 1800),
    outline int[],
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (eye_size_tenths is null or (lens_height_tenths is not null and dbl_tenths is not null and outline is not null)),
    check (effective_diameter_tenths is null or effective_diameter_tenths >= greatest(eye_size_tenths, lens_height_tenths) - 1)
  )`,
  `create index variant_product on variant (product_id, position)`,
  `create table price_list (
    code text primary key,
    name text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    is_shop_default boolean not null,
    valid_from timestamptz not null,
    valid_to timestamptz,
    check (valid_to is null or valid_to > valid_from)
  )`,
  `create unique index price_list_current on price_list (currency) where valid_to is null`,
  `create table variant_price (
    variant_id text not null references variant (id) on delete cascade,
    price_list text not null references price_list (code),
    amount_minor bigint not null check (amount_minor >= 0),
    compare_at_minor bigint check (compare_at_minor > amount_minor),
    updated_at timestamptz not null,
    primary key (variant_id, price_list)
  )`,
  `create table bundle_component (
    product_id text not null references product (id) on delete cascade,
    variant_id text not null references variant (id),
    quantity int not null check (quantity > 0),
    position int not null,
    primary key (product_id, variant_id)
  )`,
  `create index bundle_component_variant on bundle_component (variant_id)`,
  `create table media (
    id text primary key,
    product_id text not null references product (id) on delete cascade,
    colour_key text,
    size_key text,
    view text not null check (view in ('FRONT', 'ANGLE', 'SIDE', 'DETAIL', 'DIMENSIONS')),
    position int not null,
    alt jsonb not null,
    width int not null check (width > 0),
    height int not null check (height > 0),
    hash text not null,
    source text not null check (source in ('drawn', 'uploaded')),
    drawing jsonb,
    check (source = 'uploaded' or drawing is not null)
  )`,
  `create index media_product on media (product_id, position)`,
  `create index media_hash on media (hash)`,
  `create table lens_option (
    id text primary key,
    kind text not null check (kind in ('DESIGN', 'MATERIAL', 'TREATMENT')),
    code text not null unique,
    name jsonb not null,
    description jsonb not null,
    refractive_index text,
    abbe int,
    density text,
    rules_code text not null,
    position int not null
  )`,
  `create table lens_base_price (
    price_list text not null references price_list (code),
    design_code text not null,
    material_code text not null,
    band text not null check (band in ('A', 'B', 'C')),
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (price_list, design_code, material_code, band)
  )`,
  `create table lens_treatment_price (
    price_list text not null references price_list (code),
    treatment_code text not null,
    design_code text not null,
    material_code text not null,
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (price_list, treatment_code, design_code, material_code)
  )`,
  `create table lens_surcharge (
    price_list text not null references price_list (code),
    code text not null,
    label jsonb not null,
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (price_list, code)
  )`,
  `create table lens_blank_series (
    code text primary key,
    form text not null check (form in ('finished', 'semi-finished')),
    name text not null,
    material_code text not null,
    design_code text,
    coated boolean not null,
    diameters_mm int[] not null,
    sphere_min int,
    sphere_max int,
    cylinder_min int,
    bases int[] not null default '{}',
    adds int[] not null default '{}',
    per_eye boolean not null default false
  )`,
  `create table promotion (
    id text primary key,
    name text not null,
    kind text not null check (kind in ('ORDER', 'SECOND_PAIR')),
    code text unique check (code = upper(code)),
    percent_off_bps int check (percent_off_bps between 1 and 10000),
    amount_off_minor bigint check (amount_off_minor > 0),
    currency text not null,
    minimum_subtotal_minor bigint check (minimum_subtotal_minor >= 0),
    starts_at timestamptz not null,
    ends_at timestamptz,
    usage_limit int check (usage_limit > 0),
    times_used int not null default 0 check (times_used >= 0),
    created_at timestamptz not null,
    check ((percent_off_bps is null) <> (amount_off_minor is null)),
    check (ends_at is null or ends_at >= starts_at),
    check (usage_limit is null or times_used <= usage_limit)
  )`,
  `create index promotion_created on promotion (created_at desc, id desc)`,
  `create index promotion_automatic on promotion (starts_at) where code is null`,
  `create table coupon_redemption (
    reference text not null,
    promotion_id text not null references promotion (id),
    code text not null,
    redeemed_at timestamptz not null,
    primary key (reference, code)
  )`,
  `create index coupon_redemption_promotion on coupon_redemption (promotion_id)`,
  `create table review (
    id text primary key,
    product_id text not null references product (id) on delete cascade,
    customer_id text,
    author_name text not null,
    rating int not null check (rating between 1 and 5),
    title text not null check (length(title) between 1 and 120),
    body text not null check (length(body) between 1 and 4000),
    verified_buyer boolean not null,
    created_at timestamptz not null
  )`,
  `create index review_product on review (product_id, created_at desc, id desc)`,
  `create unique index review_once on review (product_id, customer_id) where customer_id is not null`,
  `create table purchase (
    customer_id text not null,
    product_id text not null,
    first_order_id text not null,
    primary key (customer_id, product_id)
  )`,
  `create table variant_stock (
    variant_id text primary key,
    available int not null,
    changed_at timestamptz not null
  )`,
  `create table search_document (
    variant_id text primary key references variant (id) on delete cascade,
    product_id text not null,
    is_default boolean not null,
    variant_position int not null,
    position int not null,
    kind text not null,
    brand text not null,
    collections text[] not null,
    shape text,
    rim text,
    material text,
    audience text,
    colour text,
    size text,
    price_minor bigint not null,
    product_price_minor bigint not null,
    eye_size int,
    bridge int,
    temple int,
    frame_width int,
    takes_prescription boolean not null,
    available int not null,
    name_en text not null,
    name_de text not null,
    rating int not null,
    published_at timestamptz not null,
    words_en tsvector not null,
    words_de tsvector not null
  )`,
  `create index search_document_words_en on search_document using gin (words_en)`,
  `create index search_document_words_de on search_document using gin (words_de)`,
  `create index search_document_product on search_document (product_id)`,
  `create index search_document_position on search_document (position, product_id) where is_default`,
  `create index search_document_newest on search_document (published_at desc, product_id) where is_default`,
  `create index search_document_price on search_document (product_price_minor, product_id) where is_default`,
  `create index search_document_rating on search_document (rating desc, product_id) where is_default`,
  `create index search_document_name on search_document (name_en, product_id) where is_default`,
  // An own trigram index instead of pg_trgm: no extension has to be installed by a superuser, and every Postgres has it.
  `create table search_term (
    term text primary key,
    trigrams int not null,
    weight int not null
  )`,
  `create table search_term_trigram (
    trigram text not null,
    term text not null references search_term (term) on delete cascade,
    primary key (trigram, term)
  )`,
];
