import type { Eye, LensStage } from '../stages/lens-stage.rules.ts';

/**
 * The life of a batch: lenses of many trays that go through one machine together, under one lot of coating or dye.
 *
 * OPEN       the carrier is being loaded      RUNNING    in the machine; nothing joins or leaves
 * GOOD       every lens came out well         FAILED     every lens in it is hit: scrapped, or stripped and done again
 * ABANDONED  never started
 */
export type BatchStatus = 'OPEN' | 'RUNNING' | 'GOOD' | 'FAILED' | 'ABANDONED';
export type BatchKind = 'TINT' | 'HARD_COAT' | 'AR' | 'MIRROR';
/** What becomes of the lenses of a failed batch. */
export type Remedy = 'SPOIL' | 'REWORK';

/** Treatments a kind of batch makes. A blue filter as a coating is part of the anti-reflection stack. */
const coats: Readonly<Record<BatchKind, (treatment: string) => boolean>> = {
  TINT: (code) => code.startsWith('tint-'),
  HARD_COAT: (code) => code === 'hard-coat',
  AR: (code) => code.startsWith('ar-') || code === 'blue-coating',
  MIRROR: (code) => code === 'mirror',
};
/** Whether a batch of this kind makes the treatment. */
export const isMadeBy = (kind: BatchKind, treatment: string): boolean => coats[kind](treatment);
export const BATCH_KINDS = Object.keys(coats) as BatchKind[];

/** Anti-reflection is put on a hard coat: a lens that gets the one may always get the other. */
export const isOrdered = (kind: BatchKind, treatments: readonly string[]): boolean =>
  treatments.some(coats[kind]) || (kind === 'HARD_COAT' && treatments.some(coats.AR));

export interface BatchableLens {
  id: string;
  eye: Eye;
  kind: 'FINISHED' | 'SURFACED';
  stage: LensStage;
  attempt: number;
  /** Batch and lot in which this very lens last got this kind of coat; null where it has none. */
  coatedIn: { number: string; lot: string } | null;
}

/**
 * Why loading these lenses would give the two of a pair different lots; null when the pair stays together. A stock lens came coated and
 * is nobody's choice here.
 */
export function splitOf(
  lenses: readonly BatchableLens[],
  loaded: readonly Eye[],
  batch: { number: string; lot: string | null },
  alreadyIn: readonly Eye[],
): string | null {
  for (const lens of lenses) {
    if (lens.kind !== 'SURFACED' || loaded.includes(lens.eye) || alreadyIn.includes(lens.eye)) continue;
    if (!lens.coatedIn) return `${lens.eye} is not in batch ${batch.number}`;
    if (lens.coatedIn.lot !== batch.lot)
      return `${lens.eye} was coated in ${lens.coatedIn.number} with lot ${lens.coatedIn.lot}, this is ${
        batch.lot ? `lot ${batch.lot}` : 'a lot not named yet'
      }`;
  }
  return null;
}
