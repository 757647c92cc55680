import type { Issue } from '@opticworks/kernel';
import {
  type ContactLensRx,
  type ContactParameter,
  differsFromPrescribed,
  isPrescribedBrand,
  type PrescriptionThresholds,
  parsePower,
} from '@opticworks/optics';
import type { ContactLensValue, PrescriptionValue } from '@opticworks/schema';

const names: Record<ContactParameter | 'brand', { en: string; de: string }> = {
  power: { en: 'power', de: 'Stärke' },
  cylinder: { en: 'cylinder', de: 'Zylinder' },
  axis: { en: 'axis', de: 'Achse' },
  add: { en: 'ADD', de: 'Addition' },
  dominance: { en: 'dominance', de: 'Dominanz' },
  baseCurve: { en: 'base curve', de: 'Basiskurve' },
  diameter: { en: 'diameter', de: 'Durchmesser' },
  colour: { en: 'colour', de: 'Farbe' },
  brand: { en: 'brand', de: 'Marke' },
};

const texts = {
  GLASSES_RX_FOR_CONTACTS: {
    en: 'This is a prescription for glasses. Contact lenses need a contact lens prescription.',
    de: 'Das ist ein Brillenrezept. Kontaktlinsen brauchen ein Kontaktlinsenrezept.',
  },
  CONTACT_LENS_EYE_NOT_PRESCRIBED: {
    en: 'The prescription names no lens for this eye.',
    de: 'Das Rezept nennt für dieses Auge keine Linse.',
  },
  CONTACT_LENS_NOT_AS_PRESCRIBED: {
    en: 'This is not the prescribed lens: {what} differs. Choose it exactly as prescribed.',
    de: 'Das ist nicht die verschriebene Linse: {what} weicht ab. Bitte genau wie verschrieben wählen.',
  },
} as const;

/**
 * Whether an ordered contact lens is the prescribed one for its eye. Nothing is rounded to, or swapped for, a lens that is near
 * (15 USC 7603(f)); a prescription for glasses prescribes none at all.
 * @param title brand and name of the product, as it is sold
 * @param thresholds what a power can be, as the owner decided
 */
export function contactLensIssues(
  ordered: ContactLensValue,
  title: string,
  prescription: Pick<PrescriptionValue, 'product' | 'contactLenses'>,
  locale: 'en' | 'de',
  thresholds: PrescriptionThresholds,
): Issue[] {
  const issue = (code: keyof typeof texts, field: string, what = ''): Issue => ({
    code,
    message: texts[code][locale].replace('{what}', what),
    field,
    severity: 'error',
  });
  if (prescription.product !== 'CONTACT_LENS') return [issue('GLASSES_RX_FOR_CONTACTS', 'prescriptionId')];
  const prescribed = prescription.contactLenses.find(({ eye }) => eye === ordered.eye);
  if (!prescribed) return [issue('CONTACT_LENS_EYE_NOT_PRESCRIBED', 'contactLens.eye')];
  const differs: (ContactParameter | 'brand')[] = differsFromPrescribed(
    lensOf(prescribed, thresholds),
    lensOf(ordered, thresholds),
  );
  if (!isPrescribedBrand(prescribed.brand ?? null, title)) differs.push('brand');
  return differs.map((parameter) =>
    issue('CONTACT_LENS_NOT_AS_PRESCRIBED', `contactLens.${parameter}`, names[parameter][locale]),
  );
}

function lensOf(value: ContactLensValue, thresholds: PrescriptionThresholds): ContactLensRx {
  const thousandths = (text: string, kind: PowerKind) => powerOf(text, kind, thresholds);
  return {
    power: thousandths(value.power, 'sphere') ?? Number.NaN,
    cylinder: value.cylinder ? (thousandths(value.cylinder, 'cylinder') ?? Number.NaN) : 0,
    axis: value.axis ?? null,
    add: addOf(value.add, thresholds),
    baseCurveMm: millimetres(value.baseCurveMm),
    diameterMm: millimetres(value.diameterMm),
    brand: null,
    colour: value.colour ?? null,
  };
}

type PowerKind = 'sphere' | 'cylinder' | 'add';

/** A product's own list leaves the plus sign out; a prescription never does. */
function powerOf(text: string, kind: PowerKind, thresholds: PrescriptionThresholds): number | null {
  const typed = text.trim();
  const read = parsePower(/^\d/.test(typed) && Number(typed) !== 0 ? `+${typed}` : typed, { kind, thresholds });
  return read.ok ? read.value : null;
}

const millimetres = (text: string): number | null => {
  const value = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
};

function addOf(text: string | null | undefined, thresholds: PrescriptionThresholds): ContactLensRx['add'] {
  const typed = text?.trim().toUpperCase();
  if (!typed) return null;
  if (/^LOW?$/.test(typed)) return 'LOW';
  if (/^(MID|MED)/.test(typed)) return 'MID';
  if (/^(HIGH|HGH)$/.test(typed)) return 'HIGH';
  // What nobody can read is like nothing else, not even like itself.
  return powerOf(typed, 'add', thresholds) ?? Number.NaN;
}
