import { type Finding, finding } from './finding.ts';
import { type PowerKind, parsePower, suggestionTexts } from './parse-power.ts';
import type { Eye, EyeRxDraft, PrismBase } from './prescription.types.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from './thresholds.ts';

/** One eye as typed into a form; empty strings and missing fields mean "not given". */
export interface EyeRxText {
  sphere?: string;
  cylinder?: string;
  axis?: string;
  add?: string;
  prisms?: { amount?: string; base?: PrismBase | '' | null }[];
}

/**
 * Reads the typed fields of one eye.
 * @returns the draft with unreadable fields left null, and an error per unreadable field; `params.suggestions` holds values to offer,
 * comma-separated
 */
export function parseEyeRx(
  eye: Eye,
  text: EyeRxText,
  thresholds: PrescriptionThresholds = prescriptionThresholds,
): { draft: EyeRxDraft; errors: Finding[] } {
  const errors: Finding[] = [];
  const read = (kind: PowerKind, field: string, typed: string | undefined): number | null => {
    if (typed === undefined || typed.trim() === '') return null;
    const parsed = parsePower(typed, { kind, thresholds });
    if (parsed.ok) return parsed.value;
    errors.push(
      parsed.value === undefined
        ? finding(parsed.code, `${eye}.${field}`, {
            typed,
            suggestions: suggestionTexts(parsed.suggestions).join(', '),
          })
        : beyond(kind, `${eye}.${field}`, parsed.value, thresholds),
    );
    return null;
  };
  const draft: EyeRxDraft = {
    sphere: read('sphere', 'sphere', text.sphere),
    cylinder: read('cylinder', 'cylinder', text.cylinder),
    axis: readAxis(eye, text.axis ?? '', errors),
    add: read('add', 'add', text.add),
    prisms:
      text.prisms
        ?.filter((p) => p.amount?.trim() || p.base)
        .map((p) => ({ amount: read('prism', 'prism', p.amount), base: p.base || null })) ?? [],
  };
  return { draft, errors };
}

/** What can be read and cannot be made is told with its limit, as the checks of a prescription tell it. */
function beyond(kind: PowerKind, field: string, value: number, t: PrescriptionThresholds): Finding {
  if (kind === 'sphere') return finding('SPHERE_RANGE', field, { value, min: t.sphere.min, max: t.sphere.max });
  if (kind === 'cylinder') return finding('CYLINDER_RANGE', field, { value, max: t.cylinder.max });
  if (kind === 'add') return finding('ADD_TOO_HIGH', field, { value, max: t.add.max });
  return finding('PRISM_RANGE', field, { amount: value, max: t.prism.max });
}

function readAxis(eye: Eye, typed: string, errors: Finding[]): number | null {
  const text = typed
    .trim()
    .replace(/^[x×]\s*/i, '')
    .replace(/°$/, '');
  if (text === '') return null;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  errors.push(finding('AXIS_NOT_INTEGER', `${eye}.axis`, { value: typed }));
  return null;
}
