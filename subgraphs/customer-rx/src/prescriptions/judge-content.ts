import type { EyeRx } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import { type Judgement, judgePrescription, type PrescriptionProduct } from './judge-prescription.ts';
import type { PrescriptionContent } from './prescription-content.ts';

/** Judges a stored prescription as of today: what was fine when it was entered may have expired since. */
export const judgeContent = (
  parts: Pick<CustomerRxParts, 'clock' | 'jurisdiction'>,
  row: { product: PrescriptionProduct; issuedOn: string | null; expiresOn: string | null },
  content: PrescriptionContent,
  previous: { od: EyeRx; os: EyeRx } | null = null,
): Judgement =>
  judgePrescription(
    { ...content, product: row.product, issuedOn: row.issuedOn, expiresOn: row.expiresOn },
    { today: parts.clock.today(), jurisdiction: parts.jurisdiction, previous },
  );
