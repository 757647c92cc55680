import type { Caller, Issue } from '@opticworks/kernel';
import { defaultPrescriptionRules, type PrescriptionThresholds } from '@opticworks/optics';
import type { MeasurementValue, OwnerValue, PrescriptionValue } from '@opticworks/schema';
import {
  type OrderedPairValue,
  ReadPrescription,
  ReadPrescriptionRules,
  ReadRelease,
  RequestReview,
} from '@opticworks/schema/operations/customer-rx';

export interface PrescriptionReading {
  prescription: PrescriptionValue;
  /** What was measured for the frame, when that was asked for; the prescription has its values. */
  measurement: MeasurementValue | null;
  saleable: boolean;
  isSignedOff: boolean;
  issues: Issue[];
}

/** What orders asks about prescriptions. Each read is audited there with the reason given. */
export interface Prescriptions {
  read(
    prescriptionId: string,
    owner: OwnerValue | null,
    reason: string,
    measurementId?: string | null,
  ): Promise<PrescriptionReading>;
  requestReview(
    prescriptionId: string,
    orderId: string,
    orderNumber: string,
    asked?: {
      facts?: { patientName: string; patientAddress: string; quantity: string };
      /** The pairs made on it: the desk judges by them what it signs off. */
      pairs?: OrderedPairValue[];
    },
  ): Promise<void>;
  /** What a power can be, as the owner decided. */
  thresholds(): Promise<PrescriptionThresholds>;
  /** Those of them that no optician and no prescriber has vouched for yet. */
  unreleased(prescriptionIds: readonly string[]): Promise<string[]>;
}

export function prescriptionsThrough(caller: Caller): Prescriptions {
  // The newest rules this process has seen: over there only the version is compared.
  let known: { version: number; thresholds: PrescriptionThresholds } | null = null;
  return {
    thresholds: async () => {
      const { version, rules } = await caller.call(ReadPrescriptionRules, { knownVersion: known?.version ?? null });
      if (rules) known = { version, thresholds: rules.thresholds };
      return known?.thresholds ?? defaultPrescriptionRules.thresholds;
    },
    read: async (prescriptionId, owner, reason, measurementId = null) => {
      const { prescription, measurement, saleable, status, issues } = await caller.call(ReadPrescription, {
        prescriptionId,
        owner,
        reason,
        measurementId,
      });
      return {
        prescription,
        measurement: measurement ?? null,
        saleable,
        isSignedOff: status === 'SIGNED_OFF',
        issues: issues.map((issue) => ({ ...issue, field: issue.field ?? null })),
      };
    },
    requestReview: async (prescriptionId, orderId, orderNumber, { facts, pairs } = {}) => {
      await caller.call(
        RequestReview,
        { prescriptionId, orderId, orderNumber, facts: facts ?? null, pairs: pairs ?? null },
        { idempotencyKey: `${orderId}:review:${prescriptionId}` },
      );
    },
    unreleased: async (prescriptionIds) => {
      if (prescriptionIds.length === 0) return [];
      const { releases } = await caller.call(ReadRelease, { prescriptionIds: [...prescriptionIds] });
      const released = new Set(
        releases.filter(({ isReleased }) => isReleased).map(({ prescriptionId }) => prescriptionId),
      );
      return prescriptionIds.filter((id) => !released.has(id));
    },
  };
}
