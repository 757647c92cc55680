import {
  canonical,
  type EyeRx,
  type EyeRxDraft,
  type Finding,
  heightsToMake,
  type PrescriptionDraft,
  type PrescriptionThresholds,
  pairToMake,
  parseEyeRx,
  pdToMake,
} from '@opticworks/optics';
import type { PrescriptionValue } from '@opticworks/schema/values';

export interface TypedEye {
  sphere: string;
  cylinder?: string | null;
  axis?: number | null;
  add?: string | null;
  prisms?: { amount: string; base: 'up' | 'down' | 'in' | 'out' }[] | null;
}

/** What is known of the wearer's eyes when lenses are quoted: anything may still be missing. */
export interface QuotedRx {
  draft: PrescriptionDraft | null;
  /** Fields that could not be read. */
  unreadable: Finding[];
}

export interface TypedMeasures {
  pd?: {
    binocularMm?: string | null;
    odMm?: string | null;
    osMm?: string | null;
    nearMm?: string | null;
    nearOdMm?: string | null;
    nearOsMm?: string | null;
  } | null;
  segHeightMm?: string | null;
  heightOdMm?: string | null;
  heightOsMm?: string | null;
  vertexMm?: string | null;
  pantoscopicTiltDeg?: string | null;
  wrapAngleDeg?: string | null;
}

/** Reads typed eyes and measures; nothing is guessed, unreadable fields come back as findings. */
export function readTypedRx(
  od: TypedEye | null,
  os: TypedEye | null,
  measures: TypedMeasures,
  thresholds: PrescriptionThresholds,
): QuotedRx {
  if (!od && !os) return { draft: null, unreadable: [] };
  const right = od ? readEye('od', od, thresholds) : null;
  const left = os ? readEye('os', os, thresholds) : null;
  return {
    draft: {
      ...pairOf(right?.draft ?? null, left?.draft ?? null),
      pd: pdToMake(mapNumbers(measures.pd ?? {})),
      ...measuresOf({
        segHeightMm: numberOf(measures.segHeightMm),
        heightsMm: bothOf(numberOf(measures.heightOdMm), numberOf(measures.heightOsMm)),
        vertexMm: numberOf(measures.vertexMm),
        pantoscopicTiltDeg: numberOf(measures.pantoscopicTiltDeg),
        wrapAngleDeg: numberOf(measures.wrapAngleDeg),
      }),
    },
    unreadable: [...(right?.errors ?? []), ...(left?.errors ?? [])],
  };
}

/** A stored prescription as the rules read it. */
export function readStoredRx(stored: PrescriptionValue): QuotedRx {
  const pair = pairToMake(stored.od, stored.os);
  if (!pair) return { draft: null, unreadable: [] };
  return {
    draft: {
      ...pair,
      pd: pdToMake(stored.pd),
      ...measuresOf(stored),
    },
    unreadable: [],
  };
}

function readEye(eye: 'od' | 'os', typed: TypedEye, thresholds: PrescriptionThresholds) {
  const text = (value: string | null | undefined) => (value ? { value } : {});
  const typedText = {
    sphere: typed.sphere,
    ...(typed.cylinder ? { cylinder: text(typed.cylinder).value ?? '' } : {}),
    ...(typed.axis == null ? {} : { axis: String(typed.axis) }),
    ...(typed.add ? { add: typed.add } : {}),
    prisms: (typed.prisms ?? []).map((p) => ({ amount: p.amount, base: p.base })),
  };
  return parseEyeRx(eye, typedText, thresholds);
}

/** With one eye on the paper the other gets a balance lens: it matches weight and look and corrects nothing. */
function pairOf(od: EyeRxDraft | null, os: EyeRxDraft | null): { od: EyeRxDraft; os: EyeRxDraft } {
  const balance = (of: EyeRxDraft): EyeRxDraft => ({ ...of, add: of.add, prisms: [], isBalance: true });
  const empty: EyeRxDraft = { sphere: 0, cylinder: 0, axis: null, add: null, prisms: [] };
  return { od: od ?? balance(os ?? empty), os: os ?? balance(od ?? empty) };
}

type PdNumbers = Partial<Record<'binocularMm' | 'odMm' | 'osMm' | 'nearMm' | 'nearOdMm' | 'nearOsMm', number | null>>;

type MeasureNumbers = Partial<
  Record<'segHeightMm' | 'vertexMm' | 'pantoscopicTiltDeg' | 'wrapAngleDeg', number | null>
>;

function measuresOf(
  m: MeasureNumbers & { heightsMm?: { odMm: number; osMm: number } | null | undefined },
): Partial<PrescriptionDraft> {
  const height = m.heightsMm ?? heightsToMake(m.segHeightMm);
  return {
    ...(height ? { segHeights: height, fittingHeights: height } : {}),
    ...(m.vertexMm == null ? {} : { vertexMm: m.vertexMm }),
    ...(m.pantoscopicTiltDeg == null ? {} : { pantoscopicTiltDeg: m.pantoscopicTiltDeg }),
    ...(m.wrapAngleDeg == null ? {} : { wrapAngleDeg: m.wrapAngleDeg }),
  };
}

const numberOf = (text: string | null | undefined): number | null => (text == null ? null : Number(text));

const bothOf = (odMm: number | null, osMm: number | null) => (odMm === null || osMm === null ? null : { odMm, osMm });

const mapNumbers = (values: Record<string, string | null | undefined>): PdNumbers =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, numberOf(value)]));

/** Complete minus-cylinder eyes once nothing is missing; null before. */
export function completeEyes(draft: PrescriptionDraft): { od: EyeRx; os: EyeRx } | null {
  const complete = (eye: EyeRxDraft): EyeRx | null =>
    eye.sphere === null || (eye.cylinder && eye.axis === null)
      ? null
      : canonical({
          sphere: eye.sphere,
          cylinder: eye.cylinder ?? 0,
          axis: eye.cylinder ? eye.axis : null,
          add: eye.add,
          prisms: eye.prisms.flatMap((p) => (p.amount && p.base ? [{ amount: p.amount, base: p.base }] : [])),
          ...(eye.isBalance ? { isBalance: true } : {}),
        });
  const [od, os] = [complete(draft.od), complete(draft.os)];
  return od && os ? { od, os } : null;
}
