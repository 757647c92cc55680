import type { PowerBand, SurchargeLimits } from '@opticworks/optics';
import type { Localized } from '../text/localized.ts';

/** A price list's lens prices, minor units. A key that is not there is not offered; zero is free. */
export interface LensPriceTable {
  currency: string;
  /** `design|material|band` → price of a pair. */
  base: ReadonlyMap<string, bigint>;
  /** `treatment|design|material` → price of a pair. */
  treatments: ReadonlyMap<string, bigint>;
  surcharges: ReadonlyMap<SurchargeCode, { label: Localized; amountMinor: bigint }>;
  packages: readonly PricedPackage[];
}

/** Design, material and treatments under one name. */
export interface LensPackage {
  code: string;
  name: Localized;
  description: Localized;
  design: string;
  material: string;
  treatments: readonly string[];
}

/** A package with its price per band; a band that is not there is not offered as a package. */
export interface PricedPackage extends LensPackage {
  prices: ReadonlyMap<PowerBand, bigint>;
}

export type SurchargeCode = 'PRISM' | 'HIGH_CYLINDER' | 'HIGH_ADD' | 'OVERSIZE' | 'DRILLING' | 'SLAB_OFF' | 'RUSH';

/** What decides surcharges; powers in thousandths of a dioptre, prism in thousandths of a prism dioptre. */
export interface LensFacts {
  band: PowerBand;
  maxPrism: number;
  maxCylinder: number;
  maxAdd: number;
  /** The larger blank of the two eyes; null while the PD is not known. */
  blankMm: number | null;
  isRimless: boolean;
  /** Asked for, and there is something to grind it against. */
  isSlabOff: boolean;
  rush: boolean;
  /** Above these a surcharge is due. */
  above: SurchargeLimits;
}

export interface LensChoiceCodes {
  design: string;
  material: string;
  treatments: readonly string[];
}

export interface LensPriceLine {
  kind: 'BASE' | 'PACKAGE' | 'TREATMENT' | 'SURCHARGE';
  code: string;
  amountMinor: bigint;
}

export type LensPrice =
  | { offered: true; totalMinor: bigint; lines: LensPriceLine[]; packageCode: string | null }
  /** The cell of the matrix that is missing. */
  | { offered: false; missing: string };

/**
 * Price of a pair of lenses: the package that holds the choice and costs least, else its parts. What goes beyond a package costs what
 * it costs on the list. The lines add up to the total, whichever way it was reached.
 */
export function priceLenses(table: LensPriceTable, choice: LensChoiceCodes, facts: LensFacts): LensPrice {
  const list = listPrice(table, choice, facts);
  if (!list.offered) return list;
  let best: LensPrice & { offered: true } = list;
  for (const one of table.packages) {
    const price = packagePrice(one, list, choice, facts);
    if (price && price.totalMinor < best.totalMinor) best = price;
  }
  return best;
}

/**
 * Price by parts: base by design, material and power band, each treatment by design and material, and what the making needs besides.
 * Both eyes are priced at the higher band.
 */
export function listPrice(table: LensPriceTable, choice: LensChoiceCodes, facts: LensFacts): LensPrice {
  const cell = `${choice.design}|${choice.material}|${facts.band}`;
  const base = table.base.get(cell);
  if (base === undefined) return { offered: false, missing: cell };
  const lines: LensPriceLine[] = [{ kind: 'BASE', code: choice.design, amountMinor: base }];
  for (const code of choice.treatments) {
    const amountMinor = table.treatments.get(`${code}|${choice.design}|${choice.material}`);
    if (amountMinor === undefined) return { offered: false, missing: `${code}|${choice.design}|${choice.material}` };
    lines.push({ kind: 'TREATMENT', code, amountMinor });
  }
  for (const code of surchargesDue(facts)) {
    const surcharge = table.surcharges.get(code);
    if (surcharge) lines.push({ kind: 'SURCHARGE', code, amountMinor: surcharge.amountMinor });
  }
  return { offered: true, totalMinor: totalOf(lines), lines, packageCode: null };
}

const totalOf = (lines: readonly LensPriceLine[]): bigint => lines.reduce((sum, line) => sum + line.amountMinor, 0n);

/** Null where the package is not in the choice or has no price for the band. */
function packagePrice(
  one: PricedPackage,
  list: LensPrice & { offered: true },
  choice: LensChoiceCodes,
  facts: LensFacts,
): (LensPrice & { offered: true }) | null {
  const amountMinor = one.prices.get(facts.band);
  const isIn =
    one.design === choice.design &&
    one.material === choice.material &&
    one.treatments.every((code) => choice.treatments.includes(code));
  if (amountMinor === undefined || !isIn) return null;
  const besides = list.lines.filter(
    ({ kind, code }) => kind === 'SURCHARGE' || (kind === 'TREATMENT' && !one.treatments.includes(code)),
  );
  const lines: LensPriceLine[] = [{ kind: 'PACKAGE', code: one.code, amountMinor }, ...besides];
  return { offered: true, totalMinor: totalOf(lines), lines, packageCode: one.code };
}

export function surchargesDue(facts: LensFacts): SurchargeCode[] {
  const due: SurchargeCode[] = [];
  const { above } = facts;
  if (facts.maxPrism > above.prism) due.push('PRISM');
  if (facts.maxCylinder > above.cylinder) due.push('HIGH_CYLINDER');
  if (facts.maxAdd > above.add) due.push('HIGH_ADD');
  if (facts.blankMm !== null && facts.blankMm > above.blankMm) due.push('OVERSIZE');
  if (facts.isRimless) due.push('DRILLING');
  if (facts.isSlabOff) due.push('SLAB_OFF');
  if (facts.rush) due.push('RUSH');
  return due;
}

/** How a pair goes through the lab, in the words of the lab's own lead times. */
export type LabRouteCode = 'FINISHED' | 'SURFACED' | 'SURFACED_COATED' | 'FREE_FORM';

export const routeKey = (route: LabRouteCode, rush: boolean): string => `${route}${rush ? '|rush' : ''}`;

export interface Making {
  isFinished: boolean;
  isFreeForm: boolean;
  isTinted: boolean;
  /** Something is put on the surface in the house. */
  isCoated?: boolean;
  rush: boolean;
}

export const labRouteOf = ({ isFinished, isFreeForm, isCoated = true }: Making): LabRouteCode =>
  isFinished ? 'FINISHED' : isFreeForm ? 'FREE_FORM' : isCoated ? 'SURFACED_COATED' : 'SURFACED';

/**
 * Working days in the lab: what the lab told of its queue, or the usual ones until it has. Surfacing and free-form take longer than edging
 * a stock lens; colour is a bath of its own.
 * @param told days by `routeKey`
 */
export function productionDays(making: Making, told: ReadonlyMap<string, number> = new Map()): number {
  const now = told.get(routeKey(labRouteOf(making), making.rush));
  if (now !== undefined) return now + (making.isTinted ? 1 : 0);
  const days = (making.isFinished ? 2 : making.isFreeForm ? 5 : 4) + (making.isTinted ? 1 : 0);
  return making.rush ? Math.max(1, Math.ceil(days / 2)) : days;
}
