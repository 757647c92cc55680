import type { Caller, Issue } from '@opticworks/kernel';
import type { OwnerValue, PrescriptionValue } from '@opticworks/schema';
import { ReadPrescription, RequestReview } from '@opticworks/schema/operations/customer-rx';

export interface PrescriptionReading {
  prescription: PrescriptionValue;
  saleable: boolean;
  issues: Issue[];
}

/** What orders asks about prescriptions. Each read is audited there with the reason given. */
export interface Prescriptions {
  read(prescriptionId: string, owner: OwnerValue | null, reason: string): Promise<PrescriptionReading>;
  requestReview(prescriptionId: string, orderId: string, orderNumber: string): Promise<void>;
}

export function prescriptionsThrough(caller: Caller): Prescriptions {
  return {
    read: async (prescriptionId, owner, reason) => {
      const { prescription, saleable, issues } = await caller.call(ReadPrescription, { prescriptionId, owner, reason });
      return { prescription, saleable, issues: issues.map((issue) => ({ ...issue, field: issue.field ?? null })) };
    },
    requestReview: async (prescriptionId, orderId, orderNumber) => {
      await caller.call(
        RequestReview,
        { prescriptionId, orderId, orderNumber },
        { idempotencyKey: `${orderId}:review:${prescriptionId}` },
      );
    },
  };
}
