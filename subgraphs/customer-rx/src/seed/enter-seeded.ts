import { type CustomerPrincipal, fixedClock, Refusal } from '@opticworks/kernel';
import { DOCUMENT_ITEMS } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import { signOffPrescription } from '../prescriptions/judge-by-optician.ts';
import { judgingContext } from '../prescriptions/judging-context.ts';
import type { PrescriptionContent } from '../prescriptions/prescription-content.ts';
import { type ReadPrescription, savePrescription } from '../prescriptions/save-prescription.ts';
import { omar } from './omar.ts';

export interface SeededPrescription {
  content: PrescriptionContent;
  issuedOn: string;
  enteredAt: Date;
  /** An optician looks at it the day after. */
  isSignedOff: boolean;
}

const HOUR_MS = 3_600_000;
const LOOKED_AT_AFTER_MS = 20 * HOUR_MS;

/** The use cases on another day. */
export const partsAt = (parts: CustomerRxParts, at: Date): CustomerRxParts => ({
  ...parts,
  clock: fixedClock(at.toISOString()),
});

/** Typed into the form by its owner and, where it was, signed off: each step on its own day, by the use case anybody goes through. */
export async function enterSeeded(
  parts: CustomerRxParts,
  who: CustomerPrincipal,
  seeded: SeededPrescription,
): Promise<string> {
  const then = partsAt(parts, seeded.enteredAt);
  const context = await judgingContext(then, null);
  const save = (confirmedWarnings: readonly string[]) =>
    savePrescription(
      then,
      asTyped(seeded),
      { principal: who, locale: 'en', confirmedWarnings, keepsExpired: false },
      context,
    );
  // What the form asks back is confirmed, as somebody does who has looked at the paper.
  const { id } = await save([]).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'PRESCRIPTION_WARNINGS_UNCONFIRMED') throw error;
    return save(error.issues.map(({ code }) => code));
  });
  if (seeded.isSignedOff) await signOff(parts, id, seeded.enteredAt);
  return id;
}

async function signOff(parts: CustomerRxParts, id: string, enteredAt: Date): Promise<void> {
  const at = new Date(Math.min(parts.clock.now().getTime(), enteredAt.getTime() + LOOKED_AT_AFTER_MS));
  await signOffPrescription(partsAt(parts, at), omar, id, {
    note: 'Compared with the paper in the shop',
    reason: null,
    seen: DOCUMENT_ITEMS,
  });
}

const asTyped = ({ content, issuedOn }: SeededPrescription): ReadPrescription => ({
  draft: {
    product: 'GLASSES',
    od: content.od,
    os: content.os,
    contactLenses: [],
    pd: content.pd,
    vertexMm: content.vertexMm,
    fittedVertexMm: content.fittedVertexMm,
    pantoscopicTiltDeg: content.pantoscopicTiltDeg,
    wrapAngleDeg: content.wrapAngleDeg,
    examinedOn: null,
    issuedOn,
    expiresOn: null,
    prescriberName: content.prescriberName,
    prescriber: content.prescriber,
    medicalReason: null,
    birthDate: null,
  },
  unreadable: [],
  source: 'TYPED',
  patientName: content.patientName,
  segHeightMm: content.segHeightMm,
  heightsMm: null,
  note: null,
});
