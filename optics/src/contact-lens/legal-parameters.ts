import type { ContactAdd, ContactLensRx } from './contact-lens.types.ts';

/** Even steps from `from` to `to`, Mdpt, both included. */
export interface PowerSteps {
  from: number;
  to: number;
  step: number;
}

/** One block of combinations: every value of a block goes with every other value of the same block. */
export interface ParameterBlock {
  powers: readonly PowerSteps[];
  /** Cylinders with the axes each is made at; an absent list means a spherical lens. */
  cylinders?: readonly { cylinder: number; axes: readonly number[] }[];
  baseCurvesMm: readonly number[];
  diametersMm: readonly number[];
  adds?: readonly ContactAdd[];
  dominances?: readonly ('D' | 'N')[];
  colours?: readonly string[];
}

/** What a product is made in: a list of blocks, because real ranges have holes that no set of limits can say. */
export interface ProductMatrix {
  product: string;
  blocks: readonly ParameterBlock[];
}

export type ContactParameter =
  | 'power'
  | 'cylinder'
  | 'axis'
  | 'add'
  | 'dominance'
  | 'baseCurve'
  | 'diameter'
  | 'colour';

export type Legality =
  | { legal: true }
  /** `offending` are the parameters the closest block does not have; never a value to take instead. */
  | { legal: false; offending: ContactParameter[] };

/** Whether a product is made in exactly these parameters. Nothing is rounded to a neighbour: a near miss is a question for the prescriber. */
export function isLegal(matrix: ProductMatrix, lens: ContactLensRx): Legality {
  // A block with the right cylinder and a wrong axis is closer than one without the cylinder.
  const distance = (m: ContactParameter[]) => m.length + (m.includes('cylinder') ? 0.5 : 0);
  const misses = matrix.blocks.map((block) => missesOf(block, lens)).sort((a, b) => distance(a) - distance(b));
  const fewest = misses[0] ?? ['power'];
  return fewest.length === 0 ? { legal: true } : { legal: false, offending: fewest };
}

/** Whether a power lies on one of the step rows. */
export const isOnSteps = (power: number, steps: readonly PowerSteps[]): boolean =>
  steps.some(
    ({ from, to, step }) => power >= Math.min(from, to) && power <= Math.max(from, to) && (power - from) % step === 0,
  );

function missesOf(block: ParameterBlock, lens: ContactLensRx): ContactParameter[] {
  const misses: ContactParameter[] = [];
  if (!isOnSteps(lens.power, block.powers)) misses.push('power');
  if (block.cylinders) {
    const row = block.cylinders.find((c) => c.cylinder === lens.cylinder);
    if (!row) misses.push('cylinder');
    const axes = row ? row.axes : block.cylinders.flatMap((c) => c.axes);
    if (!axes.includes(lens.axis ?? Number.NaN)) misses.push('axis');
  } else if (lens.cylinder !== 0) misses.push('cylinder');
  if (block.adds ? !block.adds.includes(lens.add) : lens.add !== null) misses.push('add');
  if (block.dominances && !(lens.dominance && block.dominances.includes(lens.dominance))) misses.push('dominance');
  if (!block.baseCurvesMm.includes(lens.baseCurveMm ?? Number.NaN)) misses.push('baseCurve');
  if (!block.diametersMm.includes(lens.diameterMm ?? Number.NaN)) misses.push('diameter');
  if (block.colours && !(lens.colour && block.colours.includes(lens.colour))) misses.push('colour');
  return misses;
}

/**
 * Values of one parameter that go with the rest of a choice, for the select boxes of a product page.
 * @param chosen parameters already chosen; the asked one is ignored
 */
export function offeredPowers(matrix: ProductMatrix, chosen: { cylinder?: number; axis?: number | null }): number[] {
  const fits = (block: ParameterBlock) =>
    chosen.cylinder === undefined ||
    (block.cylinders
      ? block.cylinders.some(
          (c) => c.cylinder === chosen.cylinder && (chosen.axis == null || c.axes.includes(chosen.axis)),
        )
      : chosen.cylinder === 0);
  const powers = matrix.blocks.filter(fits).flatMap((b) => b.powers.flatMap(expand));
  return [...new Set(powers)].sort((a, b) => a - b);
}

/** Axes a product has for a power and cylinder; empty when that pair does not exist. */
export function offeredAxes(matrix: ProductMatrix, power: number, cylinder: number): number[] {
  const axes = matrix.blocks
    .filter((b) => isOnSteps(power, b.powers))
    .flatMap((b) => b.cylinders?.find((c) => c.cylinder === cylinder)?.axes ?? []);
  return [...new Set(axes)].sort((a, b) => a - b);
}

const expand = ({ from, to, step }: PowerSteps): number[] => {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
};
