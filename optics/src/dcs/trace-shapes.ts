import type { FrameShape } from '../frame/frame.types.ts';
import {
  boxOf,
  circumference,
  mirrorOutline,
  outlinePoints,
  type Point,
  radiiOfCurve,
  recentre,
} from '../frame/outline.ts';
import { EYES, type Eye } from '../prescription/prescription.types.ts';
import type { DcsFile, DcsProblem, DcsTrace } from './dcs.types.ts';
import { dcsProblem } from './dcs-problem.ts';
import { dcsNumber } from './dcs-records.ts';
import { eyeNumbersOf, textOf } from './parse-dcs.ts';
import { type PolarPoint, radiiOfPolar } from './polar-curve.ts';
import { type TraceLimits, traceLimits } from './trace-limits.ts';

export interface TracedFrame {
  /** Around the box middle, viewer's frame, both eyes with the same even number of radii. */
  od: FrameShape;
  os: FrameShape;
  /** The eye that was not traced and is a mirror image of the other. */
  syntheticEye: Eye | null;
  /** Largest difference between the left side and the mirrored right one, mm; 0 when one is synthetic. */
  sidesDifferMm: number;
  /** Box, perimeter and ED of the right lens in mm, and DBL where stated. */
  eyeSizeMm: number;
  lensHeightMm: number;
  circumferenceMm: number;
  effectiveDiameterMm: number;
  dblMm: number | null;
}

/** Millimetres to the nanometre: what is measured exactly at a limit is at it, whatever the last bits say. */
const toNanometre = (mm: number): number => Math.round(mm * 1e6) / 1e6;

/**
 * The frame of a file, checked against the sizes the file itself states. Frame traces (F) are preferred to those of a demo lens (D) or a
 * pattern (P). Errors refuse the frame; warnings go to the person importing.
 */
export function traceShapes(
  file: Pick<DcsFile, 'records' | 'traces'>,
  limits: TraceLimits = traceLimits,
): { ok: true; frame: TracedFrame; warnings: DcsProblem[] } | { ok: false; errors: DcsProblem[] } {
  const traces = { od: traceOf(file, 'od'), os: traceOf(file, 'os') };
  const only = traces.od ?? traces.os;
  if (!only) return { ok: false, errors: [dcsProblem('TRACE_MISSING', 'The file holds no frame trace.')] };
  const errors = EYES.flatMap((eye) => (traces[eye] ? checkTrace(file, traces[eye], limits) : []));
  errors.push(...checkDbl(file, limits));
  if (errors.length > 0) return { ok: false, errors };

  const { od, os } = bothEyes(traces, only);
  const syntheticEye = !traces.od ? 'od' : !traces.os ? 'os' : null;
  const difference = syntheticEye ? 0 : mirrorDifferenceMm(od, os);
  const warnings: DcsProblem[] = [];
  if (syntheticEye)
    warnings.push(
      dcsProblem(
        'SIDE_MIRRORED',
        `Only the ${sideName(only.side)} side is traced; the ${sideName(syntheticEye)} one is its mirror image.`,
      ),
    );
  if (difference > limits.sidesDiffer)
    warnings.push(dcsProblem('SIDES_DIFFER', `Right and left differ by up to ${difference.toFixed(2)} mm.`));

  const box = boxOf(od);
  const frame: TracedFrame = {
    od,
    os,
    syntheticEye,
    sidesDifferMm: difference,
    eyeSizeMm: box.widthMm,
    lensHeightMm: box.heightMm,
    circumferenceMm: circumference(od),
    effectiveDiameterMm: (2 * Math.max(...od.radii)) / 100,
    dblMm: dcsNumber(textOf(file, 'DBL')),
  };
  return { ok: true, frame, warnings };
}

const sideName = (eye: Eye) => (eye === 'od' ? 'right' : 'left');

function traceOf(file: Pick<DcsFile, 'traces'>, eye: Eye): DcsTrace | undefined {
  const ofEye = file.traces.filter((trace) => trace.side === eye);
  return ofEye.find((trace) => trace.type === 'F') ?? ofEye[0];
}

/** Both outlines recentred and with one count: mirroring needs an even one, comparing an equal one. */
function bothEyes(traces: Record<Eye, DcsTrace | undefined>, only: DcsTrace): Record<Eye, FrameShape> {
  const count = Math.max(...EYES.map((eye) => countOf(traces[eye] ?? only)));
  const shape = (eye: Eye) => {
    const own = traces[eye];
    const outline = recentre(evenShape(own ?? only, count));
    return own ? outline : mirrorOutline(outline);
  };
  return { od: shape('od'), os: shape('os') };
}

const evenCount = (count: number): number => count + (count % 2);

/** A trace of fewer points at uneven angles is a stylus that was moved by hand: it stands far apart on the flat sides. */
const DENSE_POINTS = 360;
const isSparse = ({ angles, radii }: DcsTrace): boolean => angles !== null && radii.length < DENSE_POINTS;
const countOf = (trace: DcsTrace): number => (isSparse(trace) ? DENSE_POINTS : evenCount(trace.radii.length));

/** Points of a trace around the tracer's origin, mm. Radius i of an even trace stands at i·360/count, of an uneven one at its angle. */
export function pointsOfTrace(trace: DcsTrace): Point[] {
  const { angles, radii } = trace;
  return radii.map((radius, i) => {
    const degrees = angles ? (angles[i] ?? 0) / 100 : (i * 360) / radii.length;
    const angle = (degrees * Math.PI) / 180;
    return { x: (radius / 100) * Math.cos(angle), y: (radius / 100) * Math.sin(angle) };
  });
}

/**
 * Even radii of a trace. Uneven ones, and counts that are asked for otherwise, are read off the straight lines between the points; where an
 * uneven trace has so few that straight lines would cut the lens smaller, off the round curve through them.
 * @param count an even number; that of the trace, made even, when left out, and at least 360 for an uneven one
 */
export function evenShape(trace: DcsTrace, count = countOf(trace)): FrameShape {
  if (!trace.angles && trace.radii.length === count) return { radii: trace.radii };
  if (isSparse(trace)) return { radii: radiiOfPolar(polarOf(trace), count).map((r) => Math.round(r)) };
  return { radii: radiiOfCurve(pointsOfTrace(trace), count).map((r) => Math.round(r * 100)) };
}

/** Angles in turns, rising from the least. */
const polarOf = ({ angles, radii }: DcsTrace): PolarPoint[] =>
  radii
    .map((radius, i) => ({ turns: ((angles?.[i] ?? 0) % 36_000) / 36_000, radius }))
    .sort((a, b) => a.turns - b.turns);

/** The same outline with another, even number of radii, read off its straight lines. */
export const withPoints = (shape: FrameShape, count: number): FrameShape => ({
  radii: radiiOfCurve(outlinePoints(shape), count).map((r) => Math.round(r * 100)),
});

/**
 * Largest difference between the left side and the mirrored right side, mm.
 * @returns infinity when the counts differ or are odd
 */
export function mirrorDifferenceMm(od: FrameShape, os: FrameShape): number {
  if (od.radii.length !== os.radii.length || od.radii.length % 2 !== 0) return Number.POSITIVE_INFINITY;
  const mirrored = mirrorOutline(od).radii;
  return Math.max(...os.radii.map((radius, i) => Math.abs(radius - (mirrored[i] ?? 0)))) / 100;
}

function checkTrace(file: Pick<DcsFile, 'records'>, trace: DcsTrace, limits: TraceLimits): DcsProblem[] {
  const problems = [
    ...checkRadii(trace, limits),
    ...(isSparse(trace) ? [] : checkJumps(trace, limits)),
    ...checkAngles(trace, limits),
  ];
  // Few points stand far apart in the corners of a frame: whether the outline jumps shows between its degrees.
  const dense = isSparse(trace) && problems.length === 0 ? evenShape(trace) : null;
  if (dense) problems.push(...checkJumps({ ...trace, radii: [...dense.radii] }, limits));
  if (problems.length > 0) return problems;
  const points = dense ? outlinePoints(dense) : pointsOfTrace(trace);
  const extent = (values: number[]) => toNanometre(Math.max(...values) - Math.min(...values));
  const [width, height] = [extent(points.map((p) => p.x)), extent(points.map((p) => p.y))];
  const at = { line: trace.line };
  const outside = (value: number, [min, max]: readonly [number, number]) => value < min || value > max;
  if (outside(width, [limits.widthMin, limits.widthMax]) || outside(height, [limits.heightMin, limits.heightMax]))
    problems.push(
      dcsProblem(
        'SIZE_OUT_OF_RANGE',
        `The ${sideName(trace.side)} trace measures ${width.toFixed(2)} × ${height.toFixed(2)} mm.`,
        at,
      ),
    );
  const compare = (label: string, computed: number, slack: number, code: 'BOX_MISMATCH' | 'PERIMETER_MISMATCH') => {
    // What the file does not state is as measured.
    const given = eyeNumbersOf(file, label)[trace.side] ?? computed;
    if (toNanometre(Math.abs(given - computed)) > slack)
      problems.push(
        dcsProblem(code, `${label} says ${given}, the trace measures ${computed.toFixed(2)} mm.`, { ...at, label }),
      );
  };
  compare('HBOX', width, limits.box, 'BOX_MISMATCH');
  compare('VBOX', height, limits.box, 'BOX_MISMATCH');
  compare('CIRC', perimeterOf(points), limits.perimeter, 'PERIMETER_MISMATCH');
  if (problems.length === 0) problems.push(...checkShape(trace, { width, height, slack: limits.box }));
  return problems;
}

function checkRadii({ radii, line }: DcsTrace, { radiusMin, radiusMax }: TraceLimits): DcsProblem[] {
  const at = { line, label: 'R' };
  const wrong = radii.find((r) => r < radiusMin * 100 || r > radiusMax * 100);
  if (wrong !== undefined)
    return [
      dcsProblem(
        'RADIUS_OUT_OF_RANGE',
        `A radius of ${(wrong / 100).toFixed(2)} mm; ${radiusMin}–${radiusMax} mm are possible.`,
        at,
      ),
    ];
  return [];
}

function checkJumps({ radii, line }: DcsTrace, { neighbourStep }: TraceLimits): DcsProblem[] {
  const at = { line, label: 'R' };
  const jump = radii.findIndex((r, i) => Math.abs(r - (radii[(i + 1) % radii.length] ?? r)) >= neighbourStep * 100);
  if (jump < 0) return [];
  return [
    dcsProblem(
      'RADIUS_JUMP',
      `Radii ${jump + 1} and ${((jump + 1) % radii.length) + 1} differ by ${neighbourStep} mm or more.`,
      at,
    ),
  ];
}

/** Angles go round once, counter-clockwise, from wherever the stylus began. */
function checkAngles({ angles, line }: DcsTrace, { angleGap }: TraceLimits): DcsProblem[] {
  if (!angles) return [];
  const at = { line, label: 'A' };
  const steps = angles.map((angle, i) => ((angles[(i + 1) % angles.length] ?? 0) - angle + 36_000) % 36_000);
  const isOnce = steps.reduce((sum, step) => sum + step, 0) === 36_000;
  if (angles.some((angle) => angle > 36_000) || !isOnce || steps.some((step) => step === 0))
    return [dcsProblem('ANGLES_NOT_RISING', 'The angles do not rise once around the lens.', at)];
  if (steps.some((step) => step > angleGap * 100))
    return [dcsProblem('ANGLES_NOT_RISING', `The angles leave a gap of more than ${angleGap}°.`, at)];
  return [];
}

/** An outline that curls or lies beside its origin loses its size when recentred: no lens looks like that. */
function checkShape(
  trace: DcsTrace,
  { width, height, slack }: { width: number; height: number; slack: number },
): DcsProblem[] {
  const shape = recentre(evenShape(trace));
  const box = boxOf(shape);
  const isKept = Math.abs(box.widthMm - width) <= slack && Math.abs(box.heightMm - height) <= slack;
  if (isKept && shape.radii.every((r) => r > 0)) return [];
  return [dcsProblem('SHAPE_IMPLAUSIBLE', 'The outline cannot be seen whole from its middle.', { line: trace.line })];
}

function checkDbl(file: Pick<DcsFile, 'records'>, { dblMin, dblMax }: TraceLimits): DcsProblem[] {
  const dbl = dcsNumber(textOf(file, 'DBL'));
  if (dbl === null || (dbl >= dblMin && dbl <= dblMax)) return [];
  return [dcsProblem('SIZE_OUT_OF_RANGE', `DBL says ${dbl} mm.`, { label: 'DBL' })];
}

const perimeterOf = (points: readonly Point[]): number =>
  points.reduce((sum, p, i) => {
    const next = points[(i + 1) % points.length] ?? p;
    return sum + Math.hypot(next.x - p.x, next.y - p.y);
  }, 0);
