type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

/** Words people type for what the columns only hold as codes, in both languages. */
const vocabulary = {
  en: {
    FRAME: 'glasses eyeglasses frame frames spectacles eyewear',
    CONTACT_LENS: 'contact lens lenses contacts',
    ACCESSORY: 'accessory accessories care',
    SENSOR: 'sensor presence mmwave radar smart home occupancy',
    BUNDLE: 'bundle set kit',
    LENS: 'lens lenses',
    ROUND: 'round circle',
    PANTO: 'panto pantos round',
    OVAL: 'oval',
    SQUARE: 'square',
    RECTANGLE: 'rectangle rectangular',
    AVIATOR: 'aviator pilot',
    CAT_EYE: 'cat eye cateye',
    GEOMETRIC: 'geometric hexagon octagon angular',
    BROWLINE: 'browline clubmaster',
    TRAPEZOID: 'trapezoid wayfarer',
    NAVIGATOR: 'navigator pilot square',
    FULL: 'full rim',
    HALF: 'half rim semi rimless',
    RIMLESS: 'rimless',
    WRAP: 'wrap sport sports',
    ACETATE: 'acetate plastic',
    METAL: 'metal steel',
    TITANIUM: 'titanium light',
    COMBINATION: 'combination metal acetate',
    NYLON: 'nylon sport',
    UNISEX: 'unisex',
    WOMEN: 'women womens ladies',
    MEN: 'men mens',
    KIDS: 'kids children child junior',
  },
  de: {
    FRAME: 'brille brillen brillenfassung fassung gestell',
    CONTACT_LENS: 'kontaktlinse kontaktlinsen linsen',
    ACCESSORY: 'zubehör pflege',
    SENSOR: 'sensor präsenz präsenzmelder mmwave radar smarthome',
    BUNDLE: 'set paket bundle',
    LENS: 'glas gläser',
    ROUND: 'rund runde',
    PANTO: 'panto rund',
    OVAL: 'oval',
    SQUARE: 'quadratisch eckig',
    RECTANGLE: 'rechteckig eckig',
    AVIATOR: 'pilot pilotenbrille aviator',
    CAT_EYE: 'cateye katzenauge',
    GEOMETRIC: 'geometrisch sechseckig achteckig',
    BROWLINE: 'browline clubmaster',
    TRAPEZOID: 'trapez wayfarer',
    NAVIGATOR: 'navigator pilot eckig',
    FULL: 'vollrand',
    HALF: 'halbrand nylor',
    RIMLESS: 'randlos',
    WRAP: 'sport sportbrille gebogen',
    ACETATE: 'acetat kunststoff',
    METAL: 'metall edelstahl',
    TITANIUM: 'titan leicht',
    COMBINATION: 'kombination metall acetat',
    NYLON: 'nylon sport',
    UNISEX: 'unisex',
    WOMEN: 'damen frauen',
    MEN: 'herren männer',
    KIDS: 'kinder kind junior',
  },
};

const words = (lang: 'en' | 'de', config: string) => `
  setweight(to_tsvector('simple', coalesce(p.name->>'${lang}', p.name->>'en') || ' ' || b.name), 'A')
  || setweight(to_tsvector('simple', k.${lang}), 'B') || setweight(to_tsvector('${config}', k.${lang}), 'B')
  || setweight(to_tsvector('${config}', coalesce(p.description->>'${lang}', p.description->>'en')), 'D')`;

const keywords = (
  lang: 'en' | 'de',
) => `concat_ws(' ', v.sku, v.gtin, $1::jsonb->'${lang}'->>p.kind, $1::jsonb->'${lang}'->>(p.frame->>'shape'),
    $1::jsonb->'${lang}'->>(p.frame->>'rim'), $1::jsonb->'${lang}'->>(p.frame->>'material'), $1::jsonb->'${lang}'->>(p.frame->>'audience'),
    (select string_agg(coalesce(s->'label'->>'${lang}', s->'label'->>'en'), ' ') from jsonb_array_elements(v.selections) s),
    (select string_agg(coalesce(c.name->>'${lang}', c.name->>'en'), ' ') from collection_product cp join collection c on c.id = cp.collection_id where cp.product_id = p.id))`;

const columns = [
  'product_id',
  'is_default',
  'variant_position',
  'position',
  'kind',
  'brand',
  'collections',
  'shape',
  'rim',
  'material',
  'audience',
  'colour',
  'size',
  'price_minor',
  'product_price_minor',
  'eye_size',
  'bridge',
  'temple',
  'frame_width',
  'takes_prescription',
  'available',
  'name_en',
  'name_de',
  'rating',
  'published_at',
  'words_en',
  'words_de',
];

/**
 * Writes the search row of each variant anew. A row holds everything a list filters, counts and sorts by, so that one pass over one
 * table answers a page. Products that are not published lose theirs.
 * @param productIds null for the whole catalogue
 */
export async function refreshSearch(query: Query, productIds: readonly string[] | null): Promise<void> {
  await query(
    `delete from search_document d using product p where p.id = d.product_id and not p.published${productIds ? ' and p.id = any($1)' : ''}`,
    productIds ? [productIds] : [],
  );
  await query(
    `insert into search_document (variant_id, ${columns.join(', ')})
     select v.id, p.id, v.id = p.default_variant_id, v.position, p.position, p.kind, b.slug,
       coalesce((select array_agg(c.slug) from collection_product cp join collection c on c.id = cp.collection_id where cp.product_id = p.id), '{}'),
       p.frame->>'shape', p.frame->>'rim', p.frame->>'material', p.frame->>'audience', v.colour_family, case when p.kind = 'FRAME' then v.size_key end,
       vp.amount_minor, p.price_min_minor, v.eye_size_tenths, v.dbl_tenths, v.temple_tenths, v.frame_width_tenths,
       p.kind = 'FRAME' and coalesce((p.frame->>'prescriptionReady')::boolean, false), coalesce(st.available, 0),
       p.name->>'en', coalesce(p.name->>'de', p.name->>'en'),
       case when p.rating_count > 0 then p.rating_sum * 100 / p.rating_count else 0 end, p.published_at,
       ${words('en', 'english')}, ${words('de', 'german')}
     from product p join brand b on b.id = p.brand_id join variant v on v.product_id = p.id and not v.discontinued
     join price_list pl on pl.valid_to is null and pl.code = (select code from price_list where valid_to is null order by is_shop_default desc limit 1)
     join variant_price vp on vp.variant_id = v.id and vp.price_list = pl.code
     left join variant_stock st on st.variant_id = v.id
     cross join lateral (select ${keywords('en')} as en, ${keywords('de')} as de) k
     where p.published${productIds ? ' and p.id = any($2)' : ''}
     on conflict (variant_id) do update set ${columns.map((c) => `${c} = excluded.${c}`).join(', ')}`,
    productIds ? [JSON.stringify(vocabulary), productIds] : [JSON.stringify(vocabulary)],
  );
}

/** Rebuilds the dictionary that typing errors are corrected from: the words of names, brands, colours and categories. */
export async function refreshTerms(query: Query): Promise<void> {
  await query('delete from search_term');
  await query(
    `insert into search_term (term, trigrams, weight)
     select term, length(term) + 1, count(*)::int from (
       select unnest(tsvector_to_array(to_tsvector('simple', concat_ws(' ', p.name->>'en', p.name->>'de', b.name,
         $1::jsonb->'en'->>p.kind, $1::jsonb->'de'->>p.kind, $1::jsonb->'en'->>(p.frame->>'shape'), $1::jsonb->'de'->>(p.frame->>'shape'),
         $1::jsonb->'en'->>(p.frame->>'rim'), $1::jsonb->'de'->>(p.frame->>'rim'), $1::jsonb->'en'->>(p.frame->>'material'), $1::jsonb->'de'->>(p.frame->>'material'),
         (select string_agg((s->'label'->>'en') || ' ' || (s->'label'->>'de'), ' ') from variant v, jsonb_array_elements(v.selections) s where v.product_id = p.id))))) as term
       from product p join brand b on b.id = p.brand_id where p.published) words
     where length(term) between 3 and 40 and term !~ '^[0-9.-]+$' group by term`,
    [JSON.stringify(vocabulary)],
  );
  await query(
    `insert into search_term_trigram (trigram, term)
     select distinct substr('  ' || term || ' ', i, 3), term from search_term, generate_series(1, length(term) + 1) i`,
  );
}
