import type { FrameGeometry } from '../frame/frame.types.ts';
import { type Finding, type FindingParam, finding } from '../prescription/finding.ts';
import { EYES } from '../prescription/prescription.types.ts';
import { type DesignId, designIds, type LensDesign } from './designs.ts';
import type { Bench } from './making-bench.ts';
import type { MakingRequest } from './making-checks.ts';
import { type MaterialId, materialIds } from './materials.ts';
import type { TreatmentId } from './treatments.ts';

/** One change after which it works. */
export interface Suggestion {
  change:
    | { kind: 'material'; material: MaterialId }
    | { kind: 'design'; design: DesignId }
    | { kind: 'corridor'; corridorMm: number }
    | { kind: 'treatments'; treatments: TreatmentId[] }
    | { kind: 'frame'; frameId: string }
    /** No frame is known that fits; a number to look for. */
    | { kind: 'frame-size' };
  /** Worded like a reason; its field names what changes. */
  finding: Finding;
}

/** What else could be taken; whatever is absent is not suggested. */
export interface SuggestionSources {
  /** Designs the house sells for the same use, best first. */
  designs?: readonly DesignId[];
  /** Materials the house sells. */
  materials?: readonly MaterialId[];
  /** The same frame in other sizes, or similar frames, nearest first. */
  frames?: readonly { id: string; name: string; frame: FrameGeometry }[];
}

/** Enough to choose from, few enough to read. */
const MOST = 3;

/** Whether the request with a change can be made. */
export type Judge = (change: Partial<MakingRequest>, frame?: FrameGeometry) => boolean;

/**
 * What to change so that it works, one thing at a time, each tried with the same rules before it is said: another corridor, another
 * material, other treatments, another design, another frame. Nearest first.
 * @param judge whether the request with a change can be made
 */
export function suggestionsFor(
  request: MakingRequest,
  reasons: readonly Finding[],
  { bench, judge, sources }: { bench: Bench; judge: Judge; sources: SuggestionSources },
): Suggestion[] {
  if (reasons.length === 0) return [];
  const found: Suggestion[] = [];
  const tries = [corridors, treatmentsOff, materialsTried, designsTried, framesTried];
  for (const attempt of tries) {
    if (found.length >= MOST) break;
    found.push(...attempt(request, reasons, { bench, judge, sources }));
  }
  return found.slice(0, MOST);
}

type Context = Parameters<typeof suggestionsFor>[2];
type Attempt = (request: MakingRequest, reasons: readonly Finding[], context: Context) => Suggestion[];

const concerns = (reasons: readonly Finding[], ...codes: string[]): Finding | undefined =>
  reasons.find(({ code }) => codes.includes(code));

const corridors: Attempt = ({ design, corridorMm }, reasons, { bench, judge }) => {
  if (!design || corridorMm === undefined) return [];
  if (!concerns(reasons, 'HEIGHT_BELOW_DESIGN', 'LENS_HEIGHT_TOO_SMALL')) return [];
  const offered = [...(bench.rules.designs[design].corridors ?? [])].sort((a, b) => b.lengthMm - a.lengthMm);
  return offered
    .filter((c) => c.lengthMm !== corridorMm && judge({ corridorMm: c.lengthMm }))
    .slice(0, 1)
    .map((c) => ({
      change: { kind: 'corridor', corridorMm: c.lengthMm },
      finding: finding('SUGGEST_CORRIDOR', 'corridor', { value: c.lengthMm, min: c.minFittingHeightMm }),
    }));
};

/** The fewest treatments that are in the way: one left out, or one that is needed besides. */
const treatmentsOff: Attempt = ({ treatments = [] }, reasons, { bench, judge }) => {
  const names = bench.rules.treatments;
  const suggestions: Suggestion[] = [];
  if (!reasons.some(({ field }) => field.startsWith('treatments.'))) return [];
  const say = (code: string, id: TreatmentId, after: TreatmentId[]) =>
    suggestions.push({
      change: { kind: 'treatments', treatments: after },
      finding: finding(code, `treatments.${id}`, { treatment: names[id].name }),
    });
  for (const id of treatments)
    for (const group of names[id].needs)
      for (const needed of group) {
        const after = [...treatments, needed];
        if (!treatments.includes(needed) && judge({ treatments: after })) say('SUGGEST_WITH', needed, after);
      }
  for (const id of treatments) {
    const after = treatments.filter((one) => one !== id);
    if (judge({ treatments: after })) say('SUGGEST_WITHOUT', id, after);
  }
  return suggestions.slice(0, 2);
};

/** Materials nearest in index first: what somebody chose says what they care for. */
const materialsTried: Attempt = (request, reasons, { bench, judge, sources }) => {
  const { material } = request;
  if (!material) return [];
  const { materials, rims } = bench.rules;
  const own = materials[material];
  const others = (sources.materials ?? materialIds)
    .filter((id) => id !== material)
    .map((id) => materials[id])
    .sort(
      (a, b) =>
        Math.abs(a.nominalIndex - own.nominalIndex) - Math.abs(b.nominalIndex - own.nominalIndex) ||
        a.nominalIndex - b.nominalIndex,
    );
  const suggestions: Suggestion[] = [];
  for (const other of others) {
    if (suggestions.length >= 2) break;
    if (!judge({ material: other.id })) continue;
    const plan = bench.plan(other, designOf(request, bench), request.treatments ?? []);
    const params: Record<string, FindingParam> = { material: other.name };
    let code = 'SUGGEST_MATERIAL';
    if (plan && concerns(reasons, 'BLANK_TOO_SMALL')) {
      code = 'SUGGEST_MATERIAL_BLANK';
      params.largest = Math.min(plan.od.largestMm, plan.os.largestMm);
    } else if (plan && concerns(reasons, 'EDGE_TOO_THICK')) {
      code = 'SUGGEST_MATERIAL_EDGE';
      params.value = Math.max(...EYES.map((eye) => bench.maxEdgeMm(plan, eye, other) ?? 0));
      params.max = rims[request.frame.rim].maxEdgeMm ?? 0;
    } else if (concerns(reasons, 'SPHERE_NOT_OFFERED')) {
      code = 'SUGGEST_MATERIAL_POWER';
      params.min = other.minPower;
      params.max = other.maxPower;
    }
    suggestions.push({ change: { kind: 'material', material: other.id }, finding: finding(code, 'material', params) });
  }
  return suggestions;
};

const designOf = (request: MakingRequest, bench: Bench): LensDesign | undefined =>
  request.design && bench.rules.designs[request.design];

const designsTried: Attempt = (request, _, { bench, judge, sources }) => {
  const { design } = request;
  if (!design) return [];
  const own = bench.rules.designs[design];
  const sameUse = designIds.filter((id) => bench.rules.designs[id].use === own.use);
  const other = (sources.designs ?? sameUse).find(
    (id) => id !== design && judge({ design: id, corridorMm: undefined }),
  );
  if (!other) return [];
  const { name } = bench.rules.designs[other];
  return [
    { change: { kind: 'design', design: other }, finding: finding('SUGGEST_DESIGN', 'design', { design: name }) },
  ];
};

const framesTried: Attempt = (request, reasons, { judge, sources }) => {
  const fitting = (sources.frames ?? []).find(({ frame }) => judge({}, frame));
  if (fitting)
    return [
      {
        change: { kind: 'frame', frameId: fitting.id },
        finding: finding('SUGGEST_FRAME', 'frame', { frame: fitting.name }),
      },
    ];
  const tooWide = concerns(reasons, 'BLANK_TOO_SMALL');
  const tooLow = concerns(reasons, 'LENS_HEIGHT_TOO_SMALL');
  const size = (code: string, params: Record<string, FindingParam>): Suggestion[] => [
    { change: { kind: 'frame-size' }, finding: finding(code, 'frame', params) },
  ];
  if (tooLow) return size('SUGGEST_FRAME_HIGHER', { min: Number(tooLow.params.min) });
  if (!tooWide) return [];
  // The largest smaller size of the same model that can be made, found by halving: each try costs a judgement.
  const fits = (narrower: number) => judge({}, narrowed(request.frame, narrower));
  if (!fits(NARROWEST_MM)) return [];
  let [tooWideBy, narrower] = [0, NARROWEST_MM];
  while (narrower - tooWideBy > 1) {
    const middle = Math.ceil((tooWideBy + narrower) / 2);
    if (fits(middle)) narrower = middle;
    else tooWideBy = middle;
  }
  return size('SUGGEST_FRAME_NARROWER', { value: narrower, max: request.frame.eyeSizeMm - narrower });
};

/** Frames of one model differ by less. */
const NARROWEST_MM = 12;

const known = new WeakMap<FrameGeometry, Map<number, FrameGeometry>>();

/** The smaller frame; the same one each time, so that what was found out about it is found again. */
function narrowed(frame: FrameGeometry, narrowerMm: number): FrameGeometry {
  const sizes = known.get(frame) ?? new Map<number, FrameGeometry>();
  const size = sizes.get(narrowerMm) ?? scaled(frame, narrowerMm);
  known.set(frame, sizes.set(narrowerMm, size));
  return size;
}

/** The frame as its maker would make it smaller: same shape, same bridge. */
function scaled(frame: FrameGeometry, narrowerMm: number): FrameGeometry {
  const eyeSizeMm = frame.eyeSizeMm - narrowerMm;
  const share = eyeSizeMm / frame.eyeSizeMm;
  return {
    ...frame,
    eyeSizeMm,
    lensHeightMm: frame.lensHeightMm * share,
    ...(frame.effectiveDiameterMm === undefined ? {} : { effectiveDiameterMm: frame.effectiveDiameterMm * share }),
    ...(frame.outline ? { outline: { radii: frame.outline.radii.map((radius) => radius * share) } } : {}),
  };
}
