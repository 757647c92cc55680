import { asArray, type FhirJson, isObject, productOf } from './fhir-json.ts';
import type { FhirLensSpecification, FhirVisionPrescription } from './vision-prescription.types.ts';

/** Elements of a lens that are known here: what is missing in the new one was taken away, not forgotten. */
const knownOf = {
  lens: ['sphere', 'cylinder', 'axis', 'add', 'prism'],
  contact: ['power', 'cylinder', 'axis', 'add', 'backCurve', 'diameter', 'duration', 'color', 'brand', 'note'],
} as const;

/**
 * Lays a new resource over the one it came from. Elements that say the same stay as they were written (a duration of 1 "month", a note
 * with its author); elements unknown here stay anyway.
 */
export function overOriginal(fresh: FhirVisionPrescription, original: FhirJson): FhirVisionPrescription {
  const { lensSpecification, ...rest } = fresh;
  const specifications = asArray(original.lensSpecification).filter(isObject);
  const merged = overElement(rest, original, []);
  return {
    ...merged,
    lensSpecification: inOrderOf(specifications, lensSpecification).map((lens) => {
      const was = specifications.find((spec) => keyOf(spec) === keyOf(lens));
      const known = knownOf[productOf(lens) === 'contact' ? 'contact' : 'lens'];
      return was ? overElement(lens, was, known) : lens;
    }),
  };
}

function overElement<T extends object>(fresh: T, original: FhirJson, known: readonly string[]): T {
  const result: FhirJson = { ...original };
  for (const [key, value] of Object.entries(fresh)) if (!saysTheSame(original[key], value)) result[key] = value;
  for (const key of known) if (!(key in fresh) && !saysTheSame(original[key], 0)) delete result[key];
  return result as T;
}

/** Whether an original element holds everything a new one says; it may say more. */
function saysTheSame(original: unknown, fresh: unknown): boolean {
  if (Array.isArray(fresh))
    return (
      Array.isArray(original) &&
      original.length === fresh.length &&
      fresh.every((item, i) => saysTheSame(original[i], item))
    );
  if (!isObject(fresh)) return original === fresh;
  return (
    isObject(original) &&
    Object.entries(fresh).every(([key, value]) =>
      // A unit is words for people; its code is what counts.
      key === 'unit' && typeof original.code === 'string' ? true : saysTheSame(original[key], value),
    )
  );
}

const keyOf = (spec: FhirJson | FhirLensSpecification): string => `${productOf(spec)}:${String(spec.eye)}`;

/** Lenses in the order they came in; new ones after them. */
function inOrderOf(original: readonly FhirJson[], lenses: readonly FhirLensSpecification[]): FhirLensSpecification[] {
  const place = (lens: FhirLensSpecification) => {
    const at = original.findIndex((spec) => keyOf(spec) === keyOf(lens));
    return at < 0 ? original.length : at;
  };
  return [...lenses].sort((a, b) => place(a) - place(b));
}
