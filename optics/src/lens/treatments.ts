import { type Finding, finding } from '../prescription/finding.ts';
import type { DesignId, LensDesign } from './designs.ts';
import { type LensMaterial, type MaterialId, materialIds } from './materials.ts';

export type TreatmentId =
  | 'hard-coat'
  | 'ar-standard'
  | 'ar-premium'
  | 'uv400'
  | 'blue-coating'
  | 'blue-mass'
  | 'photochromic'
  | 'polarised'
  | 'tint-solid'
  | 'tint-gradient'
  | 'mirror';

export interface LensTreatment {
  id: TreatmentId;
  name: string;
  /** Materials it is offered on. */
  materials: readonly MaterialId[];
  /** Materials that bring it along. */
  inherentIn: readonly MaterialId[];
  /** At least one of each group must be chosen (or inherent) too. */
  needs: readonly (readonly TreatmentId[])[];
  excludes: readonly TreatmentId[];
  /** Designs it is not made with; photochromic and polarised fronts exist only in some. */
  refusedDesigns: readonly DesignId[];
  /** Makes a sun lens: not for indoor designs. */
  isSun: boolean;
  hcpcs: string | null;
}

const plastics = materialIds.filter((id) => id !== 'crown');
const hardCoated: readonly MaterialId[] = ['trivex', 'polycarbonate', 'index-160', 'index-167', 'index-174'];
const tintable: readonly MaterialId[] = ['cr39', 'trivex', 'index-156', 'index-160', 'index-167'];
/** What can be tinted or polarised: a mirror lies on a sun lens, and there is none in glass or 1.74. */
const sunBases: readonly MaterialId[] = [...tintable, 'polycarbonate'];
const tints: readonly TreatmentId[] = ['tint-solid', 'tint-gradient'];

const treatment = (id: TreatmentId, name: string, rest: Partial<LensTreatment>): LensTreatment => ({
  id,
  name,
  materials: plastics,
  inherentIn: [],
  needs: [],
  excludes: [],
  refusedDesigns: [],
  isSun: false,
  hcpcs: null,
  ...rest,
});

/** Treatments with the materials they are made on, what they need and what they exclude. Exclusions hold both ways. */
export const treatments: Readonly<Record<TreatmentId, LensTreatment>> = {
  'hard-coat': treatment('hard-coat', 'Hard coat', { inherentIn: hardCoated, hcpcs: 'V2760' }),
  'ar-standard': treatment('ar-standard', 'Anti-reflection', {
    materials: materialIds,
    needs: [['hard-coat']],
    excludes: ['ar-premium'],
    hcpcs: 'V2750',
  }),
  'ar-premium': treatment('ar-premium', 'Anti-reflection, premium', {
    materials: materialIds,
    needs: [['hard-coat']],
    excludes: ['ar-standard'],
    hcpcs: 'V2750',
  }),
  uv400: treatment('uv400', 'UV400', { inherentIn: hardCoated, hcpcs: 'V2755' }),
  'blue-coating': treatment('blue-coating', 'Blue filter, coating', { excludes: ['blue-mass', 'mirror'] }),
  'blue-mass': treatment('blue-mass', 'Blue filter, in mass', {
    materials: ['index-156', 'polycarbonate', 'index-160', 'index-167', 'index-174'],
    excludes: ['blue-coating', 'polarised', 'photochromic'],
  }),
  photochromic: treatment('photochromic', 'Photochromic', { excludes: [...tints, 'polarised'], hcpcs: 'V2744' }),
  polarised: treatment('polarised', 'Polarised', {
    materials: ['cr39', 'trivex', 'polycarbonate', 'index-160', 'index-167'],
    excludes: [...tints, 'photochromic'],
    isSun: true,
    hcpcs: 'V2762',
  }),
  'tint-solid': treatment('tint-solid', 'Tint, solid', {
    materials: tintable,
    excludes: ['tint-gradient'],
    isSun: true,
    hcpcs: 'V2745',
  }),
  'tint-gradient': treatment('tint-gradient', 'Tint, gradient', {
    materials: tintable,
    excludes: ['tint-solid'],
    isSun: true,
    hcpcs: 'V2745',
  }),
  mirror: treatment('mirror', 'Mirror', {
    materials: sunBases,
    needs: [['tint-solid', 'tint-gradient', 'polarised']],
    isSun: true,
    hcpcs: 'V2761',
  }),
};

export const treatmentIds = Object.keys(treatments) as TreatmentId[];

type Treatments = Readonly<Record<TreatmentId, LensTreatment>>;

/** Whether two treatments exclude each other, whichever of them says so. */
export const excludeEachOther = (a: TreatmentId, b: TreatmentId, of: Treatments = treatments): boolean =>
  of[a].excludes.includes(b) || of[b].excludes.includes(a);

/** Sides an anti-reflection coat goes on: only the back of sun lenses, so that a mirror or tint keeps its look. */
export const antiReflectionSides = (
  chosen: readonly TreatmentId[],
  of: Treatments = treatments,
): 'both' | 'back' | 'none' =>
  !chosen.some((id) => id.startsWith('ar-')) ? 'none' : chosen.some((id) => of[id].isSun) ? 'back' : 'both';

/**
 * Why a treatment cannot be added. Empty when it can.
 * @param chosen the treatments already chosen; the one asked about may be among them
 * @param options.treatments the house's own table
 * @param options.checksNeeds also ask for what must come along (at order); off while offering options one by one
 */
export function treatmentReasons(
  id: TreatmentId,
  to: { material?: LensMaterial; design?: LensDesign; chosen: readonly TreatmentId[] },
  options: { checksNeeds: boolean; treatments?: Treatments },
): Finding[] {
  const { material, design, chosen } = to;
  const of = options.treatments ?? treatments;
  const own = of[id];
  const reasons: Finding[] = [];
  const say = (code: string, params: Record<string, string> = {}) =>
    reasons.push(finding(code, `treatments.${id}`, { treatment: own.name, ...params }));

  if (material && own.inherentIn.includes(material.id)) {
    if (!options.checksNeeds) say('TREATMENT_INHERENT', { material: material.name });
  } else if (material && !own.materials.includes(material.id))
    say('TREATMENT_NOT_FOR_MATERIAL', { material: material.name });
  if (design && ((design.isIndoor && own.isSun) || own.refusedDesigns.includes(design.id)))
    say('TREATMENT_NOT_FOR_DESIGN', { design: design.name });
  for (const other of chosen) if (excludeEachOther(id, other, of)) say('TREATMENTS_EXCLUDE', { other: of[other].name });
  if (options.checksNeeds)
    for (const group of own.needs) {
      const isMet = group.some((g) => chosen.includes(g) || (material && of[g].inherentIn.includes(material.id)));
      // Glass takes an anti-reflection coat without a hard coat.
      const canBeMet = !material || group.some((g) => of[g].materials.includes(material.id));
      if (!isMet && canBeMet) say('TREATMENT_NEEDS', { other: group.map((g) => of[g].name).join(' / ') });
    }
  return reasons;
}
