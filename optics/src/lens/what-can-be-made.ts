import type { FrameGeometry } from '../frame/frame.types.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import { EYES, type Eye } from '../prescription/prescription.types.ts';
import { type DesignId, designIds, designs, type LensDesign } from './designs.ts';
import { type Bench, openBench } from './making-bench.ts';
import { checkMaking, type MakingCheck, type MakingRequest, passesMaking } from './making-checks.ts';
import { defaultMakingRules } from './making-rules.ts';
import { type MaterialId, materialIds, materials } from './materials.ts';
import { type Judge, type Suggestion, type SuggestionSources, suggestionsFor } from './suggestions.ts';
import type { ThicknessProfile } from './thickness.ts';
import { type TreatmentId, treatmentIds, treatmentReasons, treatments } from './treatments.ts';

export type Possibility = { possible: true } | { possible: false; reasons: Finding[]; suggestions: Suggestion[] };

export interface WhatCanBeMade {
  designs: Record<DesignId, Possibility>;
  materials: Record<MaterialId, Possibility>;
  treatments: Record<TreatmentId, Possibility>;
  /** Corridors of the chosen design by length in mm. */
  corridors: Record<number, Possibility>;
  /** The choice as a whole, judged as at order. */
  choice: Possibility;
  /** Worth knowing, blocks nothing: thick edges, wide decentration. */
  notices: Finding[];
}

/**
 * For every design, material, treatment and corridor: can it be made with the rest of the choice, and if not, why, in numbers
 * ("needs a 75 mm blank; 1.74 stocks 70"), and what to change. Each dimension is judged against what is chosen in the others, so a
 * screen can grey out exactly the impossible options. The same rules decide at price, at order and in the lab.
 * @param sources where suggestions are taken from; `null` for none
 * @param bench of a caller that goes on to ask for thickness; a new one when absent
 */
export function whatCanBeMade(
  request: MakingRequest,
  sources: SuggestionSources | null = {},
  bench: Bench = benchFor(request),
): WhatCanBeMade {
  const { rules } = bench;
  const judge = judgeOn(request, bench, sources, everyReason);
  const judgeOption = judgeOn(request, bench, sources, notOfTreatments);
  const chosen = request.treatments ?? [];
  const material = request.material && rules.materials[request.material];
  const design = request.design && rules.designs[request.design];
  const plain = (reasons: Finding[]): Possibility =>
    reasons.length === 0 ? { possible: true } : { possible: false, reasons, suggestions: [] };
  return {
    designs: record(designIds, (id) => judgeOption({ design: id, corridorMm: undefined })),
    materials: record(materialIds, (id) => judgeOption({ material: id })),
    treatments: record(treatmentIds, (id) =>
      plain(treatmentReasons(id, { material, design, chosen }, { checksNeeds: false, treatments: rules.treatments })),
    ),
    corridors: Object.fromEntries(
      (design?.corridors ?? []).map((c) => [c.lengthMm, judgeOption({ corridorMm: c.lengthMm })]),
    ),
    choice: judge({}),
    notices: noticesFor(request, bench),
  };
}

/** A bench that holds what stays the same while this request's options are judged. */
export const benchFor = (request: MakingRequest): Bench =>
  openBench(
    { rx: request.rx ?? null, pd: request.pd ?? null, frame: request.frame, heights: request.heights },
    request.rules ?? defaultMakingRules,
  );

/** Why this choice cannot be made; empty when it can. */
export const reasonsAgainst = (request: MakingRequest, bench: Bench = benchFor(request)): Finding[] =>
  reasonsOf(checkMaking(request, bench, true));

const reasonsOf = (checks: readonly MakingCheck[]): Finding[] => checks.flatMap(({ reason }) => reason ?? []);

/** Every rule that was asked, passed or not, with its numbers; and what would help. */
export function explainMaking(
  request: MakingRequest,
  sources: SuggestionSources = {},
): { version: string; checks: MakingCheck[]; suggestions: Suggestion[]; notices: Finding[] } {
  const bench = benchFor(request);
  const checks = checkMaking(request, bench, false);
  const reasons = reasonsOf(checks);
  const judge = verdictsOn(request, bench, everyReason);
  return {
    version: bench.rules.version,
    checks,
    suggestions: suggestionsFor(request, reasons, { bench, judge, sources }),
    notices: noticesFor(request, bench),
  };
}

type Counts = (reason: Finding) => boolean;
const everyReason: Counts = () => true;
/** An option next to treatments that will be chosen anew: they say what stock can serve, but do not refuse it. */
const notOfTreatments: Counts = ({ field }) => !field.startsWith('treatments.');

/** Whether the request with a change can be made, in its own frame or another one; each combination judged once. */
function verdictsOn(request: MakingRequest, bench: Bench, counts: Counts): Judge {
  const perFrame = new Map<FrameGeometry, Map<string, boolean>>();
  return (change, frame = request.frame) => {
    const asked = { ...request, ...change, frame };
    const known = perFrame.get(frame) ?? new Map<string, boolean>();
    perFrame.set(frame, known);
    const key = String([asked.design, asked.material, asked.corridorMm, asked.treatments]);
    let passes = known.get(key);
    if (passes === undefined) {
      passes = passesMaking(asked, bench.inFrame(frame), counts);
      known.set(key, passes);
    }
    return passes;
  };
}

function judgeOn(request: MakingRequest, bench: Bench, sources: SuggestionSources | null, counts: Counts) {
  const verdict = verdictsOn(request, bench, counts);
  return (change: Partial<MakingRequest>): Possibility => {
    if (verdict(change)) return { possible: true };
    const asked = { ...request, ...change };
    const reasons = reasonsAgainst(asked, bench).filter(counts);
    if (!sources) return { possible: false, reasons, suggestions: [] };
    const judge: Judge = (more, frame) => verdict({ ...change, ...more }, frame);
    return { possible: false, reasons, suggestions: suggestionsFor(asked, reasons, { bench, judge, sources }) };
  };
}

const record = <K extends string>(keys: readonly K[], value: (key: K) => Possibility) =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, Possibility>;

/** Thickness of one lens of the choice; null while something is missing or the curves cannot span the shape. */
export function thicknessOf(
  eye: Eye,
  request: MakingRequest,
  bench: Bench = benchFor(request),
): ThicknessProfile | null {
  const material = request.material && bench.rules.materials[request.material];
  const plan = material ? bench.plan(material, designOf(request, bench), request.treatments ?? []) : null;
  return material && plan ? bench.profile(plan, eye, material) : null;
}

const designOf = (request: MakingRequest, bench: Bench): LensDesign | undefined =>
  request.design && bench.rules.designs[request.design];

function noticesFor(request: MakingRequest, bench: Bench): Finding[] {
  const { limits, materials: known } = bench.rules;
  const material = known[request.material ?? 'cr39'];
  const plan = bench.plan(material, designOf(request, bench), request.material ? (request.treatments ?? []) : []);
  if (!plan) return [];
  return EYES.flatMap((eye) => {
    const notices: Finding[] = [];
    const { inMm } = plan[eye].centre;
    if (Math.abs(inMm) > limits.noticeDecentrationMm)
      notices.push(finding('DECENTRATION_LARGE', `${eye}.decentration`, { value: Math.abs(inMm) }));
    const edge = request.material ? (bench.maxEdgeMm(plan, eye, material) ?? 0) : 0;
    if (edge > limits.noticeEdgeMm) notices.push(finding('EDGE_THICK', `${eye}.edge`, { value: edge }));
    return notices;
  });
}

/** Names for screens that only hold ids. */
export const nameOf = (id: DesignId | MaterialId | TreatmentId): string =>
  ({ ...designs, ...materials, ...treatments })[id].name;
