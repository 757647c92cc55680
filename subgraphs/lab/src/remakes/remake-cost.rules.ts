export const COST_KINDS = [
  'FINISHED_BLANK',
  'SURFACED_BLANK',
  'DESIGN',
  'TREATMENT',
  'FRAME',
  'LABOUR',
  'SHIPPING',
] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** A price by the book, minor units. `*` stands for every code that has none of its own. */
export interface StandardCost {
  kind: CostKind;
  code: string;
  amountMinor: bigint;
  currency: string;
}

/** What is made again. */
export interface RemakeWork {
  lenses: readonly { isSurfaced: boolean }[];
  material: string;
  design: string;
  treatments: readonly string[];
  replacesFrame: boolean;
  /** The pair had left the house: it has to be sent again. */
  isSent: boolean;
}

/** Minor units of one currency. */
export interface RemakeCost {
  lensesMinor: bigint;
  frameMinor: bigint;
  labourMinor: bigint;
  shippingMinor: bigint;
  currency: string;
}

/**
 * What a remake costs by the book: blanks with their design and treatments, a frame where it is made good too, the work, and the way.
 * @throws RangeError when the book is empty or mixes currencies
 */
export function remakeCost(work: RemakeWork, book: readonly StandardCost[]): RemakeCost {
  const currency = book[0]?.currency;
  if (!currency || book.some((row) => row.currency !== currency))
    throw new RangeError('Standard costs must all be of one currency.');
  const of = (kind: CostKind, code = '*'): bigint => {
    const row =
      book.find((one) => one.kind === kind && one.code === code) ??
      book.find((one) => one.kind === kind && one.code === '*');
    return row?.amountMinor ?? 0n;
  };
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
  const perLens = sum([of('DESIGN', work.design), ...work.treatments.map((code) => of('TREATMENT', code))]);
  return {
    lensesMinor: sum(
      work.lenses.map(
        ({ isSurfaced }) => of(isSurfaced ? 'SURFACED_BLANK' : 'FINISHED_BLANK', work.material) + perLens,
      ),
    ),
    frameMinor: work.replacesFrame ? of('FRAME') : 0n,
    labourMinor: sum(
      work.lenses.map(({ isSurfaced }) => of('LABOUR', 'finishing') + (isSurfaced ? of('LABOUR', 'surfacing') : 0n)),
    ),
    shippingMinor: work.isSent ? of('SHIPPING') : 0n,
    currency,
  };
}

export const totalOf = (cost: RemakeCost): bigint =>
  cost.lensesMinor + cost.frameMinor + cost.labourMinor + cost.shippingMinor;
