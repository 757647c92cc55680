import type { WornMeasurements } from '@opticworks/optics';

export const MEASURING_METHODS = ['RULER', 'PUPILLOMETER', 'DIGITAL'] as const;
export type MeasuringMethod = (typeof MEASURING_METHODS)[number];

/** When, how and in which frame somebody measured; the values are sealed. */
export interface MeasurementRow {
  id: string;
  ownerKind: 'customer' | 'guest';
  ownerId: string;
  keySubject: string;
  method: MeasuringMethod;
  measuredAt: Date;
  measuredBy: string;
  frameSku: string | null;
  supersedes: string | null;
  recordedAt: Date;
  /** Nothing newer takes its place. */
  isCurrent: boolean;
}

export const MEASUREMENT_COLUMNS = `
  m.id, m.owner_kind AS "ownerKind", m.owner_id AS "ownerId", m.key_subject AS "keySubject", m.method, m.measured_at AS "measuredAt",
  m.measured_by AS "measuredBy", m.frame_sku AS "frameSku", m.supersedes, m.recorded_at AS "recordedAt",
  NOT EXISTS (SELECT 1 FROM measurement newer WHERE newer.supersedes = m.id) AS "isCurrent"`;

/** What was measured and of whom; exists only sealed and in the memory of an audited read. */
export interface MeasurementContent extends WornMeasurements {
  form: 1;
  /** On a shared account: whose eyes. */
  patientName: string | null;
  /** The frame as a person knows it, and its box height, as they were when it was measured. */
  frameName: string | null;
  lensHeightMm: number | null;
  note: string | null;
  confirmedWarnings: string[];
}

/** A measurement as it is handed out. */
export type Measurement = MeasurementRow & MeasurementContent;
