import { monocularNearPd } from '../frame/centration.ts';
import type { FrameGeometry, FrameShape, RimType } from '../frame/frame.types.ts';
import { boxOf, circumference, effectiveDiameter, mirrorOutline, recentre } from '../frame/outline.ts';
import type { LensCalculation } from '../lab/calculate-job.ts';
import type { DesignId, LensDesign } from '../lens/designs.ts';
import { defaultMakingRules, type MakingRules } from '../lens/making-rules.ts';
import type { MaterialId } from '../lens/materials.ts';
import { centredPd, madeRx } from '../lens/pair-plan.ts';
import { formatPowerMachine } from '../prescription/format-power.ts';
import { EYES, type Eye, type EyePairMm, type EyeRx, type Pd } from '../prescription/prescription.types.ts';
import { combinePrism } from '../prescription/prism.ts';
import { canonical, plusCylinder } from '../prescription/transpose.ts';
import type { DcsParts, DcsRecord, DcsTrace } from './dcs.types.ts';

/**
 * Who reads the file. `order`: another lab, which calculates for itself. `edging`: tracer, blocker and edger. `surfacing`: generator,
 * polisher and whoever measures the lens afterwards.
 */
export type DcsPurpose = 'order' | 'edging' | 'surfacing';

export interface DcsJob {
  jobId: string;
  /** Lenses to make. */
  eyes: 'both' | Eye;
  rx: { od: EyeRx; os: EyeRx };
  pd: Pd;
  frame: FrameGeometry;
  /** The left outline where it was traced; the mirror image of the frame's right one otherwise. */
  leftOutline?: FrameShape;
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
  /** The lab's calculation; without it a machine gets centration only. */
  calculation?: readonly LensCalculation[];
  /** Lensmeter values to expect, of compensated and digital lenses: they are inspected against these, not against the ordered power. */
  expected?: { od?: EyeRx; os?: EyeRx };
  /** The lens that is ground with slab-off: base up below a line, MilliPrism, and its height above the bottom of the box, mm. */
  slabOff?: { eye: Eye; prism: number; lineHeightMm: number };
  /** The owner's designs and materials; the usual ones when absent. */
  rules?: MakingRules;
  /** Records taken over as they are from the imported trace, such as drill holes. */
  carried?: readonly DcsRecord[];
}

/** Index that tool curves are stated at. */
const TOOL_INDEX = 1.53;

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
  'round-28': 'BI RD',
  executive: 'BI EX',
  'trifocal-7x28': 'TR FT',
  'trifocal-8x35': 'TR FT',
  'progressive-standard': 'PR',
  'progressive-premium': 'PR FF',
  'progressive-custom': 'PR FF',
  office: 'PR FF',
  'anti-fatigue': 'SV FF',
};

const designOf = ({ rules = defaultMakingRules, design }: DcsJob): LensDesign => rules.designs[design];

/** The records and traces of a lab job for one kind of reader. Carries no name of a person: the job number is the link. */
export function dcsJob(job: DcsJob, purpose: DcsPurpose = 'order'): DcsParts {
  const records = new Records();
  writeRx(job, records);
  writeLens(job, records);
  writeFrame(job, records);
  if (purpose === 'order') writeSlabRemark(job, records);
  if (purpose !== 'surfacing') writeEdge(job, records);
  if (purpose !== 'order') writeCentration(job, records);
  if (purpose === 'edging') writeThickness(job, records);
  if (purpose === 'surfacing') writeSurfaces(job, records);
  for (const record of job.carried ?? []) records.list.push({ label: record.label, fields: record.fields });
  return { records: records.list, traces: tracesOf(job) };
}

class Records {
  readonly list: DcsRecord[] = [];

  single(label: string, value: string | number): void {
    this.list.push({ label, fields: [String(value)] });
  }

  pair(label: string, of: (eye: Eye) => string | number | undefined): void {
    const fields = [of('od'), of('os')];
    if (fields.some((f) => f !== undefined)) this.list.push({ label, fields: fields.map((f) => String(f ?? '')) });
  }
}

/** Two decimals, sign only for minus; eighths in the truncated spelling labs print. */
const dcsPower = (mdpt: number): string => formatPowerMachine(mdpt).replace('+', '');
/** Two decimals, and no "-0.00". */
function twoDecimals(value: number): string {
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}
const two = (value: number | undefined): string | undefined => (value === undefined ? undefined : twoDecimals(value));
const twoOfThousandths = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : twoDecimals(value / 1000);

/**
 * Both eyes as they are made: a reading pair is a plain lens with its ADD in the sphere, and a design without an addition zone has no ADD.
 * Whoever reads `LTYPE=SV` beside an ADD would make the distance power.
 */
const madePair = (job: DcsJob): { od: EyeRx; os: EyeRx } => ({
  od: madeRx(job.rx.od, designOf(job)),
  os: madeRx(job.rx.os, designOf(job)),
});

function writeRx(job: DcsJob, records: Records): void {
  const inNotation = (eye: EyeRx) => (job.notation === 'plus' ? plusCylinder(canonical(eye)) : canonical(eye));
  const made = madePair(job);
  const rx = { od: inNotation(made.od), os: inNotation(made.os) };
  records.single('JOB', job.jobId);
  records.single('DO', job.eyes === 'both' ? 'B' : job.eyes === 'od' ? 'R' : 'L');
  records.pair('SPH', (eye) => dcsPower(rx[eye].sphere));
  records.pair('CYL', (eye) => dcsPower(rx[eye].cylinder));
  // Without cylinder there is no axis; 0 is none either.
  records.pair('AX', (eye) => rx[eye].axis ?? undefined);
  if (rx.od.add || rx.os.add) records.pair('ADD', (eye) => dcsPower(rx[eye].add ?? 0));
  writePrism(records, 'PRVM', 'PRVA', rx);
  if (!job.expected) return;
  const { expected } = job;
  const shown = {
    od: expected.od && inNotation(expected.od),
    os: expected.os && inNotation(expected.os),
  };
  records.pair('LDDRSPH', (eye) => shown[eye] && dcsPower(shown[eye].sphere));
  records.pair('LDDRCYL', (eye) => shown[eye] && dcsPower(shown[eye].cylinder));
  records.pair('LDDRAX', (eye) => shown[eye]?.axis ?? undefined);
  records.pair('LDADD', (eye) => (shown[eye]?.add ? dcsPower(shown[eye].add) : undefined));
  writePrism(records, 'LDPRVM', 'LDPRVA', shown);
}

function writePrism(
  records: Records,
  magnitude: string,
  direction: string,
  rx: { od: EyeRx | undefined; os: EyeRx | undefined },
): void {
  if (!EYES.some((eye) => rx[eye]?.prisms.length)) return;
  const prism = (eye: Eye) => rx[eye] && combinePrism(eye, rx[eye].prisms);
  records.pair(magnitude, (eye) => twoOfThousandths(prism(eye)?.amount));
  records.pair(direction, (eye) => two(prism(eye)?.directionDeg));
}

function writeLens(job: DcsJob, records: Records): void {
  const design = designOf(job);
  const { materials, centration } = job.rules ?? defaultMakingRules;
  const { segment, corridors } = design;
  records.pair('LTYPE', (eye) => `${lensTypes[job.design]}${job.slabOff?.eye === eye ? ' SO' : ''}`);
  records.pair('LIND', () => materials[job.material].calculationIndex.toFixed(3));
  records.pair('LMATTYPE', () => materialTypes[job.material]);
  records.pair('IPD', (eye) => two(centredPd(eye, job.pd, design, centration)));
  const { od, os } = madePair(job);
  if (od.add || os.add) records.pair('NPD', (eye) => two(monocularNearPd(job.pd, eye, centration)));
  const heightOf = (eye: Eye) => job.heights && (eye === 'od' ? job.heights.odMm : job.heights.osMm);
  if (segment || corridors) records.pair('SEGHT', (eye) => two(heightOf(eye)));
  // Nobody measured a height: the lab's own centre is one, from the bottom of the box.
  else
    records.pair('OCHT', (eye) => {
      const up = calculated(job, eye)?.decentrationUpMm;
      return two(heightOf(eye) ?? (up === undefined ? undefined : up + job.frame.lensHeightMm / 2));
    });
}

/** The standard knows that a lens has a slab, not how much of one nor where: another lab is told in words, as one lab tells another. */
function writeSlabRemark({ slabOff }: DcsJob, records: Records): void {
  if (!slabOff) return;
  const { eye, prism, lineHeightMm } = slabOff;
  records.single(
    'REM',
    `SLAB-OFF ${eye === 'od' ? 'R' : 'L'} ${twoOfThousandths(prism)} BASE UP BELOW LINE ${twoDecimals(lineHeightMm)} MM ABOVE BOTTOM OF BOX`,
  );
}

const calculated = (job: DcsJob, eye: Eye): LensCalculation | undefined =>
  job.calculation?.find((lens) => lens.eye === eye);

/** Both outlines around the box middle; null for a frame of which only sizes are known. */
function outlinesOf(job: DcsJob): { od: FrameShape; os: FrameShape } | null {
  if (!job.frame.outline) return null;
  const od = job.frame.outline;
  return { od, os: job.leftOutline ?? mirrorOutline(od) };
}

function writeFrame(job: DcsJob, records: Records): void {
  const { frame } = job;
  const outlines = outlinesOf(job);
  const centred = outlines && { od: recentre(outlines.od), os: recentre(outlines.os) };
  records.pair('HBOX', (eye) => two(centred ? boxOf(centred[eye]).widthMm : frame.eyeSizeMm));
  records.pair('VBOX', (eye) => two(centred ? boxOf(centred[eye]).heightMm : frame.lensHeightMm));
  records.single('DBL', twoDecimals(frame.dblMm));
  records.pair('FED', (eye) => two(centred ? effectiveDiameter(centred[eye]) : frame.effectiveDiameterMm));
  if (centred) records.pair('CIRC', (eye) => two(circumference(centred[eye])));
  records.pair('FCRV', () => two(frame.baseCurve));
  records.pair('ZTILT', () => frame.wrapAngleDeg?.toFixed(1));
  records.pair('PANTO', () => (job.pantoscopicTiltDeg ?? frame.pantoscopicTiltDeg)?.toFixed(1));
  records.pair('BVD', () => job.vertexMm?.toFixed(1));
}

function writeEdge({ frame, frameType, polish }: DcsJob, records: Records): void {
  records.single('FTYP', frameType ?? (frame.rim === 'rimless' ? 3 : 0));
  records.single('ETYP', edgeTypes[frame.rim]);
  records.pair('BEVP', () => 7);
  records.single('POLISH', polish ?? 0);
}

/** From the frame centre to the optical centre, and to the segment or fitting cross; inward and upward count positive. */
function writeCentration(job: DcsJob, records: Records): void {
  const { segment, corridors } = designOf(job);
  records.pair('DIA', (eye) => two(calculated(job, eye)?.blank?.diameterMm));
  records.pair('FCOCIN', (eye) => two(calculated(job, eye)?.decentrationInMm));
  records.pair('FCOCUP', (eye) => two(calculated(job, eye)?.decentrationUpMm));
  const { heights } = job;
  if (!heights || !(segment || corridors)) return;
  const up = (eye: Eye) => (eye === 'od' ? heights.odMm : heights.osMm) - job.frame.lensHeightMm / 2;
  // A progressive is placed by its fitting cross, which stands on the distance PD; a segment lies further in.
  const inset = (lens: LensCalculation) => (segment ? (lens.segmentInMm ?? 0) : 0);
  const placed = (label: string, of: (lens: LensCalculation) => number) =>
    records.pair(label, (eye) => {
      const lens = calculated(job, eye);
      return lens && twoDecimals(of(lens));
    });
  placed('FCSGIN', (lens) => lens.decentrationInMm + inset(lens));
  placed('FCSGUP', (lens) => up(lens.eye));
  placed('SGOCIN', (lens) => -inset(lens));
  placed('SGOCUP', (lens) => lens.decentrationUpMm - up(lens.eye));
}

function writeThickness(job: DcsJob, records: Records): void {
  const profile = (eye: Eye) => calculated(job, eye)?.profile;
  const extreme = (eye: Eye, isBeyond: (a: number, b: number) => boolean) => {
    const point = profile(eye)?.edge.reduce((best, p) => (isBeyond(p.thicknessMm, best.thicknessMm) ? p : best));
    return point && { mm: point.thicknessMm, deg: ((Math.atan2(point.y, point.x) * 180) / Math.PI + 360) % 360 };
  };
  const thickest = (eye: Eye) => extreme(eye, (a, b) => a > b);
  const thinnest = (eye: Eye) => extreme(eye, (a, b) => a < b);
  records.pair('MBASE', (eye) => two(calculated(job, eye)?.baseCurve));
  records.pair('FRNT', (eye) => two(profile(eye)?.frontPower));
  records.pair('CTHICK', (eye) => two(profile(eye)?.centreMm));
  records.pair('THKP', (eye) => two(thickest(eye)?.mm));
  records.pair('THKA', (eye) => two(thickest(eye)?.deg));
  records.pair('THNP', (eye) => two(thinnest(eye)?.mm));
  records.pair('THNA', (eye) => two(thinnest(eye)?.deg));
}

/**
 * What a generator needs beyond centration: marked and true front, both tool curves (dioptres at the tool index, the flatter one is the
 * base), thickness, and the prism ground for thinning beside the prescribed one.
 */
function writeSurfaces(job: DcsJob, records: Records): void {
  const tools = (eye: Eye) => {
    const curves = calculated(job, eye)?.toolCurves;
    if (!curves) return undefined;
    const [base, cross] = [Math.abs(curves.alongAxis), Math.abs(curves.acrossAxis)].sort((a, b) => a - b);
    return { base, cross };
  };
  writeThickness(job, records);
  records.pair('BACK', (eye) => two(calculated(job, eye)?.backPowers.alongAxis));
  records.pair('MINEDG', (eye) => two(calculated(job, eye)?.profile.minEdgeMm));
  records.pair('TIND', (eye) => (tools(eye) ? TOOL_INDEX.toFixed(3) : undefined));
  records.pair('LAPBASX', (eye) => two(tools(eye)?.base));
  records.pair('LAPCRSX', (eye) => two(tools(eye)?.cross));
  const thinning = (eye: Eye) => calculated(job, eye)?.thinningPrism || undefined;
  records.pair('PTPRVM', (eye) => twoOfThousandths(thinning(eye)));
  records.pair('PTPRVA', (eye) => thinning(eye) && '270.00');
  // The standard knows that a lens has a slab, not where it lies: private labels carry prism and line to whoever grinds it here.
  const slab = (eye: Eye) => calculated(job, eye)?.profile.slab;
  records.pair('_SLABPRV', (eye) => twoOfThousandths(slab(eye)?.prism));
  records.pair('_SLABUP', (eye) => two(slab(eye)?.lineUpMm));
  records.pair('_SLABEDG', (eye) => two(slab(eye)?.bottomMm));
}

function tracesOf(job: DcsJob): DcsTrace[] {
  const outlines = outlinesOf(job);
  if (!outlines) return [];
  return [
    { side: 'od', type: 'F', radii: [...outlines.od.radii], angles: null },
    { side: 'os', type: 'F', radii: [...outlines.os.radii], angles: null },
  ];
}
