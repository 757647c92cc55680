import { newId } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { judgePrescription } from './judge-prescription.ts';
import type { JudgingContext } from './judging-context.ts';
import type { PrescriptionType } from './prescription.type.ts';
import type { PrescriptionContent } from './prescription-content.ts';
import { contentOf, type ReadPrescription } from './save-prescription.ts';

/** A prescription shown but not stored: it carries its own values instead of a row to read them from. */
export type PreviewedPrescription = PrescriptionType & { preview?: PrescriptionContent };

export function previewPrescription(
  parts: Pick<CustomerRxParts, 'clock'>,
  read: ReadPrescription,
  context: JudgingContext,
): PreviewedPrescription {
  const judgement = judgePrescription(read.draft, context);
  return {
    id: newId('rx_preview'),
    product: read.draft.product,
    status: 'ENTERED',
    source: read.source,
    issuedOn: read.draft.issuedOn,
    expiresOn: judgement.expiresOn,
    createdAt: parts.clock.now(),
    reviewedBy: null,
    reviewedAt: null,
    orderNumber: null,
    queuedAt: null,
    checkedBy: null,
    checkedById: null,
    checkedAt: null,
    ownerKind: 'guest',
    ownerId: '',
    enteredBy: '',
    keySubject: '',
    supersedes: null,
    readReason: null,
    rulesVersion: context.rules.version,
    reviewedRulesVersion: null,
    place: context.jurisdiction,
    preview: contentOf(read, judgement, []),
  };
}
