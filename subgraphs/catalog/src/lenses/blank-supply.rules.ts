import {
  type BlankRule,
  type BlankStock,
  blankCandidates,
  blankRuleFor,
  type ChosenBlank,
  decideBlanks,
  type LensOrder,
  type MakingRules,
  type PairPlan,
  plannedBlank,
} from '@opticworks/optics';

export interface ScarceBlank extends BlankStock {
  /** How much later a pair leaves the lab that has to wait for one, days from Monday to Friday. */
  weekdays: number;
}

/** What the lab told of its blanks. Everything it does not name is there in numbers no pair exhausts. */
export interface BlankSupply {
  scarce: ReadonlyMap<string, ScarceBlank>;
  rules: readonly BlankRule[];
}

export interface ExpectedBlanks {
  /** Both lenses are edged from stock lenses. */
  isFinished: boolean;
  /** Days from Monday to Friday until the later blank is there; 0 where both are. */
  waitDays: number;
}

const PLENTY: BlankStock = { available: Number.POSITIVE_INFINITY, coming: 0 };

/**
 * What the lab will take for a pair as its shelf is now, chosen as the lab chooses: the planned blank, a larger one, a ground one, or the
 * planned one once it has come.
 */
export function expectedBlanks(
  plan: PairPlan,
  order: LensOrder,
  rules: MakingRules,
  { scarce, rules: blankRules }: BlankSupply,
): ExpectedBlanks {
  const planned = [plan.od, plan.os].map((lens) => plannedBlank(lens, rules));
  const blanks = planned.some((blank) => blank && scarce.has(blank.sku))
    ? decideBlanks(
        [plan.od, plan.os].map((lens) => ({ eye: lens.eye, ...blankCandidates(lens, order, rules) })),
        (sku) => scarce.get(sku) ?? PLENTY,
        blankRuleFor(order.material, blankRules),
      ).map(({ blank }) => blank)
    : planned;
  return {
    isFinished: blanks.every((blank) => blank?.kind === 'FINISHED'),
    waitDays: Math.max(0, ...blanks.map((blank) => waitFor(blank, blanks, scarce))),
  };
}

function waitFor(
  blank: ChosenBlank | null,
  pair: readonly (ChosenBlank | null)[],
  scarce: BlankSupply['scarce'],
): number {
  const level = blank && scarce.get(blank.sku);
  if (!level) return 0;
  const needed = pair.filter((other) => other?.sku === blank.sku).length;
  return needed > level.available ? level.weekdays : 0;
}
