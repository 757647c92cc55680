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
}

export type SurchargeCode = 'PRISM' | 'HIGH_CYLINDER' | 'HIGH_ADD' | 'OVERSIZE' | 'DRILLING' | 'RUSH';

/** What decides surcharges; powers in thousandths of a dioptre, prism in thousandths of a prism dioptre. */
export interface LensFacts {
  band: PowerBand;
  maxPrism: number;
  maxCylinder: number;
  maxAdd: number;
  /** The larger blank of the two eyes; null while the PD is not known. */
  blankMm: number | null;
  isRimless: boolean;
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
  kind: 'BASE' | 'TREATMENT' | 'SURCHARGE';
  code: string;
  amountMinor: bigint;
}

export type LensPrice =
  | { offered: true; totalMinor: bigint; lines: LensPriceLine[] }
  /** The cell of the matrix that is missing. */
  | { offered: false; missing: string };

/**
 * Price of a pair of lenses: base by design, material and power band, each treatment by design and material, and what the making
 * needs besides. Both eyes are priced at the higher band.
 */
export function priceLenses(table: LensPriceTable, choice: LensChoiceCodes, facts: LensFacts): LensPrice {
  const base = table.base.get(`${choice.design}|${choice.material}|${facts.band}`);
  if (base === undefined) return { offered: false, missing: `${choice.design}|${choice.material}|${facts.band}` };
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
  return { offered: true, totalMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0n), lines };
}

export function surchargesDue(facts: LensFacts): SurchargeCode[] {
  const { above } = facts;
  const due: SurchargeCode[] = [];
  if (facts.maxPrism > above.prism) due.push('PRISM');
  if (facts.maxCylinder > above.cylinder) due.push('HIGH_CYLINDER');
  if (facts.maxAdd > above.add) due.push('HIGH_ADD');
  if (facts.blankMm !== null && facts.blankMm > above.blankMm) due.push('OVERSIZE');
  if (facts.isRimless) due.push('DRILLING');
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

const labRouteOf = ({ isFinished, isFreeForm, isCoated = true }: Making): LabRouteCode =>
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
