import {
  type EyeRxDraft,
  type Finding,
  finding,
  type PrescriptionThresholds,
  type PrismBase,
  parseEyeRx,
} from '@opticworks/optics';
import type { PrescriptionDraftContent, PrescriptionProduct } from './judge-prescription.ts';
import { type ContactLensContent, emptyPd, type PdContent, type PrescriberContent } from './prescription-content.ts';

/** What a form sends for one eye: powers as text, exactly as typed. */
export interface TypedEye {
  sphere: string;
  cylinder?: string | null;
  axis?: number | null;
  add?: string | null;
  prisms?: readonly { amount: string; base: 'UP' | 'DOWN' | 'IN' | 'OUT' }[] | null;
}

export interface TypedContactLens {
  eye: 'OD' | 'OS';
  power: string;
  cylinder?: string | null;
  axis?: number | null;
  add?: string | null;
  baseCurveMm?: string | null;
  diameterMm?: string | null;
  brand?: string | null;
  colour?: string | null;
  dominance?: 'D' | 'N' | null;
  baseCurveName?: string | null;
  privateLabel?: string | null;
  manufacturer?: string | null;
  equivalentBrand?: string | null;
}

export type TypedPd = { [K in keyof PdContent]?: string | number | null };

export interface TypedPrescription {
  product?: PrescriptionProduct | null;
  od?: TypedEye | null;
  os?: TypedEye | null;
  contactLenses?: readonly TypedContactLens[] | null;
  pd?: TypedPd | null;
  examinedOn?: string | null;
  issuedOn?: string | null;
  expiresOn?: string | null;
  prescriberName?: string | null;
  prescriber?: { [K in keyof PrescriberContent]?: string | null } | null;
  medicalReason?: string | null;
  patientName?: string | null;
  birthDate?: string | null;
  vertexMm?: string | number | null;
  fittedVertexMm?: string | number | null;
  pantoscopicTiltDeg?: string | number | null;
  wrapAngleDeg?: string | number | null;
}

export const numberOrNull = (value: string | number | null | undefined): number | null =>
  value === null || value === undefined || value === '' ? null : Number(value);

const textOrNull = (value: string | null | undefined): string | null => value?.trim() || null;

/**
 * Turns what was typed into values, and says which fields could not be read. Nothing is guessed: an unreadable field stays empty and
 * carries suggestions.
 */
export function readTypedPrescription(
  typed: TypedPrescription,
  thresholds: PrescriptionThresholds,
): {
  draft: PrescriptionDraftContent;
  errors: Finding[];
} {
  const product = typed.product ?? 'GLASSES';
  const errors: Finding[] = [];
  const eye = (name: 'od' | 'os', value: TypedEye | null | undefined): EyeRxDraft | null => {
    if (!value) return null;
    const text = {
      sphere: value.sphere,
      cylinder: value.cylinder ?? undefined,
      axis: value.axis === null || value.axis === undefined ? undefined : String(value.axis),
      add: value.add ?? undefined,
      prisms: value.prisms?.map((p) => ({ amount: String(p.amount), base: p.base.toLowerCase() as PrismBase })),
    };
    const read = parseEyeRx(name, text, thresholds);
    errors.push(...read.errors);
    return read.draft;
  };
  const draft: PrescriptionDraftContent = {
    product,
    od: product === 'GLASSES' ? eye('od', typed.od) : null,
    os: product === 'GLASSES' ? eye('os', typed.os) : null,
    contactLenses: product === 'CONTACT_LENS' ? readContactLenses(typed, errors, thresholds) : [],
    pd: readPdFields(typed.pd),
    vertexMm: numberOrNull(typed.vertexMm),
    fittedVertexMm: numberOrNull(typed.fittedVertexMm),
    pantoscopicTiltDeg: numberOrNull(typed.pantoscopicTiltDeg),
    wrapAngleDeg: numberOrNull(typed.wrapAngleDeg),
    examinedOn: typed.examinedOn ?? null,
    issuedOn: typed.issuedOn ?? null,
    expiresOn: typed.expiresOn ?? null,
    prescriberName: textOrNull(typed.prescriberName),
    prescriber: readPrescriber(typed.prescriber),
    medicalReason: textOrNull(typed.medicalReason),
    birthDate: typed.birthDate ?? null,
  };
  return { draft, errors };
}

/**
 * Heights per eye, as far as they can be judged before a frame is chosen: both or none, none below the lens, and not far apart.
 * What a design and a box ask of them is asked when those are chosen.
 */
export function readHeights(
  typed: { heightOdMm?: string | number | null; heightOsMm?: string | number | null },
  { height: { differ } }: PrescriptionThresholds,
): { heightsMm: { odMm: number; osMm: number } | null; errors: Finding[]; warnings: Finding[] } {
  const [odMm, osMm] = [numberOrNull(typed.heightOdMm), numberOrNull(typed.heightOsMm)];
  if (odMm === null && osMm === null) return { heightsMm: null, errors: [], warnings: [] };
  if (odMm === null || osMm === null) {
    const field = odMm === null ? 'fittingHeights.odMm' : 'fittingHeights.osMm';
    return { heightsMm: null, errors: [finding('HEIGHT_OTHER_EYE_MISSING', field)], warnings: [] };
  }
  const errors = (
    [
      ['od', odMm],
      ['os', osMm],
    ] as const
  )
    .filter(([, value]) => !(value > 0 && value < 70))
    .map(([eye, value]) => finding('HEIGHT_OUTSIDE_LENS', `fittingHeights.${eye}Mm`, { value, lensHeight: 70 }));
  const differs = Math.abs(odMm - osMm) > differ;
  return {
    heightsMm: { odMm, osMm },
    errors,
    warnings: differs ? [finding('HEIGHTS_DIFFER', 'fittingHeights', { od: odMm, os: osMm })] : [],
  };
}

function readPrescriber(typed: TypedPrescription['prescriber']): PrescriberContent | null {
  if (!typed) return null;
  const read: PrescriberContent = {
    licence: textOrNull(typed.licence),
    npi: textOrNull(typed.npi)?.replace(/[\s-]/g, '') ?? null,
    phone: textOrNull(typed.phone),
    fax: textOrNull(typed.fax),
    address: textOrNull(typed.address),
    email: textOrNull(typed.email),
  };
  return Object.values(read).some((value) => value !== null) ? read : null;
}

export function readPdFields(typed: TypedPd | null | undefined): PdContent | null {
  if (!typed) return null;
  const pd: PdContent = { ...emptyPd };
  for (const key of Object.keys(pd) as (keyof PdContent)[]) pd[key] = numberOrNull(typed[key]);
  return Object.values(pd).every((value) => value === null) ? null : pd;
}

/** A form for contact lenses may send its powers in `contactLenses` or, like glasses, per eye. */
function readContactLenses(
  typed: TypedPrescription,
  errors: Finding[],
  thresholds: PrescriptionThresholds,
): ContactLensContent[] {
  const perEye: TypedContactLens[] = (['od', 'os'] as const).flatMap((name) => {
    const value = typed[name];
    return value
      ? [
          {
            eye: name === 'od' ? 'OD' : 'OS',
            power: value.sphere,
            cylinder: value.cylinder,
            axis: value.axis,
            add: value.add,
          },
        ]
      : [];
  });
  const lenses = typed.contactLenses?.length ? typed.contactLenses : perEye;
  return lenses.map((lens) => {
    const name = lens.eye === 'OD' ? 'od' : 'os';
    // The spectacle reader knows how to ask back; a contact lens power is typed the same way.
    const text = {
      sphere: lens.power,
      cylinder: lens.cylinder ?? undefined,
      add: /^(low|med|mid|high|hgh)/i.test(lens.add ?? '') ? undefined : (lens.add ?? undefined),
    };
    const read = parseEyeRx(name, text, thresholds);
    errors.push(...read.errors);
    return {
      eye: lens.eye,
      power: lens.power.trim(),
      cylinder: textOrNull(lens.cylinder),
      axis: lens.axis ?? null,
      add: textOrNull(lens.add),
      baseCurveMm: lens.baseCurveMm ? String(lens.baseCurveMm) : '',
      diameterMm: lens.diameterMm ? String(lens.diameterMm) : '',
      brand: textOrNull(lens.brand),
      colour: textOrNull(lens.colour),
      dominance: lens.dominance ?? null,
      baseCurveName: textOrNull(lens.baseCurveName),
      privateLabel: textOrNull(lens.privateLabel),
      manufacturer: textOrNull(lens.manufacturer),
      equivalentBrand: textOrNull(lens.equivalentBrand),
    };
  });
}
