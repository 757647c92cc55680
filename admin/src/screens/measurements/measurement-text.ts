import { mm } from '../../kit/format.ts';

export interface MeasuredValues {
  pdOdMm: string | null;
  pdOsMm: string | null;
  nearPdOdMm: string | null;
  nearPdOsMm: string | null;
  heightOdMm: string | null;
  heightOsMm: string | null;
  vertexMm: string | null;
  refractedVertexMm: string | null;
  pantoscopicTiltDegrees: string | null;
  faceFormDegrees: string | null;
}

export const methodNames: Record<string, string> = {
  RULER: 'ruler',
  PUPILLOMETER: 'pupillometer',
  DIGITAL: 'digital centring',
};

/** To what a height is measured, in words. */
export const heightPoints = { FITTING: 'the fitting cross', SEGMENT: 'the top of the segment' } as const;

/** Measured in this frame, but to another point than the lenses need: the bench does not use it. */
export const isOtherHeight = (
  m: { inThisFrame: boolean; heightKind: string | null; heightOdMm: string | null },
  needed: keyof typeof heightPoints | null | undefined,
): boolean => m.inThisFrame && needed != null && m.heightOdMm !== null && m.heightKind !== needed;

const pair = (od: string | null, os: string | null): string | null =>
  od === null && os === null ? null : `${mm(od)} / ${mm(os)} mm`;
const degrees = (text: string | null): string | null => (text === null ? null : `${mm(text)}°`);

/** What was measured, name by value, right before left; what was not is left out. */
export function measuredFacts(m: MeasuredValues & { heightKind?: string | null }): [string, string][] {
  const facts: [string, string | null][] = [
    ['PD far', pair(m.pdOdMm, m.pdOsMm)],
    ['PD near', pair(m.nearPdOdMm, m.nearPdOsMm)],
    [m.heightKind === 'SEGMENT' ? 'Segment height' : 'Fitting height', pair(m.heightOdMm, m.heightOsMm)],
    ['Vertex as worn', m.vertexMm === null ? null : `${mm(m.vertexMm)} mm`],
    ['Vertex of the refraction', m.refractedVertexMm === null ? null : `${mm(m.refractedVertexMm)} mm`],
    ['Pantoscopic tilt', degrees(m.pantoscopicTiltDegrees)],
    ['Face form', degrees(m.faceFormDegrees)],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}
