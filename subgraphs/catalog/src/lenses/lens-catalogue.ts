import type { Database } from '@opticworks/kernel';
import {
  type BlankRule,
  type DesignId,
  defaultPrescriptionRules,
  type MakingRules,
  type MaterialId,
  type PowerBand,
  type PrescriptionRules,
  type TreatmentId,
} from '@opticworks/optics';
import { prescriptionRulesValue } from '@opticworks/schema/prescription-rules';
import type { Localized } from '../text/localized.ts';
import type { BlankSupply, ScarceBlank } from './blank-supply.rules.ts';
import type { LensColourRow } from './lens-colours.ts';
import {
  type LabRouteCode,
  type LensPackage,
  type LensPriceTable,
  type PricedPackage,
  routeKey,
  type SurchargeCode,
} from './lens-price.rules.ts';
import { makingRulesOf, RULES_SQL, type StoredRules } from './making-rules.store.ts';

export type LensOptionKindName = 'DESIGN' | 'MATERIAL' | 'TREATMENT';

export interface LensOptionRow {
  id: string;
  kind: LensOptionKindName;
  code: string;
  name: Localized;
  description: Localized;
  refractive_index: string | null;
  abbe: number | null;
  density: string | null;
  /** The design, material or treatment of the optical rules this is sold as. */
  rules_code: string;
  position: number;
}

/** What comes between the finished pair and the customer's door, in days from Monday to Friday. */
export interface DeliveryTerms {
  handlingDays: number;
  transitDays: number;
  margins: { route: LabRouteCode; days: number }[];
}

/** All lens options and prices: a few hundred small rows that every quote needs. */
export interface LensCatalogue {
  version: string;
  options: LensOptionRow[];
  byId: ReadonlyMap<string, LensOptionRow>;
  designs: LensOptionRow[];
  materials: LensOptionRow[];
  treatments: LensOptionRow[];
  /** What tints, sun lenses and mirrors are made in. */
  colours: LensColourRow[];
  packages: LensPackage[];
  /** By currency. */
  prices: ReadonlyMap<string, LensPriceTable>;
  /** Days the lab takes now, Monday to Friday, by `routeKey`; empty until it told. */
  leadTimes: ReadonlyMap<string, number>;
  /** Of them the days in the queue, by `routeKey`. */
  queueDays: ReadonlyMap<string, number>;
  /** From the finished pair to the door, as the shop last told; null until it has. */
  delivery: DeliveryTerms | null;
  /** Blanks that are scarce; none until the lab told. */
  blankSupply: BlankSupply;
  /** Rules of making with the blanks of the house, as one version. */
  rules: MakingRules;
  /** What prescriptions are judged by, as the desk told it last. */
  prescriptionRules: PrescriptionRules;
}

export const designCode = (option: LensOptionRow): DesignId => option.rules_code as DesignId;
export const materialCode = (option: LensOptionRow): MaterialId => option.rules_code as MaterialId;
export const treatmentCode = (option: LensOptionRow): TreatmentId => option.rules_code as TreatmentId;

const LOAD = `select
  (select version::text from catalog_version where name = 'lenses') as version,
  (select coalesce(json_agg(o order by o.kind, o.position), '[]') from lens_option o) as options,
  (select coalesce(json_agg(json_build_array(l.currency, b.design_code, b.material_code, b.band, b.amount_minor::text)), '[]')
     from lens_base_price b join price_list l on l.code = b.price_list and l.valid_to is null) as base,
  (select coalesce(json_agg(json_build_array(l.currency, t.treatment_code, t.design_code, t.material_code, t.amount_minor::text)), '[]')
     from lens_treatment_price t join price_list l on l.code = t.price_list and l.valid_to is null) as treatments,
  (select coalesce(json_agg(json_build_array(l.currency, s.code, s.label, s.amount_minor::text)), '[]')
     from lens_surcharge s join price_list l on l.code = s.price_list and l.valid_to is null) as surcharges,
  (select coalesce(json_agg(json_build_array(t.route, t.rush, t.weekdays, t.queue_weekdays)), '[]') from lens_lead_time t) as lead_times,
  (select coalesce(json_agg(c order by c.treatment_code, c.position), '[]') from lens_colour c) as colours,
  (select terms from delivery_terms) as delivery,
  (select supply from lens_blank_supply) as blank_supply,
  (select rules from told_prescription_rules) as prescription_rules,
  (select coalesce(json_agg(k order by k.position), '[]') from lens_package k) as packages,
  (select coalesce(json_agg(json_build_array(l.currency, k.package_code, k.band, k.amount_minor::text)), '[]')
     from lens_package_price k join price_list l on l.code = k.price_list and l.valid_to is null) as package_prices,
  ${RULES_SQL}`;

interface Loaded extends StoredRules {
  version: string;
  options: LensOptionRow[];
  base: [currency: string, design: string, material: string, band: string, amount: string][];
  treatments: [currency: string, treatment: string, design: string, material: string, amount: string][];
  surcharges: [currency: string, code: SurchargeCode, label: Localized, amount: string][];
  lead_times: [route: LabRouteCode, rush: boolean, weekdays: number, queueWeekdays: number | null][];
  colours: LensColourRow[];
  delivery: DeliveryTerms | null;
  prescription_rules: unknown;
  blank_supply: { scarce: (ScarceBlank & { sku: string })[]; rules: BlankRule[] } | null;
  packages: {
    code: string;
    name: Localized;
    description: Localized;
    design_code: string;
    material_code: string;
    treatment_codes: string[];
  }[];
  package_prices: [currency: string, code: string, band: PowerBand, amount: string][];
}

/**
 * Keeps the lens catalogue of one process. Readers pass the version they saw in their own statement, so a change made anywhere is
 * used by the next quote; nothing is kept by time.
 */
export class LensCatalogueStore {
  readonly #database: Database;
  #current: Promise<LensCatalogue> | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param seenVersion version read together with the caller's own rows */
  async at(seenVersion: string | null): Promise<LensCatalogue> {
    const current = this.#current ? await this.#current : null;
    if (current && (seenVersion === null || current.version === seenVersion)) return current;
    return this.reload();
  }

  /** The catalogue as of now: one cheap statement when nothing changed. */
  async latest(): Promise<LensCatalogue> {
    const [row] = await this.#database.query<{ version: string }>(
      `select version::text from catalog_version where name = 'lenses'`,
    );
    return this.at(row?.version ?? null);
  }

  reload(): Promise<LensCatalogue> {
    const loading = this.#database.query<Loaded>(LOAD).then((rows) => built(rows[0] as Loaded));
    this.#current = loading;
    // A failed load must not be remembered.
    loading.catch(() => {
      if (this.#current === loading) this.#current = null;
    });
    return loading;
  }
}

function built(rows: Loaded): LensCatalogue {
  const prices = new Map<
    string,
    {
      currency: string;
      base: Map<string, bigint>;
      treatments: Map<string, bigint>;
      surcharges: Map<SurchargeCode, { label: Localized; amountMinor: bigint }>;
      packages: PricedPackage[];
    }
  >();
  const table = (currency: string) => {
    let found = prices.get(currency);
    if (!found) {
      found = { currency, base: new Map(), treatments: new Map(), surcharges: new Map(), packages: [] };
      prices.set(currency, found);
    }
    return found;
  };
  for (const [currency, design, material, band, amount] of rows.base)
    table(currency).base.set(`${design}|${material}|${band}`, BigInt(amount));
  for (const [currency, treatment, design, material, amount] of rows.treatments)
    table(currency).treatments.set(`${treatment}|${design}|${material}`, BigInt(amount));
  for (const [currency, code, label, amount] of rows.surcharges)
    table(currency).surcharges.set(code, { label, amountMinor: BigInt(amount) });
  const packages = rows.packages.map(
    (row): LensPackage => ({
      code: row.code,
      name: row.name,
      description: row.description,
      design: row.design_code,
      material: row.material_code,
      treatments: row.treatment_codes,
    }),
  );
  for (const own of prices.values())
    for (const one of packages) {
      const priced = rows.package_prices.filter(([currency, code]) => currency === own.currency && code === one.code);
      own.packages.push({ ...one, prices: new Map(priced.map(([, , band, amount]) => [band, BigInt(amount)])) });
    }
  const ofKind = (kind: LensOptionKindName) => rows.options.filter((o) => o.kind === kind);
  return {
    version: rows.version,
    options: rows.options,
    byId: new Map(rows.options.map((o) => [o.id, o])),
    designs: ofKind('DESIGN'),
    materials: ofKind('MATERIAL'),
    treatments: ofKind('TREATMENT'),
    colours: rows.colours,
    packages,
    prices,
    leadTimes: new Map(rows.lead_times.map(([route, rush, weekdays]) => [routeKey(route, rush), weekdays])),
    queueDays: new Map(rows.lead_times.map(([route, rush, , queue]) => [routeKey(route, rush), queue ?? 0])),
    delivery: rows.delivery,
    blankSupply: {
      scarce: new Map(rows.blank_supply?.scarce.map(({ sku, ...level }) => [sku, level])),
      rules: rows.blank_supply?.rules ?? [],
    },
    rules: makingRulesOf(rows),
    prescriptionRules:
      rows.prescription_rules === null
        ? defaultPrescriptionRules
        : prescriptionRulesValue.parse(rows.prescription_rules),
  };
}
