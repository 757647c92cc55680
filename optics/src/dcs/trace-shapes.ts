import type { FrameShape } from '../frame/frame.types.ts';
import { boxOf, circumference, mirrorOutline, radiiOfCurve, recentre } from '../frame/outline.ts';
import { EYES, type Eye } from '../prescription/prescription.types.ts';
import type { DcsFile, DcsProblem, DcsTrace } from './dcs.types.ts';
import { eyesOf, textOf } from './parse-dcs.ts';

export interface TracedFrame {
  /** As traced, around the tracer's origin, viewer's frame. */
  od: FrameShape;
  os: FrameShape;
  /** The eye that was not traced and is a mirror image of the other. */
  syntheticEye: Eye | null;
  /** Box of the right lens in mm and DBL where stated. */
  eyeSizeMm: number;
  lensHeightMm: number;
  circumferenceMm: number;
  effectiveDiameterMm: number;
  dblMm: number | null;
}

/** Limits of the import checks, mm. */
export const traceLimits = {
  radiusMin: 10,
  radiusMax: 60,
  neighbourStep: 3,
  box: 0.2,
  perimeter: 0.5,
  boxWidth: [30, 70],
  boxHeight: [15, 65],
  dbl: [5, 35],
  sidesDiffer: 0.5,
} as const;

/** The frame of a file, checked against the sizes the file itself states. Errors refuse it; warnings go to the person importing. */
export function traceShapes(
  file: DcsFile,
): { ok: true; frame: TracedFrame; warnings: DcsProblem[] } | { ok: false; errors: DcsProblem[] } {
  const traces = { od: file.traces.find((t) => t.side === 'od'), os: file.traces.find((t) => t.side === 'os') };
  const only = traces.od ?? traces.os;
  if (!only) return { ok: false, errors: [{ code: 'TRACE_MISSING', detail: 'The file holds no frame trace.' }] };
  const errors = EYES.flatMap((eye) => (traces[eye] ? checkTrace(file, traces[eye]) : []));
  if (errors.length > 0) return { ok: false, errors };

  const warnings: DcsProblem[] = [];
  const first = evenShape(only);
  const od = traces.od ? evenShape(traces.od) : mirrorOutline(first);
  const os = traces.os ? evenShape(traces.os) : mirrorOutline(first);
  const syntheticEye = !traces.od ? 'od' : !traces.os ? 'os' : null;
  if (syntheticEye)
    warnings.push({
      code: 'SIDE_MIRRORED',
      detail: `Only one side is traced; the ${syntheticEye === 'od' ? 'right' : 'left'} one is its mirror image.`,
    });
  const difference = mirrorDifferenceMm(od, os);
  if (difference > traceLimits.sidesDiffer)
    warnings.push({ code: 'SIDES_DIFFER', detail: `Right and left differ by up to ${difference.toFixed(2)} mm.` });

  const box = boxOf(od);
  const dbl = textOf(file, 'DBL');
  const frame: TracedFrame = {
    od,
    os,
    syntheticEye,
    eyeSizeMm: box.widthMm,
    lensHeightMm: box.heightMm,
    circumferenceMm: circumference(od),
    effectiveDiameterMm: (2 * Math.max(...recentre(od).radii)) / 100,
    dblMm: dbl === undefined ? null : Number(dbl),
  };
  return { ok: true, frame, warnings };
}

/** Even radii of a trace; uneven ones are resampled along the straight lines between their points. */
export function evenShape(trace: DcsTrace): FrameShape {
  const { angles, radii } = trace;
  if (!angles) return { radii };
  const points = radii.map((radius, i) => {
    const angle = ((angles[i] ?? 0) / 100) * (Math.PI / 180);
    return { x: (radius / 100) * Math.cos(angle), y: (radius / 100) * Math.sin(angle) };
  });
  const count = radii.length % 2 === 0 ? radii.length : radii.length + 1;
  return { radii: radiiOfCurve(points, count).map((r) => Math.round(r * 100)) };
}

/** Largest difference between the left side and the mirrored right side, mm; infinite when the counts differ. */
export function mirrorDifferenceMm(od: FrameShape, os: FrameShape): number {
  if (od.radii.length !== os.radii.length || od.radii.length % 2 !== 0) return Number.POSITIVE_INFINITY;
  const mirrored = mirrorOutline(od).radii;
  return Math.max(...os.radii.map((radius, i) => Math.abs(radius - (mirrored[i] ?? 0)))) / 100;
}

function checkTrace(file: DcsFile, trace: DcsTrace): DcsProblem[] {
  const problems: DcsProblem[] = [];
  const { radii, side } = trace;
  if (radii.some((r) => r < traceLimits.radiusMin * 100 || r > traceLimits.radiusMax * 100))
    problems.push({
      code: 'RADIUS_OUT_OF_RANGE',
      detail: `Radii lie between ${traceLimits.radiusMin} and ${traceLimits.radiusMax} mm.`,
    });
  if (radii.some((r, i) => Math.abs(r - (radii[(i + 1) % radii.length] ?? r)) >= traceLimits.neighbourStep * 100))
    problems.push({
      code: 'RADIUS_JUMP',
      detail: `Neighbouring radii differ by ${traceLimits.neighbourStep} mm or more.`,
    });
  if (problems.length > 0 || radii.length < 12) return problems;

  const shape = evenShape(trace);
  const box = boxOf(shape);
  const stated = (label: string) => Number(eyesOf(file, label)[side] ?? Number.NaN);
  const outside = (value: number, [min, max]: readonly [number, number]) => value < min || value > max;
  const compare = (label: string, computed: number, slack: number, code: 'BOX_MISMATCH' | 'PERIMETER_MISMATCH') => {
    const given = stated(label);
    if (Number.isFinite(given) && Math.abs(given - computed) > slack)
      problems.push({ code, detail: `${label} says ${given}, the trace measures ${computed.toFixed(2)} mm.` });
  };
  compare('HBOX', box.widthMm, traceLimits.box, 'BOX_MISMATCH');
  compare('VBOX', box.heightMm, traceLimits.box, 'BOX_MISMATCH');
  compare('CIRC', circumference(shape), traceLimits.perimeter, 'PERIMETER_MISMATCH');
  const dbl = Number(textOf(file, 'DBL') ?? Number.NaN);
  if (
    outside(box.widthMm, traceLimits.boxWidth) ||
    outside(box.heightMm, traceLimits.boxHeight) ||
    outside(dbl, traceLimits.dbl)
  )
    problems.push({ code: 'SIZE_OUT_OF_RANGE', detail: 'Box width 30–70, height 15–65 and DBL 5–35 mm are possible.' });
  return problems;
}
