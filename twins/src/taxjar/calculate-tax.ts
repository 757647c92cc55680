import { createHash } from 'node:crypto';
import {
  COUNTRIES,
  EXEMPT,
  PRESCRIPTION_DRUG,
  PRESCRIPTION_EYEWEAR,
  PROVINCES,
  STATES,
  taxableShare,
  ZIP_STATES,
} from './tax-tables.ts';

/** An error in TaxJar's shape: `{ status, error, detail }`. */
export class TaxJarFailure extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

const badRequest = (detail: string): TaxJarFailure => new TaxJarFailure(400, 'Bad Request', detail);
const notAcceptable = (detail: string): TaxJarFailure => new TaxJarFailure(406, 'Not Acceptable', detail);

export interface LineInput {
  id?: string;
  quantity?: number | string;
  unit_price?: number | string;
  discount?: number | string;
  product_tax_code?: string;
}

export interface TaxInput {
  from_country?: string;
  from_zip?: string;
  from_state?: string;
  to_country?: string;
  to_zip?: string;
  to_state?: string;
  to_city?: string;
  amount?: number | string;
  shipping?: number | string;
  customer_id?: string;
  exemption_type?: string;
  nexus_addresses?: { country?: string; state?: string }[];
  line_items?: LineInput[];
}

export interface LocalRates {
  state: number;
  county: number;
  city: number;
  special: number;
  combined: number;
  countyName: string | null;
}

const rounded = (rate: number): number => Number(rate.toFixed(5));
const cents = (dollars: number | string | undefined): number => Math.round(Number(dollars ?? 0) * 100);
const dollars = (amount: number): number => Number((amount / 100).toFixed(2));

/** The state a ZIP belongs to. */
export function stateOfZip(zip: string): string | undefined {
  const prefix = Number(zip.slice(0, 3));
  return ZIP_STATES.find(([from, to]) => prefix >= from && prefix <= to)?.[2];
}

/** The same local rates for a ZIP every time: parts of the state's local maximum, in steps of an eighth of a percent. */
export function ratesFor(stateCode: string, zip: string): LocalRates {
  const rule = STATES[stateCode];
  if (!rule) throw badRequest(`${stateCode} is not a state of the US`);
  const bytes = createHash('sha256').update(zip.slice(0, 5)).digest();
  const part = (index: number, most: number): number =>
    Math.floor((((bytes[index] ?? 0) / 256) * most) / 0.00125) * 0.00125;
  const county = rounded(part(0, rule.local * 0.4));
  const city = rounded(part(1, rule.local * 0.35));
  const special = rounded(part(2, rule.local * 0.25));
  const combined = rounded(rule.rate + county + city + special);
  return {
    state: rule.rate,
    county,
    city,
    special,
    combined,
    countyName: county > 0 ? `${rule.name.toUpperCase()} COUNTY ${zip.slice(0, 3)}` : null,
  };
}

interface Line {
  id: string | undefined;
  /** What the customer pays for the line before tax, cents. */
  net: number;
  unit: number;
  code: string | undefined;
}

function readLines(input: TaxInput): { lines: Line[]; shipping: number } {
  if (input.amount === undefined && !input.line_items?.length) throw badRequest('No amount or line items provided');
  if (input.shipping === undefined) throw badRequest('No shipping amount provided');
  const lines = (input.line_items ?? []).map((item): Line => {
    const quantity = Number(item.quantity ?? 1);
    const net = Math.round(Number(item.unit_price ?? 0) * quantity * 100) - cents(item.discount);
    return { id: item.id, net, unit: quantity > 0 ? net / quantity : 0, code: item.product_tax_code };
  });
  const amount = input.amount === undefined ? undefined : cents(input.amount);
  if (lines.length === 0) lines.push({ id: undefined, net: amount ?? 0, unit: amount ?? 0, code: undefined });
  return { lines, shipping: cents(input.shipping) };
}

/** Tax for one order, as `POST /v2/taxes` answers it. */
export function calculateTax(input: TaxInput): { tax: Record<string, unknown> } {
  const country = input.to_country?.toUpperCase();
  if (!country) throw badRequest('No to country, required when calculating tax');
  if (country === 'US') return taxInUnitedStates(input);
  if (country === 'CA') return taxInCanada(input);
  return taxAbroad(input, country);
}

function taxInUnitedStates(input: TaxInput): { tax: Record<string, unknown> } {
  const zip = input.to_zip;
  if (!zip) throw badRequest('No to zip, required when country is US');
  if (!/^\d{5}(-?\d{4})?$/.test(zip)) throw notAcceptable(`to_zip ${zip} is not a valid zip`);
  const stateCode = (input.to_state ?? '').toUpperCase();
  if (!stateCode) throw badRequest('No to state, required when country is US');
  const rule = STATES[stateCode];
  if (!rule) throw badRequest(`to_state ${stateCode} is not a state of the US`);
  const stateFromZip = stateOfZip(zip);
  if (stateFromZip && stateFromZip !== stateCode)
    throw notAcceptable(`to_zip ${zip} is not used within to_state ${stateCode}`);

  const { lines, shipping } = readLines(input);
  const isExemptBuyer = ['wholesale', 'government', 'other'].includes(input.exemption_type ?? '');
  const hasNexus = rule.rate + rule.local > 0 && isNexus(input, stateCode);
  const isFromOrigin =
    rule.isOriginBased === true && input.from_state?.toUpperCase() === stateCode && Boolean(input.from_zip);
  const rates = ratesFor(stateCode, isFromOrigin ? (input.from_zip as string) : zip);
  const isTaxed = hasNexus && !isExemptBuyer;

  const items = lines.map((line) => ({
    id: line.id,
    ...parts(isTaxed ? Math.round(line.net * taxableShare(stateCode, line.code, line.unit)) : 0, rates),
  }));
  const goods = lines.reduce((sum, line) => sum + line.net, 0);
  const taxedGoods = items.reduce((sum, item) => sum + item.taxable, 0);
  // Delivery follows the goods: with nothing taxable in the parcel, its delivery is not taxed either.
  const isFreightTaxed = isTaxed && rule.freight === true && taxedGoods > 0;
  const freight = parts(isFreightTaxed ? shipping : 0, rates);
  const all = [...items, freight];
  const sum = (pick: (each: Parts) => number): number => all.reduce((total, each) => total + pick(each), 0);

  return {
    tax: {
      order_total_amount: dollars(goods + shipping),
      shipping: dollars(shipping),
      taxable_amount: dollars(sum((each) => each.taxable)),
      amount_to_collect: dollars(sum((each) => each.total)),
      rate: sum((each) => each.taxable) > 0 ? rates.combined : 0,
      has_nexus: hasNexus,
      freight_taxable: rule.freight === true,
      tax_source: hasNexus ? (isFromOrigin ? 'origin' : 'destination') : null,
      exemption_type: isExemptBuyer ? input.exemption_type : null,
      jurisdictions: {
        country: 'US',
        state: stateCode,
        ...(rates.countyName ? { county: rates.countyName } : {}),
        ...(input.to_city ? { city: input.to_city.toUpperCase() } : {}),
      },
      ...(hasNexus
        ? {
            breakdown: {
              taxable_amount: dollars(sum((each) => each.taxable)),
              tax_collectable: dollars(sum((each) => each.total)),
              combined_tax_rate: rates.combined,
              state_taxable_amount: dollars(sum((each) => each.taxable)),
              state_tax_rate: rates.state,
              state_tax_collectable: dollars(sum((each) => each.state)),
              county_taxable_amount: dollars(rates.county > 0 ? sum((each) => each.taxable) : 0),
              county_tax_rate: rates.county,
              county_tax_collectable: dollars(sum((each) => each.county)),
              city_taxable_amount: dollars(rates.city > 0 ? sum((each) => each.taxable) : 0),
              city_tax_rate: rates.city,
              city_tax_collectable: dollars(sum((each) => each.city)),
              special_district_taxable_amount: dollars(rates.special > 0 ? sum((each) => each.taxable) : 0),
              special_tax_rate: rates.special,
              special_district_tax_collectable: dollars(sum((each) => each.special)),
              ...(isFreightTaxed ? { shipping: shownParts(freight, rates) } : {}),
              line_items: items.map((item, index) => ({
                id: item.id ?? String(index + 1),
                ...shownParts(item, rates),
              })),
            },
          }
        : {}),
    },
  };
}

/** Seller's own state, the addresses given, or, with none given, every state that taxes sales. */
function isNexus(input: TaxInput, stateCode: string): boolean {
  if (!input.nexus_addresses?.length) return true;
  const states = input.nexus_addresses
    .filter((each) => (each.country ?? 'US') === 'US')
    .map((each) => each.state?.toUpperCase());
  return states.includes(stateCode) || input.from_state?.toUpperCase() === stateCode;
}

interface Parts {
  taxable: number;
  state: number;
  county: number;
  city: number;
  special: number;
  total: number;
}

/** Tax of one amount, split over the jurisdictions so that the parts add up to the total. */
function parts(taxable: number, rates: LocalRates): Parts {
  const total = Math.round(taxable * rates.combined);
  const county = Math.round(taxable * rates.county);
  const city = Math.round(taxable * rates.city);
  const special = Math.min(Math.round(taxable * rates.special), Math.max(0, total - county - city));
  return { taxable, county, city, special, state: total - county - city - special, total };
}

function shownParts(each: Parts, rates: LocalRates): Record<string, number> {
  return {
    taxable_amount: dollars(each.taxable),
    tax_collectable: dollars(each.total),
    combined_tax_rate: each.taxable > 0 ? rates.combined : 0,
    state_taxable_amount: dollars(each.taxable),
    state_sales_tax_rate: each.taxable > 0 ? rates.state : 0,
    state_amount: dollars(each.state),
    county_taxable_amount: dollars(rates.county > 0 ? each.taxable : 0),
    county_tax_rate: each.taxable > 0 ? rates.county : 0,
    county_amount: dollars(each.county),
    city_taxable_amount: dollars(rates.city > 0 ? each.taxable : 0),
    city_tax_rate: each.taxable > 0 ? rates.city : 0,
    city_amount: dollars(each.city),
    special_district_taxable_amount: dollars(rates.special > 0 ? each.taxable : 0),
    special_tax_rate: each.taxable > 0 ? rates.special : 0,
    special_district_amount: dollars(each.special),
  };
}

function taxInCanada(input: TaxInput): { tax: Record<string, unknown> } {
  const province = (input.to_state ?? '').toUpperCase();
  const [gst, pst] = PROVINCES[province] ?? [];
  if (gst === undefined || pst === undefined) throw badRequest('No to state, required when country is CA');
  const { lines, shipping } = readLines(input);
  const isFree = (code: string | undefined): boolean =>
    code === EXEMPT || code === PRESCRIPTION_DRUG || code === PRESCRIPTION_EYEWEAR;
  const items = lines.map((line) => ({ ...line, taxable: isFree(line.code) ? 0 : line.net }));
  const bases = [...items.map((item) => item.taxable), shipping];
  const gstTotal = bases.reduce((sum, base) => sum + Math.round(base * gst), 0);
  const pstTotal = bases.reduce((sum, base) => sum + Math.round(base * pst), 0);
  const taxable = bases.reduce((sum, base) => sum + base, 0);
  const second = province === 'QC' ? 'qst' : 'pst';
  const shown = (base: number) => ({
    taxable_amount: dollars(base),
    tax_collectable: dollars(Math.round(base * gst) + Math.round(base * pst)),
    combined_tax_rate: rounded(gst + pst),
    gst_taxable_amount: dollars(base),
    gst_tax_rate: gst,
    gst: dollars(Math.round(base * gst)),
    [`${second}_taxable_amount`]: dollars(pst > 0 ? base : 0),
    [`${second}_tax_rate`]: pst,
    [second]: dollars(Math.round(base * pst)),
  });
  return {
    tax: {
      order_total_amount: dollars(lines.reduce((sum, line) => sum + line.net, 0) + shipping),
      shipping: dollars(shipping),
      taxable_amount: dollars(taxable),
      amount_to_collect: dollars(gstTotal + pstTotal),
      rate: rounded(gst + pst),
      has_nexus: true,
      freight_taxable: true,
      tax_source: 'destination',
      exemption_type: null,
      jurisdictions: { country: 'CA', state: province },
      breakdown: {
        ...shown(taxable),
        tax_collectable: dollars(gstTotal + pstTotal),
        shipping: shown(shipping),
        line_items: items.map((item, index) => ({ id: item.id ?? String(index + 1), ...shown(item.taxable) })),
      },
    },
  };
}

/** VAT or GST of the country of destination. Prescription eyewear has the reduced rate, as medical goods usually do. */
function taxAbroad(input: TaxInput, country: string): { tax: Record<string, unknown> } {
  const rule = COUNTRIES[country];
  const { lines, shipping } = readLines(input);
  const standard = rule?.standard ?? 0;
  const rateOf = (code: string | undefined): number => {
    if (!rule || code === EXEMPT) return 0;
    return code === PRESCRIPTION_EYEWEAR || code === PRESCRIPTION_DRUG ? rule.reduced : standard;
  };
  const items = lines.map((line) => {
    const rate = rateOf(line.code);
    return { id: line.id, rate, taxable: rate > 0 ? line.net : 0, tax: Math.round(line.net * rate) };
  });
  const freightTax = Math.round(shipping * standard);
  const taxable = items.reduce((sum, item) => sum + item.taxable, 0) + (standard > 0 ? shipping : 0);
  const total = items.reduce((sum, item) => sum + item.tax, 0) + freightTax;
  const shown = (base: number, rate: number, tax: number) => ({
    taxable_amount: dollars(base),
    tax_collectable: dollars(tax),
    combined_tax_rate: rate,
    country_taxable_amount: dollars(base),
    country_tax_rate: rate,
    country_tax_collectable: dollars(tax),
  });
  return {
    tax: {
      order_total_amount: dollars(lines.reduce((sum, line) => sum + line.net, 0) + shipping),
      shipping: dollars(shipping),
      taxable_amount: dollars(taxable),
      amount_to_collect: dollars(total),
      rate: standard,
      has_nexus: Boolean(rule),
      freight_taxable: Boolean(rule),
      tax_source: rule ? 'destination' : null,
      exemption_type: null,
      jurisdictions: { country },
      ...(rule
        ? {
            breakdown: {
              ...shown(taxable, standard, total),
              shipping: shown(shipping, standard, freightTax),
              line_items: items.map((item, index) => ({
                id: item.id ?? String(index + 1),
                ...shown(item.taxable, item.rate, item.tax),
              })),
            },
          }
        : {}),
    },
  };
}
