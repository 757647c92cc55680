export const emptyTyped = {
  odSphere: '',
  odCylinder: '',
  odAxis: '',
  odAdd: '',
  osSphere: '',
  osCylinder: '',
  osAxis: '',
  osAdd: '',
  pdOd: '',
  pdOs: '',
  pdBoth: '',
  issuedOn: '',
  expiresOn: '',
  prescriberName: '',
  patientName: '',
};
/** Fields as they were typed. */
export type Typed = typeof emptyTyped;

const decimal = (text: string): string | null => text.trim().replace(',', '.') || null;

function eyeOf(typed: Typed, eye: 'od' | 'os') {
  const axis = typed[`${eye}Axis`].trim();
  return {
    sphere: typed[`${eye}Sphere`].trim(),
    cylinder: typed[`${eye}Cylinder`].trim() || null,
    axis: /^\d{1,3}$/.test(axis) ? Number(axis) : null,
    add: typed[`${eye}Add`].trim() || null,
  };
}

/** What was typed, for whom: the paper it corrects, a customer, or the guest of an order. Powers go as typed, the server reads them. */
export function typedInput(
  of: { id: string } | { customerId: string; toldBecause: string } | { orderId: string; toldBecause: string },
  typed: Typed,
  confirmedWarnings: readonly string[],
) {
  const [odMm, osMm] = [decimal(typed.pdOd), decimal(typed.pdOs)];
  return {
    ...of,
    product: 'GLASSES' as const,
    od: eyeOf(typed, 'od'),
    os: eyeOf(typed, 'os'),
    pd: odMm || osMm ? { odMm, osMm } : { binocularMm: decimal(typed.pdBoth) },
    issuedOn: typed.issuedOn || null,
    expiresOn: typed.expiresOn || null,
    prescriberName: typed.prescriberName.trim() || null,
    patientName: typed.patientName.trim() || null,
    confirmedWarnings: [...confirmedWarnings],
  };
}
