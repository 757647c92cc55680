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
const ANY = Number.POSITIVE_INFINITY;

/** Rows of every family: |sphere| and |cylinder| up to these, Mdpt; the first that fits counts. */
export const hcpcsRows: readonly { sphere: number; cylinder: number; row: number }[] = [
  { sphere: 4_000, cylinder: 0, row: 0 },
  { sphere: 7_000, cylinder: 0, row: 1 },
  { sphere: 20_000, cylinder: 0, row: 2 },
  { sphere: ANY, cylinder: 0, row: UNCLASSIFIED },
  { sphere: 4_000, cylinder: 2_000, row: 3 },
  { sphere: 4_000, cylinder: 4_000, row: 4 },
  { sphere: 4_000, cylinder: 6_000, row: 5 },
  { sphere: 4_000, cylinder: ANY, row: 6 },
  { sphere: 7_000, cylinder: 2_000, row: 7 },
  { sphere: 7_000, cylinder: 4_000, row: 8 },
  { sphere: 7_000, cylinder: 6_000, row: 9 },
  { sphere: 7_000, cylinder: ANY, row: 10 },
  { sphere: 12_000, cylinder: 2_250, row: 11 },
  { sphere: 12_000, cylinder: 4_000, row: 12 },
  { sphere: 12_000, cylinder: 6_000, row: 13 },
  { sphere: 12_000, cylinder: ANY, row: UNCLASSIFIED },
  { sphere: ANY, cylinder: ANY, row: 14 },
];

const rowOf = (sphere: number, cylinder: number): number =>
  hcpcsRows.find((row) => sphere <= row.sphere && cylinder <= row.cylinder)?.row ?? UNCLASSIFIED;

/** Segments wider than this, mm, and ADDs above this, Mdpt, are claimed on top. */
export const hcpcsExtras = { segmentWidthMm: 28, add: 3_250 } as const;

export interface HcpcsLine {
  code: string;
  /** Per lens for lenses, per frame for the frame. */
  quantity: number;
}

const widthOf = (segment: LensDesign['segment']): number => (segment ? (segment.widthMm ?? ANY) : 0);

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
    ...(widthOf(choice.design.segment) > hcpcsExtras.segmentWidthMm ? [vision === 'trifocal' ? 'V2319' : 'V2219'] : []),
    ...(vision !== 'single-vision' && (eye.add ?? 0) > hcpcsExtras.add
      ? [vision === 'trifocal' ? 'V2320' : 'V2220']
      : []),
    ...(choice.material.hcpcs ? [choice.material.hcpcs] : []),
    ...choice.treatments.flatMap((id) => treatments[id].hcpcs ?? []),
  ]);
  const lines = new Map<string, number>();
  for (const code of codes) lines.set(code, (lines.get(code) ?? 0) + 1);
  if (choice.hasFrame) lines.set('V2020', 1);
  return [...lines].map(([code, quantity]) => ({ code, quantity }));
}
