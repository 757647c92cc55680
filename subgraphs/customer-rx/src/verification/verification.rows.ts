import type { OpenMinutes } from '@opticworks/optics';
import type { VerificationStatus } from './verification.state.ts';

export const CHANNELS = ['EMAIL', 'FAX', 'PHONE'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A request to a prescriber, without what it says. */
export interface VerificationRow {
  id: string;
  prescriptionId: string;
  status: VerificationStatus;
  channel: Channel;
  timeZone: string;
  saturdayFrom: number | null;
  saturdayTo: number | null;
  requestedAt: Date;
  requestedBy: string;
  sentAt: Date | null;
  providerId: string | null;
  deliveredAt: Date | null;
  deadlineAt: Date | null;
  settledAt: Date | null;
  settledBy: string | null;
  answeredVia: 'STAFF' | 'LINK' | null;
}

export const VERIFICATION_COLUMNS = `
  v.id, v.prescription_id AS "prescriptionId", v.status, v.channel, v.time_zone AS "timeZone", v.saturday_from AS "saturdayFrom",
  v.saturday_to AS "saturdayTo", v.requested_at AS "requestedAt", v.requested_by AS "requestedBy", v.sent_at AS "sentAt",
  v.provider_id AS "providerId", v.delivered_at AS "deliveredAt", v.deadline_at AS "deadlineAt", v.settled_at AS "settledAt",
  v.settled_by AS "settledBy", v.answered_via AS "answeredVia"`;

/** What the request says; it names the patient and the lenses, so it exists only sealed and in the letter. */
export interface VerificationContent {
  recipientName: string;
  recipientAddress: string | null;
  patientName: string;
  patientAddress: string;
  lenses: {
    eye: 'OD' | 'OS';
    brand: string;
    power: string;
    baseCurveMm: string;
    diameterMm: string;
    cylinder: string | null;
    axis: number | null;
    add: string | null;
  }[];
  quantity: string;
  /** The day the patient asked for the lenses. */
  patientAskedOn: string;
  issuedOn: string | null;
}

export const saturdayOf = (row: Pick<VerificationRow, 'saturdayFrom' | 'saturdayTo'>): OpenMinutes | undefined =>
  row.saturdayFrom === null || row.saturdayTo === null ? undefined : { from: row.saturdayFrom, to: row.saturdayTo };
