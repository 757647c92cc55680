export const emptyTyped = {
  odSphere: '',
  odCylinder: '',
  odAxis: '',
  odAdd: '',
  odPrismH: '',
  odBaseH: '',
  odPrismV: '',
  odBaseV: '',
  osSphere: '',
  osCylinder: '',
  osAxis: '',
  osAdd: '',
  osPrismH: '',
  osBaseH: '',
  osPrismV: '',
  osBaseV: '',
  pdOd: '',
  pdOs: '',
  pdBoth: '',
  nearOd: '',
  nearOs: '',
  nearBoth: '',
  heightOd: '',
  heightOs: '',
  vertex: '',
  issuedOn: '',
  expiresOn: '',
  prescriberName: '',
  prescriberPhone: '',
  prescriberLicence: '',
  prescriberNpi: '',
  patientName: '',
  birthDate: '',
};
/** Fields as they were typed. */
export type Typed = typeof emptyTyped;

/** Directions of a base, horizontal and vertical, as the lists of the form offer them. */
export const bases = {
  H: [
    { value: 'IN', label: 'in (BI)' },
    { value: 'OUT', label: 'out (BO)' },
  ],
  V: [
    { value: 'UP', label: 'up (BU)' },
    { value: 'DOWN', label: 'down (BD)' },
  ],
} as const;
export const eyes = ['od', 'os'] as const;
export const planes = ['H', 'V'] as const;
type Base = (typeof bases)[keyof typeof bases][number]['value'];

const decimal = (text: string): string | null => text.trim().replace(',', '.') || null;

/** Prisms of one eye that have both an amount and a base; half of one is told by `typedIssues` before anything is sent. */
function prismsOf(typed: Typed, eye: 'od' | 'os') {
  return planes.flatMap((plane) => {
    const amount = decimal(typed[`${eye}Prism${plane}`]);
    const base = bases[plane].find(({ value }) => value === typed[`${eye}Base${plane}`])?.value as Base | undefined;
    return amount && base ? [{ amount, base }] : [];
  });
}

function eyeOf(typed: Typed, eye: 'od' | 'os') {
  const axis = typed[`${eye}Axis`].trim();
  const prisms = prismsOf(typed, eye);
  return {
    sphere: typed[`${eye}Sphere`].trim(),
    cylinder: typed[`${eye}Cylinder`].trim() || null,
    axis: /^\d{1,3}$/.test(axis) ? Number(axis) : null,
    add: typed[`${eye}Add`].trim() || null,
    ...(prisms.length > 0 ? { prisms } : {}),
  };
}

function prescriberOf({ prescriberPhone, prescriberLicence, prescriberNpi }: Typed) {
  const [phone, licence, npi] = [prescriberPhone, prescriberLicence, prescriberNpi].map((text) => text.trim() || null);
  return phone || licence || npi ? { phone, licence, npi } : null;
}

/** What was typed, for whom: the paper it corrects, a customer, or the guest of an order. Powers go as typed, the server reads them. */
export function typedInput(
  of: { id: string } | { customerId: string; toldBecause: string } | { orderId: string; toldBecause: string },
  typed: Typed,
  confirmedWarnings: readonly string[],
) {
  return {
    ...of,
    product: 'GLASSES' as const,
    od: eyeOf(typed, 'od'),
    os: eyeOf(typed, 'os'),
    // All that stands on the paper: where it gives one number and one per eye, the server compares them.
    pd: {
      binocularMm: decimal(typed.pdBoth),
      odMm: decimal(typed.pdOd),
      osMm: decimal(typed.pdOs),
      nearMm: decimal(typed.nearBoth),
      nearOdMm: decimal(typed.nearOd),
      nearOsMm: decimal(typed.nearOs),
    },
    heightOdMm: decimal(typed.heightOd),
    heightOsMm: decimal(typed.heightOs),
    vertexMm: decimal(typed.vertex),
    issuedOn: typed.issuedOn || null,
    expiresOn: typed.expiresOn || null,
    prescriberName: typed.prescriberName.trim() || null,
    prescriber: prescriberOf(typed),
    patientName: typed.patientName.trim() || null,
    birthDate: typed.birthDate || null,
    confirmedWarnings: [...confirmedWarnings],
  };
}
