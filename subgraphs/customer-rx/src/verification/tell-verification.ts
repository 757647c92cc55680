import type { Tx } from '@opticworks/kernel';
import { PrescriptionVerificationMoved } from '@opticworks/schema/events/customer-rx';
import type { PrescriptionRow } from '../prescriptions/prescription.rows.ts';
import type { VerificationStatus } from './verification.state.ts';

/** Screens with the queue open follow the clock; the event carries ids only. */
export const tellVerification = (
  tx: Tx,
  row: Pick<PrescriptionRow, 'id' | 'ownerKind' | 'ownerId'>,
  verificationId: string,
  status: VerificationStatus,
) =>
  tx.publish(
    PrescriptionVerificationMoved,
    { prescriptionId: row.id, verificationId, status },
    {
      aggregate: 'prescription',
      aggregateId: row.id,
      topics: ['prescription-queue', `owner:${row.ownerKind}:${row.ownerId}`],
    },
  );
