import { type Judgement, judgePrescription, type PrescriptionProduct } from './judge-prescription.ts';
import type { JudgingContext } from './judging-context.ts';
import type { PrescriptionContent } from './prescription-content.ts';

/** Judges a stored prescription as of today: what was fine when it was entered may have expired since. */
export const judgeContent = (
  context: JudgingContext,
  row: { product: PrescriptionProduct; issuedOn: string | null; expiresOn: string | null },
  content: PrescriptionContent,
): Judgement =>
  judgePrescription({ ...content, product: row.product, issuedOn: row.issuedOn, expiresOn: row.expiresOn }, context);
