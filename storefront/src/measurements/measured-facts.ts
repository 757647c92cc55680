import { formatDecimal } from '../format/decimal.ts';
import type { ResultOf } from '../graph/tada.ts';
import type { Messages } from '../i18n/locales.ts';
import type { measuredFragment } from './measurements.documents.ts';

export type Measured = ResultOf<typeof measuredFragment>;

/** What was measured, name by value, right before left; what was not is left out. */
export function measuredFacts(m: Measured, t: Messages['measured'], locale: string): [string, string][] {
  const one = (text: string | null, unit: string): string | null =>
    text === null ? null : `${formatDecimal(Number(text), locale, 1)}${unit}`;
  const pair = (od: string | null, os: string | null): string | null =>
    od === null || os === null ? null : `${one(od, '')} / ${one(os, ' mm')}`;
  const facts: [string, string | null][] = [
    [t.far, pair(m.pdOdMm, m.pdOsMm)],
    [t.near, pair(m.nearPdOdMm, m.nearPdOsMm)],
    [m.heightKind === 'SEGMENT' ? t.segment : t.fitting, pair(m.heightOdMm, m.heightOsMm)],
    [t.vertex, one(m.vertexMm, ' mm')],
    [t.refracted, one(m.refractedVertexMm, ' mm')],
    [t.tilt, one(m.pantoscopicTiltDegrees, '°')],
    [t.faceForm, one(m.faceFormDegrees, '°')],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

/** Whether everything counts in this frame; from another frame only the distances do. */
export const isOfFrame = (m: Pick<Measured, 'frameSku'>, sku: string): boolean => m.frameSku === sku;

/** What a quote takes of a measurement for this frame: the same that order and lab take. */
export function quoteMeasures(m: Measured, sku: string) {
  return {
    ...(m.pdOdMm !== null && m.pdOsMm !== null
      ? { pd: { odMm: m.pdOdMm, osMm: m.pdOsMm, nearOdMm: m.nearPdOdMm, nearOsMm: m.nearPdOsMm } }
      : {}),
    // The vertex of the refraction: it belongs to the powers, not to the frame.
    ...(m.refractedVertexMm === null ? {} : { vertexMm: m.refractedVertexMm }),
    ...(isOfFrame(m, sku)
      ? {
          ...(m.heightOdMm !== null && m.heightOsMm !== null
            ? { heightOdMm: m.heightOdMm, heightOsMm: m.heightOsMm }
            : {}),
          ...(m.pantoscopicTiltDegrees === null ? {} : { pantoscopicTiltDeg: m.pantoscopicTiltDegrees }),
          ...(m.faceFormDegrees === null ? {} : { wrapAngleDeg: m.faceFormDegrees }),
        }
      : {}),
  };
}
