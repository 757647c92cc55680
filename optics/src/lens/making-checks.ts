import type { FrameGeometry } from '../frame/frame.types.ts';
import { type Finding, type FindingParam, finding } from '../prescription/finding.ts';
import { EYES, type Eye, type EyePairMm, type EyeRx, type Pd } from '../prescription/prescription.types.ts';
import { furthestFromZero } from '../prescription/transpose.ts';
import type { DesignId, LensDesign } from './designs.ts';
import { minFittingHeight } from './designs.ts';
import type { Bench } from './making-bench.ts';
import type { MakingRules } from './making-rules.ts';
import type { LensMaterial, MaterialId } from './materials.ts';
import { heightKindOf } from './measured-values.ts';
import { madeRx, type PairPlan } from './pair-plan.ts';
import { segmentRoom } from './segments.ts';
import { type TreatmentId, treatmentReasons } from './treatments.ts';

export interface Wearer {
  ageYears?: number | null;
  /** One good eye; taken for granted when an eye gets a balance lens. */
  isOneEyed?: boolean;
  isForSport?: boolean;
}

/** Everything chosen or known so far; whatever is missing is simply not judged yet. */
export interface MakingRequest {
  rx?: { od: EyeRx; os: EyeRx } | null;
  pd?: Pd | null;
  frame: FrameGeometry;
  design?: DesignId;
  corridorMm?: number;
  material?: MaterialId;
  treatments?: readonly TreatmentId[];
  /** Fitting or segment heights when measured, mm. */
  heights?: EyePairMm;
  wearer?: Wearer;
  /** The house's own rules; the defaults when absent. */
  rules?: MakingRules;
}

/** The rules of making, in the order they are asked. */
export const makingRuleIds = [
  'frame-takes-lenses',
  'frame-power',
  'rim-power',
  'wrap-power',
  'impact',
  'material-rim',
  'material-power',
  'material-cylinder',
  'pairing',
  'design-prism',
  'design-add',
  'design-add-range',
  'lens-height',
  'fitting-height',
  'near-part',
  'height-in-lens',
  'segment-in-lens',
  'blank',
  'pair-bases',
  'curves',
  'edge',
  'treatment',
] as const;
export type MakingRuleId = (typeof makingRuleIds)[number];

/** One rule asked of one thing, with the numbers it was decided by. */
export interface MakingCheck {
  rule: MakingRuleId;
  field: string;
  passed: boolean;
  params: Record<string, FindingParam>;
  /** The reason, when it failed. */
  reason: Finding | null;
}

type Params = Record<string, FindingParam>;
interface Case {
  request: MakingRequest;
  rules: MakingRules;
  bench: Bench;
  design: LensDesign | undefined;
  material: LensMaterial | undefined;
  chosen: readonly TreatmentId[];
  /** Both eyes as they would be made, canonical; empty while the powers are not known. */
  eyes: { eye: Eye; rx: EyeRx }[];
  /** What was found so far. */
  checks: MakingCheck[];
  say(rule: MakingRuleId, field: string, passed: boolean, code: string, params?: Params): void;
}

/**
 * Asks every rule that can be asked of what is known so far.
 * @param onlyFailed leaves out what passed; the answer is the same, the list is short
 */
export function checkMaking(request: MakingRequest, bench: Bench, onlyFailed: boolean): MakingCheck[] {
  const checks: MakingCheck[] = [];
  const one = openCase(request, bench, onlyFailed, checks);
  for (const ask of [checkFrame, checkMaterial, checkDesign, checkBlanks, checkCurves, checkTreatments]) ask(one);
  return checks;
}

/**
 * Whether every rule passes: the verdict of `checkMaking` without its reasons. What needs no geometry is asked first, and the first
 * failure ends it.
 * @param counts which reasons refuse
 */
export function passesMaking(request: MakingRequest, bench: Bench, counts: (reason: Finding) => boolean): boolean {
  const checks: MakingCheck[] = [];
  const one = openCase(request, bench, true, checks);
  for (const ask of [checkFrame, checkMaterial, checkDesign, checkTreatments, checkBlanks, checkCurves]) {
    ask(one);
    if (checks.some(({ reason }) => reason && counts(reason))) return false;
  }
  return true;
}

function openCase(request: MakingRequest, bench: Bench, onlyFailed: boolean, checks: MakingCheck[]): Case {
  const { rules } = bench;
  const design = request.design && rules.designs[request.design];
  const material = request.material && rules.materials[request.material];
  const chosen = request.treatments ?? [];
  const { rx } = request;
  return {
    request,
    rules,
    bench,
    design,
    material,
    chosen,
    eyes: rx ? EYES.map((eye) => ({ eye, rx: madeRx(rx[eye], design) })) : [],
    checks,
    say: (rule, field, passed, code, params = {}) => {
      if (passed && onlyFailed) return;
      checks.push({ rule, field, passed, params, reason: passed ? null : finding(code, field, params) });
    },
  };
}

const isWrap = ({ wrapAngleDeg, baseCurve }: FrameGeometry, { limits }: MakingRules): boolean =>
  (wrapAngleDeg ?? 0) > limits.wrapFromDeg || (baseCurve ?? 0) >= limits.wrapFromBase;

function checkFrame({ request: { frame }, rules, eyes, say }: Case): void {
  if (frame.isRxAble !== undefined) say('frame-takes-lenses', 'frame', frame.isRxAble, 'FRAME_NOT_RX_ABLE');
  const all = eyes.map(({ rx }) => rx);
  if (all.length === 0) return;
  const strongest = furthestFromZero(all);
  if (frame.minPower !== undefined || frame.maxPower !== undefined) {
    const [min, max] = [frame.minPower ?? -20_000, frame.maxPower ?? 20_000];
    const fits = all.every((rx) => rx.sphere <= max && rx.sphere + rx.cylinder >= min);
    say('frame-power', 'frame', fits, 'FRAME_POWER_LIMIT', { min, max, value: strongest });
  }
  const { maxPower } = rules.rims[frame.rim];
  if (maxPower !== null)
    say('rim-power', 'frame', Math.abs(strongest) <= maxPower, 'RIM_POWER_LIMIT', {
      max: maxPower,
      value: strongest,
      rim: frame.rim,
    });
  if (isWrap(frame, rules)) {
    const max = (Math.sign(strongest) || 1) * rules.limits.wrapMaxPower;
    say('wrap-power', 'frame', Math.abs(strongest) <= rules.limits.wrapMaxPower, 'WRAP_POWER_LIMIT', {
      max,
      value: strongest,
    });
  }
}

function checkMaterial({ request, rules, eyes, design, material, say }: Case): void {
  if (!material) return;
  const { name } = material;
  const { ageYears, isForSport } = request.wearer ?? {};
  const isOneEyed = request.wearer?.isOneEyed ?? eyes.some(({ rx }) => rx.isBalance);
  const isYoung = ageYears != null && ageYears < rules.limits.impactUnderAge;
  if (isYoung || isOneEyed || isForSport)
    say('impact', 'material', material.isImpactResistant, 'IMPACT_MATERIAL_REQUIRED', {
      material: name,
      age: rules.limits.impactUnderAge,
    });
  const { rim } = request.frame;
  say('material-rim', 'material', !material.refusedRims.includes(rim), 'MATERIAL_NOT_FOR_RIM', { material: name, rim });
  for (const { eye, rx } of eyes) {
    const weakest = rx.sphere + rx.cylinder;
    const value = weakest < material.minPower ? weakest : rx.sphere;
    say(
      'material-power',
      `${eye}.sphere`,
      rx.sphere <= material.maxPower && weakest >= material.minPower,
      'SPHERE_NOT_OFFERED',
      { material: name, min: material.minPower, max: material.maxPower, value },
    );
    say('material-cylinder', `${eye}.cylinder`, -rx.cylinder <= material.maxCylinder, 'CYLINDER_NOT_OFFERED', {
      material: name,
      max: -material.maxCylinder,
      value: rx.cylinder,
    });
  }
  if (!design) return;
  const isRefused = rules.pairings.some(
    ({ materials, designs }) => materials.includes(material.id) && designs.includes(design.id),
  );
  say('pairing', 'material', !isRefused, 'MATERIAL_NOT_FOR_DESIGN', { material: name, design: design.name });
}

function checkDesign({ request, rules, design, say }: Case): void {
  if (!design) return;
  const { rx, frame, heights, corridorMm } = request;
  for (const eye of rx ? EYES : []) {
    const { add, prisms, isBalance } = (rx as { od: EyeRx; os: EyeRx })[eye];
    const prism = Math.max(0, ...prisms.map((p) => p.amount));
    say('design-prism', `${eye}.prism`, prism <= design.maxPrism, 'PRISM_NOT_OFFERED', {
      max: design.maxPrism,
      value: prism,
    });
    // A reading pair may be written as a plain sphere for reading; only designs with an addition zone insist on the ADD.
    if (!design.add) continue;
    if (!isBalance) say('design-add', `${eye}.add`, Boolean(add), 'ADD_REQUIRED', { value: add ?? 0 });
    if (add)
      say('design-add-range', `${eye}.add`, add >= design.add.min && add <= design.add.max, 'ADD_NOT_OFFERED', {
        ...design.add,
        value: add,
      });
  }
  const minFitting = minFittingHeight(design, corridorMm);
  const min = Math.max(
    design.minLensHeightMm ?? 0,
    minFitting === undefined ? 0 : minFitting + rules.limits.aboveFittingCrossMm,
  );
  if (min > 0)
    say('lens-height', 'frame.lensHeight', frame.lensHeightMm >= min, 'LENS_HEIGHT_TOO_SMALL', {
      min,
      value: frame.lensHeightMm,
    });
  const kind = heightKindOf(design);
  if (!heights || kind === null) return;
  const { segment } = design;
  const needed = minFitting ?? (segment?.minHeightMm || undefined);
  for (const eye of EYES) {
    const value = eye === 'od' ? heights.odMm : heights.osMm;
    // Without a corridor there is no least height; the cross still needs lens around it.
    if (needed !== undefined)
      say('fitting-height', `heights.${eye}Mm`, value >= needed, 'HEIGHT_BELOW_DESIGN', { value, min: needed });
    // Below the part for arm's length there has to be one for reading.
    const between = segment?.intermediate?.heightMm;
    if (between !== undefined)
      say('near-part', `heights.${eye}Mm`, value > between, 'NEAR_PART_MISSING', { value, min: between });
    checkHeightInLens(value, eye, kind === 'FITTING' ? rules.limits.aboveFittingCrossMm : 0, { request, say });
    const { pd } = request;
    const room = pd ? segmentRoom(eye, { frame, pd }, design, rules.centration) : null;
    // A line outside the box has been told already.
    if (room && value > (between ?? 0) && value < frame.lensHeightMm)
      say('segment-in-lens', `heights.${eye}Mm`, value > room.minMm && value < room.maxMm, 'SEGMENT_OUTSIDE_LENS', {
        value,
        min: room.minMm,
        max: room.maxMm,
      });
  }
}

/** A lens with a fitting cross keeps lens above it for looking far; any height ends below the top of the lens. */
function checkHeightInLens(
  value: number,
  eye: Eye,
  aboveMm: number,
  { request, say }: Pick<Case, 'request' | 'say'>,
): void {
  const lensHeight = request.frame.lensHeightMm;
  // A thousandth is finer than any ruler, and than the difference of two tenths.
  const max = Math.round((lensHeight - aboveMm) * 1_000) / 1_000;
  const isInside = value < lensHeight;
  say(
    'height-in-lens',
    `heights.${eye}Mm`,
    isInside && value <= max,
    isInside ? 'HEIGHT_TOO_HIGH' : 'HEIGHT_OUTSIDE_LENS',
    { value, max, lensHeight },
  );
}

/** The pair on the blanks of the house; the bench plans it once. Null while powers, PD or material are not known. */
const planOf = ({ bench, material, design, chosen }: Case): PairPlan | null =>
  material ? bench.plan(material, design, chosen) : null;

function checkBlanks(one: Case): void {
  const { rules, material, say } = one;
  const plan = planOf(one);
  if (!plan || !material) return;
  for (const eye of EYES) {
    const { refusal, minimumBlankMm, largestMm, blank } = plan[eye];
    if (refusal) say('blank', refusal.field, false, refusal.code, refusal.params);
    else
      say('blank', `${eye}.blank`, true, '', {
        needed: minimumBlankMm,
        material: material.name,
        largest: largestMm,
        ...(blank ? { taken: blank.diameterMm, form: blank.form } : {}),
      });
  }
  const off = Math.abs(plan.od.baseCurve - plan.os.baseCurve);
  if (plan.refusal) say('pair-bases', plan.refusal.field, false, plan.refusal.code, plan.refusal.params);
  else if (!plan.od.refusal && !plan.os.refusal)
    say('pair-bases', 'pair.base', true, '', {
      od: plan.od.baseCurve,
      os: plan.os.baseCurve,
      value: off,
      max: rules.limits.pairBaseSlack,
    });
}

function checkCurves(one: Case): void {
  const { request, rules, bench, material, say } = one;
  const plan = planOf(one);
  if (!plan || !material) return;
  const { maxEdgeMm } = rules.rims[request.frame.rim];
  for (const eye of EYES) {
    const spans = bench.spans(plan, eye, material);
    say('curves', `${eye}.curves`, spans, 'CURVES_TOO_STEEP', {
      base: plan[eye].baseCurve,
      material: material.name,
      needed: plan[eye].minimumBlankMm,
    });
    if (!spans || maxEdgeMm === null) continue;
    const value = bench.maxEdgeMm(plan, eye, material) ?? 0;
    say('edge', `${eye}.edge`, value <= maxEdgeMm, 'EDGE_TOO_THICK', { value, max: maxEdgeMm });
  }
}

function checkTreatments({ rules, chosen, design, material, checks, say }: Case): void {
  for (const id of chosen) {
    const reasons = treatmentReasons(
      id,
      { material, design, chosen },
      { checksNeeds: true, treatments: rules.treatments },
    );
    if (reasons.length === 0) say('treatment', `treatments.${id}`, true, '', { treatment: rules.treatments[id].name });
    for (const reason of reasons)
      checks.push({ rule: 'treatment', field: reason.field, passed: false, params: reason.params, reason });
  }
}
