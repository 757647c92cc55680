/**
 * Rates for a stand-in: the states' own rates as commonly published, local parts made up from the ZIP and kept under
 * `local`. Plausible enough to see tax change with the address; never to be filed anywhere.
 */
export interface StateRule {
  name: string;
  /** The state's own rate. */
  rate: number;
  /** The most that county, city and district add together. */
  local: number;
  /** Whether delivery is part of the taxable price. */
  freight?: boolean;
  /** Sourced from the seller's address for sales inside the state. */
  isOriginBased?: boolean;
}

const state = (name: string, rate: number, local: number, rest: Partial<StateRule> = {}): StateRule => ({
  name,
  rate,
  local,
  ...rest,
});
const F = { freight: true };

export const STATES: Readonly<Record<string, StateRule>> = {
  AL: state('Alabama', 0.04, 0.06),
  AK: state('Alaska', 0, 0.05),
  AZ: state('Arizona', 0.056, 0.053, { isOriginBased: true }),
  AR: state('Arkansas', 0.065, 0.05, F),
  CA: state('California', 0.0725, 0.035),
  CO: state('Colorado', 0.029, 0.06),
  CT: state('Connecticut', 0.0635, 0, F),
  DC: state('District of Columbia', 0.06, 0, F),
  DE: state('Delaware', 0, 0),
  FL: state('Florida', 0.06, 0.02),
  GA: state('Georgia', 0.04, 0.05, F),
  HI: state('Hawaii', 0.04, 0.005, F),
  IA: state('Iowa', 0.06, 0.01),
  ID: state('Idaho', 0.06, 0.03),
  IL: state('Illinois', 0.0625, 0.04, { isOriginBased: true }),
  IN: state('Indiana', 0.07, 0, F),
  KS: state('Kansas', 0.065, 0.04, F),
  KY: state('Kentucky', 0.06, 0, F),
  LA: state('Louisiana', 0.05, 0.07),
  MA: state('Massachusetts', 0.0625, 0),
  MD: state('Maryland', 0.06, 0),
  ME: state('Maine', 0.055, 0),
  MI: state('Michigan', 0.06, 0, F),
  MN: state('Minnesota', 0.06875, 0.02, F),
  MO: state('Missouri', 0.04225, 0.055, { isOriginBased: true }),
  MS: state('Mississippi', 0.07, 0.01, { ...F, isOriginBased: true }),
  MT: state('Montana', 0, 0),
  NC: state('North Carolina', 0.0475, 0.0275, F),
  ND: state('North Dakota', 0.05, 0.035, F),
  NE: state('Nebraska', 0.055, 0.02, F),
  NH: state('New Hampshire', 0, 0),
  NJ: state('New Jersey', 0.06625, 0, F),
  NM: state('New Mexico', 0.04875, 0.04, F),
  NV: state('Nevada', 0.0685, 0.015),
  NY: state('New York', 0.04, 0.04875, F),
  OH: state('Ohio', 0.0575, 0.0225, { ...F, isOriginBased: true }),
  OK: state('Oklahoma', 0.045, 0.07),
  OR: state('Oregon', 0, 0),
  PA: state('Pennsylvania', 0.06, 0.02, { ...F, isOriginBased: true }),
  PR: state('Puerto Rico', 0.105, 0.01, F),
  RI: state('Rhode Island', 0.07, 0, F),
  SC: state('South Carolina', 0.06, 0.03, F),
  SD: state('South Dakota', 0.042, 0.02, F),
  TN: state('Tennessee', 0.07, 0.0275, { ...F, isOriginBased: true }),
  TX: state('Texas', 0.0625, 0.02, { ...F, isOriginBased: true }),
  UT: state('Utah', 0.0485, 0.0375, { isOriginBased: true }),
  VA: state('Virginia', 0.053, 0.017, { isOriginBased: true }),
  VT: state('Vermont', 0.06, 0.01, F),
  WA: state('Washington', 0.065, 0.04, F),
  WI: state('Wisconsin', 0.05, 0.009, F),
  WV: state('West Virginia', 0.06, 0.01, F),
  WY: state('Wyoming', 0.04, 0.02),
};

/** First three digits of a ZIP → state, for `GET /rates/:zip`, where no state is given: [from, to, state]. */
export const ZIP_STATES: readonly (readonly [number, number, string])[] = [
  [6, 9, 'PR'],
  [10, 27, 'MA'],
  [28, 29, 'RI'],
  [30, 38, 'NH'],
  [39, 49, 'ME'],
  [50, 59, 'VT'],
  [60, 69, 'CT'],
  [70, 89, 'NJ'],
  [100, 149, 'NY'],
  [150, 196, 'PA'],
  [197, 199, 'DE'],
  [200, 205, 'DC'],
  [206, 219, 'MD'],
  [220, 246, 'VA'],
  [247, 268, 'WV'],
  [270, 289, 'NC'],
  [290, 299, 'SC'],
  [300, 319, 'GA'],
  [320, 349, 'FL'],
  [350, 369, 'AL'],
  [370, 385, 'TN'],
  [386, 397, 'MS'],
  [398, 399, 'GA'],
  [400, 427, 'KY'],
  [430, 459, 'OH'],
  [460, 479, 'IN'],
  [480, 499, 'MI'],
  [500, 528, 'IA'],
  [530, 549, 'WI'],
  [550, 567, 'MN'],
  [570, 577, 'SD'],
  [580, 588, 'ND'],
  [590, 599, 'MT'],
  [600, 629, 'IL'],
  [630, 658, 'MO'],
  [660, 679, 'KS'],
  [680, 693, 'NE'],
  [700, 714, 'LA'],
  [716, 729, 'AR'],
  [730, 749, 'OK'],
  [750, 799, 'TX'],
  [800, 816, 'CO'],
  [820, 831, 'WY'],
  [832, 838, 'ID'],
  [840, 847, 'UT'],
  [850, 865, 'AZ'],
  [870, 884, 'NM'],
  [885, 885, 'TX'],
  [889, 898, 'NV'],
  [900, 961, 'CA'],
  [967, 968, 'HI'],
  [970, 979, 'OR'],
  [980, 994, 'WA'],
  [995, 999, 'AK'],
];

/** Country → [name, standard rate, reduced rate, currency-free note]. VAT or GST on goods sold to consumers. */
export const COUNTRIES: Readonly<Record<string, { name: string; standard: number; reduced: number }>> = {
  AT: { name: 'Austria', standard: 0.2, reduced: 0.1 },
  BE: { name: 'Belgium', standard: 0.21, reduced: 0.06 },
  BG: { name: 'Bulgaria', standard: 0.2, reduced: 0.09 },
  CY: { name: 'Cyprus', standard: 0.19, reduced: 0.05 },
  CZ: { name: 'Czech Republic', standard: 0.21, reduced: 0.12 },
  DE: { name: 'Germany', standard: 0.19, reduced: 0.07 },
  DK: { name: 'Denmark', standard: 0.25, reduced: 0.25 },
  EE: { name: 'Estonia', standard: 0.24, reduced: 0.09 },
  EL: { name: 'Greece', standard: 0.24, reduced: 0.13 },
  GR: { name: 'Greece', standard: 0.24, reduced: 0.13 },
  ES: { name: 'Spain', standard: 0.21, reduced: 0.1 },
  FI: { name: 'Finland', standard: 0.255, reduced: 0.135 },
  FR: { name: 'France', standard: 0.2, reduced: 0.055 },
  HR: { name: 'Croatia', standard: 0.25, reduced: 0.05 },
  HU: { name: 'Hungary', standard: 0.27, reduced: 0.05 },
  IE: { name: 'Ireland', standard: 0.23, reduced: 0.135 },
  IT: { name: 'Italy', standard: 0.22, reduced: 0.04 },
  LT: { name: 'Lithuania', standard: 0.21, reduced: 0.05 },
  LU: { name: 'Luxembourg', standard: 0.17, reduced: 0.03 },
  LV: { name: 'Latvia', standard: 0.21, reduced: 0.12 },
  MT: { name: 'Malta', standard: 0.18, reduced: 0.05 },
  NL: { name: 'Netherlands', standard: 0.21, reduced: 0.09 },
  PL: { name: 'Poland', standard: 0.23, reduced: 0.08 },
  PT: { name: 'Portugal', standard: 0.23, reduced: 0.06 },
  RO: { name: 'Romania', standard: 0.21, reduced: 0.11 },
  SE: { name: 'Sweden', standard: 0.25, reduced: 0.12 },
  SI: { name: 'Slovenia', standard: 0.22, reduced: 0.095 },
  SK: { name: 'Slovakia', standard: 0.23, reduced: 0.05 },
  GB: { name: 'United Kingdom', standard: 0.2, reduced: 0.05 },
  CH: { name: 'Switzerland', standard: 0.081, reduced: 0.026 },
  NO: { name: 'Norway', standard: 0.25, reduced: 0.15 },
  AU: { name: 'Australia', standard: 0.1, reduced: 0 },
  NZ: { name: 'New Zealand', standard: 0.15, reduced: 0.15 },
  JP: { name: 'Japan', standard: 0.1, reduced: 0.08 },
};

/** Canada: [GST or HST, PST or QST]. */
export const PROVINCES: Readonly<Record<string, readonly [gst: number, pst: number]>> = {
  AB: [0.05, 0],
  BC: [0.05, 0.07],
  MB: [0.05, 0.07],
  NB: [0.15, 0],
  NL: [0.15, 0],
  NS: [0.14, 0],
  NT: [0.05, 0],
  NU: [0.05, 0],
  ON: [0.13, 0],
  PE: [0.15, 0],
  QC: [0.05, 0.09975],
  SK: [0.05, 0.06],
  YT: [0.05, 0],
};

export const CLOTHING = '20010';
export const EXEMPT = '99999';
export const PRESCRIPTION_DRUG = '51020';
/** Under UNSPSC class 42142900, vision correction or cosmetic eyewear and related products. */
export const PRESCRIPTION_EYEWEAR = '42142900A0001';

export const CATEGORIES = [
  { name: 'Clothing', product_tax_code: CLOTHING, description: 'All human wearing apparel suitable for general use.' },
  {
    name: 'Digital Goods',
    product_tax_code: '31000',
    description: 'Goods delivered electronically, not on a tangible medium.',
  },
  { name: 'Software as a Service', product_tax_code: '30070', description: 'Software delivered by remote access.' },
  { name: 'Non-Prescription', product_tax_code: '51010', description: 'Drugs for human use without a prescription.' },
  {
    name: 'Prescription',
    product_tax_code: PRESCRIPTION_DRUG,
    description: 'Drugs for human use with a prescription.',
  },
  {
    name: 'Corrective Eyewear, Prescription',
    product_tax_code: PRESCRIPTION_EYEWEAR,
    description: 'Eyeglasses, lenses and contact lenses sold on a prescription.',
  },
  { name: 'Other Exempt', product_tax_code: EXEMPT, description: 'Item is exempt.' },
];

/** Clothing: exempt up to this price of one item, in cents; above it all (`false`) or the excess (`true`) is taxed. */
const CLOTHING_LIMITS: Readonly<Record<string, { limit: number; isExcessOnly: boolean }>> = {
  MA: { limit: 17_500, isExcessOnly: true },
  MN: { limit: Number.POSITIVE_INFINITY, isExcessOnly: false },
  NJ: { limit: Number.POSITIVE_INFINITY, isExcessOnly: false },
  NY: { limit: 10_999, isExcessOnly: false },
  PA: { limit: Number.POSITIVE_INFINITY, isExcessOnly: false },
  RI: { limit: 25_000, isExcessOnly: true },
  VT: { limit: Number.POSITIVE_INFINITY, isExcessOnly: false },
};

/** Which share of a line a state taxes, 0–1. @param unitCents price of one item after its discount */
export function taxableShare(stateCode: string, taxCode: string | undefined, unitCents: number): number {
  if (taxCode === EXEMPT || taxCode === PRESCRIPTION_DRUG) return 0;
  // Hawaii and New Mexico tax gross receipts, eyewear on prescription included.
  if (taxCode === PRESCRIPTION_EYEWEAR) return stateCode === 'HI' || stateCode === 'NM' ? 1 : 0;
  const rule = taxCode === CLOTHING ? CLOTHING_LIMITS[stateCode] : undefined;
  if (!rule) return 1;
  if (unitCents <= rule.limit) return 0;
  return rule.isExcessOnly ? (unitCents - rule.limit) / unitCents : 1;
}
