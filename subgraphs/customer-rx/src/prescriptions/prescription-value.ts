import { canonical, type EyeRx } from '@opticworks/optics';
import type { EyeRxValue, PrescriptionValue } from '@opticworks/schema';
import type { PrescriptionProduct } from './judge-prescription.ts';
import type { PrescriptionContent } from './prescription-content.ts';

const eyeValue = (rx: EyeRx | null): EyeRxValue | null => {
  if (!rx) return null;
  const { sphere, cylinder, axis, add, prisms } = canonical(rx);
  return { sphere, cylinder, axis, add, prisms: prisms.map(({ amount, base }) => ({ amount, base })) };
};

/** The form in which other subgraphs receive it for pricing and making: canonical powers, no name; the date of birth, because age decides what may be made. */
export const prescriptionValueOf = (
  row: {
    id: string;
    product: PrescriptionProduct;
    issuedOn: string | null;
    expiresOn: string | null;
    place: string | null;
  },
  content: PrescriptionContent,
): PrescriptionValue => ({
  id: row.id,
  product: row.product,
  od: eyeValue(content.od),
  os: eyeValue(content.os),
  pd: content.pd,
  segHeightMm: content.segHeightMm,
  heightsMm: content.heightsMm,
  vertexMm: content.vertexMm,
  fittedVertexMm: content.fittedVertexMm,
  pantoscopicTiltDeg: content.pantoscopicTiltDeg,
  wrapAngleDeg: content.wrapAngleDeg,
  place: row.place,
  issuedOn: row.issuedOn,
  expiresOn: row.expiresOn,
  birthYear: content.birthDate ? Number(content.birthDate.slice(0, 4)) : null,
  birthDate: content.birthDate,
  contactLenses: content.contactLenses,
});
