import type { FrameGeometry } from '../frame/frame.types.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import { EYES, type Eye } from '../prescription/prescription.types.ts';
import { type DesignId, designIds, designs, type LensDesign } from './designs.ts';
import { type Bench, openBench } from './making-bench.ts';
import { checkMaking, type MakingCheck, type MakingRequest } from './making-checks.ts';
import { defaultMakingRules } from './making-rules.ts';
import { type MaterialId, materialIds, materials } from './materials.ts';
import { type Suggestion, type SuggestionSources, suggestionsFor } from './suggestions.ts';
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
  const judge = judgeOn(request, bench, sources);
  // An option next to treatments that will be chosen anew: they say what stock can serve, but do not refuse it.
  const judgeOption = judgeOn(request, bench, sources, ({ field }) => !field.startsWith('treatments.'));
  const chosen = request.treatments ?? [];
  const material = request.material && rules.materials[request.material];
  const design = request.design && rules.designs[request.design];
  const plain = (reasons: Finding[]): Possibility =>
    reasons.length === 0 ? { possible: true } : { possible: false, reasons, suggestions: [] };
  return {
    designs: record(designIds, (id) => judgeOption({ design: id, corridorMm: undefined })),
    materials: record(materialIds, (id) => judgeOption({ material: id })),
    treatments: record(treatmentIds, (id) =>
      plain(
        treatmentReasons(
          id,
          { material, design, chosen: chosen.filter((c) => c !== id) },
          { checksNeeds: false, treatments: rules.treatments },
        ),
      ),
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
  checkMaking(request, bench, true).flatMap(({ reason }) => reason ?? []);

/** Every rule that was asked, passed or not, with its numbers; and what would help. */
export function explainMaking(
  request: MakingRequest,
  sources: SuggestionSources = {},
): { version: string; checks: MakingCheck[]; suggestions: Suggestion[]; notices: Finding[] } {
  const bench = benchFor(request);
  const checks = checkMaking(request, bench, false);
  const reasons = checks.flatMap(({ reason }) => reason ?? []);
  const judge = reasonsOn(request, bench);
  return {
    version: bench.rules.version,
    checks,
    suggestions: suggestionsFor(request, reasons, { bench, judge, sources }),
    notices: noticesFor(request, bench),
  };
}

/** Reasons against the request with a change, each combination judged once. */
function reasonsOn(request: MakingRequest, bench: Bench) {
  const known = new Map<string, Finding[]>();
  return (change: Partial<MakingRequest>, frame?: FrameGeometry): Finding[] => {
    const asked = { ...request, ...change };
    // Another frame has an outline of its own, and so needs a bench of its own.
    if (frame) return reasonsAgainst({ ...asked, frame });
    const key = [asked.design, asked.material, asked.corridorMm, [...(asked.treatments ?? [])].sort().join('+')].join(
      '|',
    );
    let reasons = known.get(key);
    if (!reasons) {
      reasons = reasonsAgainst(asked, bench);
      known.set(key, reasons);
    }
    return reasons;
  };
}

function judgeOn(
  request: MakingRequest,
  bench: Bench,
  sources: SuggestionSources | null,
  counts: (reason: Finding) => boolean = () => true,
) {
  const all = reasonsOn(request, bench);
  const reasonsWith = (change: Partial<MakingRequest>, frame?: FrameGeometry) => all(change, frame).filter(counts);
  return (change: Partial<MakingRequest>): Possibility => {
    const reasons = reasonsWith(change);
    if (reasons.length === 0) return { possible: true };
    if (!sources) return { possible: false, reasons, suggestions: [] };
    const judge = (more: Partial<MakingRequest>, frame?: FrameGeometry) => reasonsWith({ ...change, ...more }, frame);
    const suggestions = suggestionsFor({ ...request, ...change }, reasons, { bench, judge, sources });
    return { possible: false, reasons, suggestions };
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
    const edge = request.material ? (thicknessOf(eye, request, bench)?.maxEdgeMm ?? 0) : 0;
    if (edge > limits.noticeEdgeMm) notices.push(finding('EDGE_THICK', `${eye}.edge`, { value: edge }));
    return notices;
  });
}

/** Names for screens that only hold ids. */
export const nameOf = (id: DesignId | MaterialId | TreatmentId): string =>
  ({ ...designs, ...materials, ...treatments })[id].name;
