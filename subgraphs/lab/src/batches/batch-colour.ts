import { refuse } from '@opticworks/kernel';
import type { LensChoiceValue } from '@opticworks/schema';
import { ERRORS } from '../errors.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { BatchRow } from './batch.rows.ts';
import { type BatchKind, isMadeBy } from './batch.rules.ts';

/**
 * What colours the lenses of a choice in a batch of this kind, such as "tint-solid grey 75 %"; null where nothing does, or nobody asked
 * for it when the pair was ordered. A gradient is dipped, a solid tint lies: they do not share a bath.
 */
export function batchColour(kind: BatchKind, { colours }: Pick<LensChoiceValue, 'colours'>): string | null {
  const colour = colours?.find(({ treatmentCode }) => isMadeBy(kind, treatmentCode));
  if (!colour) return null;
  const strength = colour.absorptionPercent === null ? '' : ` ${colour.absorptionPercent} %`;
  return `${colour.treatmentCode} ${colour.colourName.toLowerCase()}${strength}`;
}

/** One bath has one colour. @throws BATCH_COLOUR_DIFFERS */
export function insistOnColour(job: LabJobRow, batch: BatchRow): void {
  const own = batchColour(batch.kind, job.lens);
  const there = batchColour(batch.kind, batch);
  if (own && there && there !== own)
    refuse(ERRORS.BATCH_COLOUR_DIFFERS, { number: job.number, own, batch: batch.number, there });
}
