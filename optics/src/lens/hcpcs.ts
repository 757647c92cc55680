import type { SpheroCylinder } from '../prescription/prescription.types.ts';
import { canonical } from '../prescription/transpose.ts';
import type { LensDesign } from './designs.ts';
import type { LensMaterial } from './materials.ts';
import { type TreatmentId, treatments } from './treatments.ts';

export type HcpcsVision = 'single-vision' | 'bifocal' | 'trifocal';

const families: Record<HcpcsVision, number> = { 'single-vision': 2100, bifocal: 2200, trifocal: 2300 };

/**
 * HCPCS Level II base code of one lens (V2100–V2114, V2200–V2214, V2300–V2314), from the minus-cylinder form.
 * @returns V2199/V2299/V2399 ("not otherwise classified") where no row fits
 */
export function hcpcsLensCode(rx: SpheroCylinder, vision: HcpcsVision = 'single-vision'): string {
  const { sphere, cylinder } = canonical(rx);
  return `V${families[vision] + rowOf(Math.abs(sphere), Math.abs(cylinder))}`;
}

const UNCLASSIFIED = 99;

function rowOf(sphere: number, cylinder: number): number {
  if (cylinder === 0) return sphere <= 4_000 ? 0 : sphere <= 7_000 ? 1 : sphere <= 20_000 ? 2 : UNCLASSIFIED;
  const byCylinder = (limits: number[]) => limits.findIndex((limit) => cylinder <= limit);
  if (sphere > 12_000) return 14;
  if (sphere <= 7_000) return (sphere <= 4_000 ? 3 : 7) + byCylinder([2_000, 4_000, 6_000, Number.POSITIVE_INFINITY]);
  const third = byCylinder([2_250, 4_000, 6_000]);
  return third < 0 ? UNCLASSIFIED : 11 + third;
}

export interface HcpcsLine {
  code: string;
  /** Per lens for lenses, per frame for the frame. */
  quantity: number;
}

/** Claim lines of a pair: base lens, design, material and treatment codes, the frame. Quantities count lenses. */
export function hcpcsClaim(
  rx: { od: SpheroCylinder & { add?: number | null }; os: SpheroCylinder & { add?: number | null } },
  choice: { design: LensDesign; material: LensMaterial; treatments: readonly TreatmentId[]; hasFrame: boolean },
): HcpcsLine[] {
  const vision: HcpcsVision =
    choice.design.use === 'bifocal' ? 'bifocal' : choice.design.use === 'trifocal' ? 'trifocal' : 'single-vision';
  const codes = [rx.od, rx.os].flatMap((eye) => [
    choice.design.use === 'progressive'
      ? 'V2781'
      : choice.design.use === 'office'
        ? 'V2786'
        : hcpcsLensCode(eye, vision),
    ...((choice.design.segment?.widthMm ?? 0) > 28 ? [vision === 'trifocal' ? 'V2319' : 'V2219'] : []),
    ...(vision !== 'single-vision' && (eye.add ?? 0) > 3_250 ? [vision === 'trifocal' ? 'V2320' : 'V2220'] : []),
    ...(choice.material.hcpcs ? [choice.material.hcpcs] : []),
    ...choice.treatments.flatMap((id) => treatments[id].hcpcs ?? []),
  ]);
  const lines = new Map<string, number>();
  for (const code of codes) lines.set(code, (lines.get(code) ?? 0) + 1);
  if (choice.hasFrame) lines.set('V2020', 1);
  return [...lines].map(([code, quantity]) => ({ code, quantity }));
}
