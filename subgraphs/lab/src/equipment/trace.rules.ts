import {
  type DcsFile,
  type DcsProblem,
  type DcsRecord,
  mirrorOutline,
  parseDcs,
  roundHalfAway,
  type TracedFrame,
  type TraceLimits,
  textOf,
  traceShapes,
  withPoints,
} from '@opticworks/optics';
import type { FrameGeometryValue } from '@opticworks/schema';
import type { LabJobStatus } from '../jobs/lab-job.state.ts';

/**
 * What a trace changes, by how far the job has come. Before picking, everything; later the lenses keep power and base, and what follows
 * from the frame is calculated anew.
 */
export type TracePurpose = 'CALCULATION' | 'EDGING';

const purposes: Partial<Record<LabJobStatus, TracePurpose>> = {
  ENTERED: 'CALCULATION',
  ON_HOLD: 'CALCULATION',
  RELEASED: 'CALCULATION',
  PICKED: 'EDGING',
  SURFACING: 'EDGING',
  COATING: 'EDGING',
  FINISHING: 'EDGING',
  REWORK: 'EDGING',
};

/** @param isPicked lenses exist: a job that was held or partly spoiled after picking is not calculated from nothing again */
export const tracePurpose = ({
  status,
  isPicked,
}: {
  status: LabJobStatus;
  isPicked: boolean;
}): TracePurpose | null => {
  const purpose = purposes[status] ?? null;
  return purpose === 'CALCULATION' && isPicked ? 'EDGING' : purpose;
};

export interface JudgedTrace {
  measured: TracedFrame;
  /** Records the edger needs as the tracer wrote them. */
  carried: DcsRecord[];
  warnings: DcsProblem[];
}

export type TraceVerdict =
  | { ok: true; trace: JudgedTrace }
  | { ok: false; reason: 'UNREADABLE'; problems: DcsProblem[] }
  | { ok: false; reason: 'OTHER_JOB'; named: string }
  | { ok: false; reason: 'OTHER_FRAME'; differences: SizeDifference[] };

export interface SizeDifference {
  field: 'eyeSizeMm' | 'lensHeightMm' | 'dblMm';
  orderedMm: number;
  tracedMm: number;
}

/** Outlines with more points are thinned to this many: four per degree is finer than any edger. */
const MAX_POINTS = 1_440;
const CARRIED = new Set(['DRILLE', 'DRILL']);

/**
 * Whether a file is a trace of the frame in this job's tray: readable, of this job where it names one, and of the ordered sizes.
 * @param job its number, tray and frame as ordered
 * @param toleranceMm how far box and DBL may lie from the ordered ones
 * @param limits of a frame that can be one
 */
export function judgeTrace(
  bytes: Uint8Array,
  job: { number: string; trayCode: string | null; ordered: FrameGeometryValue },
  toleranceMm: number,
  limits: TraceLimits,
): TraceVerdict {
  const parsed = parseDcs(bytes);
  if (!parsed.ok) return { ok: false, reason: 'UNREADABLE', problems: parsed.errors };
  const { file } = parsed;
  const named = textOf(file, 'JOB');
  if (named !== undefined && !isOfJob(named, job)) return { ok: false, reason: 'OTHER_JOB', named };
  const shapes = traceShapes(file, limits);
  if (!shapes.ok) return { ok: false, reason: 'UNREADABLE', problems: shapes.errors };
  const differences = sizeDifferences(shapes.frame, job.ordered).filter(
    ({ orderedMm, tracedMm }) => Math.abs(orderedMm - tracedMm) > toleranceMm + 1e-9,
  );
  if (differences.length > 0) return { ok: false, reason: 'OTHER_FRAME', differences };
  return {
    ok: true,
    trace: {
      measured: thinned(shapes.frame),
      carried: carriedOf(file),
      warnings: [...file.warnings, ...shapes.warnings],
    },
  };
}

/** Tracers are told the job's number or read the tray's label. */
export function isOfJob(named: string, job: { number: string; trayCode: string | null }): boolean {
  const name = named.trim().toUpperCase();
  return name === job.number.toUpperCase() || (job.trayCode !== null && name === job.trayCode.toUpperCase());
}

function sizeDifferences(traced: TracedFrame, ordered: FrameGeometryValue): SizeDifference[] {
  const sizes: SizeDifference[] = [
    { field: 'eyeSizeMm', orderedMm: ordered.eyeSizeTenthsMm / 10, tracedMm: traced.eyeSizeMm },
    { field: 'lensHeightMm', orderedMm: ordered.lensHeightTenthsMm / 10, tracedMm: traced.lensHeightMm },
  ];
  if (traced.dblMm !== null)
    sizes.push({ field: 'dblMm', orderedMm: ordered.dblTenthsMm / 10, tracedMm: traced.dblMm });
  return sizes;
}

const carriedOf = (file: DcsFile): DcsRecord[] =>
  file.records.filter(({ label }) => CARRIED.has(label)).map(({ label, fields }) => ({ label, fields }));

const thinned = (frame: TracedFrame): TracedFrame =>
  frame.od.radii.length <= MAX_POINTS
    ? frame
    : { ...frame, od: withPoints(frame.od, MAX_POINTS), os: withPoints(frame.os, MAX_POINTS) };

/**
 * The frame a job is calculated with once it is traced. A frame has one outline here; where the sides differ it is the larger of both at
 * each angle, so that neither lens comes out of a blank that is too small.
 */
export function tracedGeometry(ordered: FrameGeometryValue, measured: TracedFrame): FrameGeometryValue {
  const left = mirrorOutline(measured.os).radii;
  const outline = measured.od.radii.map((radius, i) => Math.max(radius, left[i] ?? radius));
  const tenths = (mm: number) => roundHalfAway(mm * 10);
  return {
    ...ordered,
    eyeSizeTenthsMm: tenths(measured.eyeSizeMm),
    lensHeightTenthsMm: tenths(measured.lensHeightMm),
    dblTenthsMm: measured.dblMm === null ? ordered.dblTenthsMm : tenths(measured.dblMm),
    effectiveDiameterTenthsMm: tenths((2 * Math.max(...outline)) / 100),
    outlineHundredthsMm: outline,
  };
}
