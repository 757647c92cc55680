import type { VariablesOf } from '../../graph/tada.ts';
import type { explainLensesQuery } from './explain.documents.ts';

export type ExplainInput = VariablesOf<typeof explainLensesQuery>['input'];

/** The form as typed; powers stay in it and are never written into the address. */
export interface ExplainForm {
  sku: string;
  prescriptionId: string;
  od: EyeText;
  os: EyeText;
  pdOd: string;
  pdOs: string;
  height: string;
  wrap: string;
  birthYear: string;
  isForSport: boolean;
  isOneEyed: boolean;
  designId: string;
  materialId: string;
  treatmentIds: string[];
}
export interface EyeText {
  sphere: string;
  cylinder: string;
  axis: string;
  add: string;
}

const emptyEye = (): EyeText => ({ sphere: '', cylinder: '', axis: '', add: '' });

/** What the address of the screen may carry: a frame, the id of a prescription, ids of options. */
export function formFromAddress(search: string): ExplainForm {
  const asked = new URLSearchParams(search);
  const treatments = asked.get('treatments') ?? '';
  return {
    sku: asked.get('sku') ?? '',
    prescriptionId: asked.get('prescription') ?? '',
    od: emptyEye(),
    os: emptyEye(),
    pdOd: '',
    pdOs: '',
    height: '',
    wrap: '',
    birthYear: '',
    isForSport: false,
    isOneEyed: false,
    designId: asked.get('design') ?? '',
    materialId: asked.get('material') ?? '',
    treatmentIds: treatments ? treatments.split(',') : [],
  };
}

/** The address that opens the screen on an order line or a prescription. */
export function explainAddress(of: {
  sku?: string;
  prescriptionId?: string;
  designId?: string;
  materialId?: string;
  treatmentIds?: readonly string[];
}): string {
  const parts = [
    ['sku', of.sku],
    ['prescription', of.prescriptionId],
    ['design', of.designId],
    ['material', of.materialId],
    ['treatments', of.treatmentIds?.join(',')],
  ] as const;
  const query = parts.flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
  return `/lenses/explain${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

const decimal = (text: string): string | null => (text.trim() === '' ? null : text.trim().replace(',', '.'));

/** What is asked; typed powers only where no stored prescription is named. Null while the frame is missing. */
export function inputOf(form: ExplainForm): ExplainInput | null {
  if (form.sku.trim() === '') return null;
  const eye = ({ sphere, cylinder, axis, add }: EyeText) =>
    decimal(sphere) === null
      ? null
      : {
          sphere: decimal(sphere) as string,
          cylinder: decimal(cylinder),
          axis: axis.trim() === '' ? null : Number(axis),
          add: decimal(add),
        };
  const choice = {
    sku: form.sku.trim(),
    designId: form.designId || null,
    materialId: form.materialId || null,
    treatmentIds: form.treatmentIds,
    ...(form.isForSport ? { isForSport: true } : {}),
    ...(form.isOneEyed ? { isOneEyed: true } : {}),
  };
  if (form.prescriptionId.trim() !== '') return { ...choice, prescriptionId: form.prescriptionId.trim() };
  const [odMm, osMm] = [decimal(form.pdOd), decimal(form.pdOs)];
  // One number alone is the distance of both pupils.
  const pd = odMm && osMm ? { odMm, osMm } : odMm || osMm ? { binocularMm: odMm ?? osMm } : null;
  return {
    ...choice,
    od: eye(form.od),
    os: eye(form.os),
    pd,
    segHeightMm: decimal(form.height),
    wrapAngleDeg: decimal(form.wrap),
    birthYear: /^\d{4}$/.test(form.birthYear.trim()) ? Number(form.birthYear) : null,
  };
}
