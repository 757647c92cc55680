import { monocularNearPd, monocularPd } from '../frame/centration.ts';
import type { FrameGeometry, RimType } from '../frame/frame.types.ts';
import { boxOf, circumference, effectiveDiameter, mirrorOutline, recentre } from '../frame/outline.ts';
import type { LensCalculation } from '../lab/calculate-job.ts';
import { type DesignId, designs } from '../lens/designs.ts';
import { type MaterialId, materials } from '../lens/materials.ts';
import { formatPowerMachine } from '../prescription/format-power.ts';
import type { Eye, EyePairMm, EyeRx, Pd } from '../prescription/prescription.types.ts';
import { combinePrism } from '../prescription/prism.ts';
import { canonical, plusCylinder } from '../prescription/transpose.ts';
import type { DcsFile, DcsRecord, DcsTrace } from './dcs.types.ts';

/** Labels that may come more than once outside trace blocks. */
const REPEATABLE = new Set(['DRILLE', 'XSTATUS', 'REM']);

/**
 * Writes DCS/OMA text: CRLF, ten values a line, trace blocks last.
 * @throws RangeError when a label that may come only once comes twice
 */
export function writeDcs(file: DcsFile): string {
  const seen = new Set<string>();
  for (const { label } of file.records) {
    if (seen.has(label) && !REPEATABLE.has(label)) throw new RangeError(`The label ${label} is written twice.`);
    seen.add(label);
  }
  const lines = [
    ...file.records.map(lineOf),
    ...file.traces.flatMap(traceLines),
    ...file.otherBlocks.flatMap((b) => [lineOf(b.header), ...b.lines.map(lineOf)]),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

const lineOf = ({ label, fields }: DcsRecord): string => `${label}=${fields.join(';')}`;

function traceLines({ side, type, radii, angles }: DcsTrace): string[] {
  const rows = (label: string, values: readonly number[]) =>
    Array.from(
      { length: Math.ceil(values.length / 10) },
      (_, i) => `${label}=${values.slice(i * 10, i * 10 + 10).join(';')}`,
    );
  return [
    `TRCFMT=1;${radii.length};${angles ? 'U' : 'E'};${side === 'od' ? 'R' : 'L'};${type}`,
    ...rows('R', radii),
    ...(angles ? rows('A', angles) : []),
  ];
}

export interface DcsJob {
  jobId: string;
  /** Lenses to make. */
  eyes: 'both' | Eye;
  rx: { od: EyeRx; os: EyeRx };
  pd: Pd;
  frame: FrameGeometry;
  design: DesignId;
  material: MaterialId;
  /** Optical centre, segment or fitting heights, mm. */
  heights?: EyePairMm;
  /** 0 undefined, 1 plastic, 2 metal, 3 rimless, 4 Optyl. */
  frameType?: 0 | 1 | 2 | 3 | 4;
  /** 0 none, 1 edge and safety bevels, 2 safety bevels, 3 edge. */
  polish?: 0 | 1 | 2 | 3;
  /** The cylinder sign the lab works in. */
  notation?: 'minus' | 'plus';
  pantoscopicTiltDeg?: number;
  vertexMm?: number;
  /** The lab's calculation, when the file goes to machines instead of an outside lab. */
  calculation?: readonly LensCalculation[];
}

const materialTypes: Record<MaterialId, number> = {
  crown: 3,
  cr39: 1,
  trivex: 6,
  'index-156': 1,
  polycarbonate: 2,
  'index-160': 5,
  'index-167': 5,
  'index-174': 5,
};

const edgeTypes: Record<RimType, number> = { 'full-rim': 1, rimless: 2, 'half-rim': 3 };

const lensTypes: Record<DesignId, string> = {
  'sv-distance': 'SV',
  'sv-near': 'SV',
  'sv-intermediate': 'SV',
  'ft-28': 'BI FT',
  'ft-35': 'BI FT',
  'progressive-standard': 'PR',
  'progressive-premium': 'PR FF',
  'progressive-custom': 'PR FF',
  office: 'PR FF',
  'anti-fatigue': 'SV FF',
};

/** The records and traces of a lab job. Carries no name of a person: the job number is the link. */
export function dcsJob(job: DcsJob): DcsFile {
  const records: DcsRecord[] = [];
  const single = (label: string, value: string | number | undefined) => {
    if (value !== undefined) records.push({ label, fields: [String(value)] });
  };
  const pair = (label: string, of: (eye: Eye) => string | number | undefined) => {
    const fields = [of('od'), of('os')];
    if (fields.some((f) => f !== undefined)) records.push({ label, fields: fields.map((f) => String(f ?? '')) });
  };
  const inNotation = job.notation === 'plus' ? plusCylinder : canonical;
  const rx = { od: inNotation(job.rx.od), os: inNotation(job.rx.os) };
  const { segment, corridors } = designs[job.design];

  single('JOB', job.jobId);
  single('DO', job.eyes === 'both' ? 'B' : job.eyes === 'od' ? 'R' : 'L');
  pair('SPH', (eye) => dcsPower(rx[eye].sphere));
  pair('CYL', (eye) => dcsPower(rx[eye].cylinder));
  pair('AX', (eye) => rx[eye].axis ?? 0);
  if (rx.od.add || rx.os.add) pair('ADD', (eye) => dcsPower(rx[eye].add ?? 0));
  if (rx.od.prisms.length + rx.os.prisms.length > 0) {
    pair('PRVM', (eye) => (combinePrism(eye, rx[eye].prisms).amount / 1000).toFixed(2));
    pair('PRVA', (eye) => combinePrism(eye, rx[eye].prisms).directionDeg.toFixed(2));
  }
  pair('LTYPE', () => lensTypes[job.design]);
  pair('LIND', () => materials[job.material].calculationIndex.toFixed(3));
  pair('LMATTYPE', () => materialTypes[job.material]);
  pair('IPD', (eye) => monocularPd(job.pd, eye).toFixed(2));
  if (rx.od.add || rx.os.add) pair('NPD', (eye) => monocularNearPd(job.pd, eye).toFixed(2));
  if (job.heights) {
    const { odMm, osMm } = job.heights;
    pair(segment || corridors ? 'SEGHT' : 'OCHT', (eye) => (eye === 'od' ? odMm : osMm).toFixed(2));
  }
  writeFrame(job, single, pair);
  writeCalculation(job.calculation ?? [], pair);
  return { records, traces: job.frame.outline ? tracesOf(job.frame) : [], otherBlocks: [] };
}

type Single = (label: string, value: string | number | undefined) => void;
type Pair = (label: string, of: (eye: Eye) => string | number | undefined) => void;

function writeFrame(job: DcsJob, single: Single, pair: Pair): void {
  const { frame } = job;
  const shape = frame.outline && recentre(frame.outline);
  const box = shape && boxOf(shape);
  pair('HBOX', () => (box?.widthMm ?? frame.eyeSizeMm).toFixed(2));
  pair('VBOX', () => (box?.heightMm ?? frame.lensHeightMm).toFixed(2));
  single('DBL', frame.dblMm.toFixed(2));
  const diameter = shape ? effectiveDiameter(shape) : frame.effectiveDiameterMm;
  if (diameter !== undefined) pair('FED', () => diameter.toFixed(2));
  if (shape) pair('CIRC', () => circumference(shape).toFixed(2));
  if (frame.baseCurve !== undefined) pair('FCRV', () => frame.baseCurve?.toFixed(2));
  single('ZTILT', frame.wrapAngleDeg?.toFixed(1));
  const tilt = job.pantoscopicTiltDeg ?? frame.pantoscopicTiltDeg;
  if (tilt !== undefined) pair('PANTO', () => tilt.toFixed(1));
  if (job.vertexMm !== undefined) pair('BVD', () => job.vertexMm?.toFixed(1));
  single('FTYP', job.frameType ?? (frame.rim === 'rimless' ? 3 : 0));
  single('ETYP', edgeTypes[frame.rim]);
  pair('BEVP', () => 7);
  single('POLISH', job.polish ?? 0);
}

function writeCalculation(lenses: readonly LensCalculation[], pair: Pair): void {
  if (lenses.length === 0) return;
  const of = (eye: Eye) => lenses.find((lens) => lens.eye === eye);
  pair('DIA', (eye) => of(eye)?.blank?.diameterMm);
  pair('MBASE', (eye) => of(eye)?.baseCurve.toFixed(2));
  pair('FRNT', (eye) => of(eye)?.profile.frontPower.toFixed(2));
  pair('CTHICK', (eye) => of(eye)?.profile.centreMm.toFixed(2));
  pair('MINEDG', (eye) => of(eye)?.profile.minEdgeMm.toFixed(2));
  pair('THKP', (eye) => of(eye)?.profile.maxEdgeMm.toFixed(2));
  pair('THNP', (eye) => of(eye)?.profile.minEdgeMm.toFixed(2));
  pair('FCOCIN', (eye) => of(eye)?.decentrationInMm.toFixed(2));
  pair('FCOCUP', (eye) => of(eye)?.decentrationUpMm.toFixed(2));
  const hasThinning = lenses.some((lens) => lens.thinningPrism > 0);
  if (hasThinning) {
    pair('PTPRVM', (eye) => ((of(eye)?.thinningPrism ?? 0) / 1000).toFixed(2));
    pair('PTPRVA', () => 270);
  }
}

/** Two decimals, sign only for minus; eighths in the truncated spelling labs print. */
const dcsPower = (mdpt: number): string => formatPowerMachine(mdpt).replace('+', '');

function tracesOf(frame: FrameGeometry): DcsTrace[] {
  if (!frame.outline) return [];
  const right = [...frame.outline.radii];
  const left = [...mirrorOutline(frame.outline).radii];
  return [
    { side: 'od', type: 'F', radii: right, angles: null },
    { side: 'os', type: 'F', radii: left, angles: null },
  ];
}
