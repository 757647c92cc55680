import {
  benchFor,
  explainMaking,
  reasonsAgainst,
  thicknessOf,
  whatCanBeMade,
} from '../../src/lens/what-can-be-made.ts';
import { EYES } from '../../src/prescription/prescription.types.ts';
import type { RandomQuestion } from './random-request.ts';

/** Everything the evaluator says to one question: the options with reasons and suggestions, every rule asked, the plan, both thicknesses. */
export function completeAnswer({ request, sources }: RandomQuestion) {
  const bench = benchFor(request);
  const material = request.material && bench.rules.materials[request.material];
  const design = request.design && bench.rules.designs[request.design];
  return {
    made: whatCanBeMade(request, sources, bench),
    reasons: reasonsAgainst(request),
    explained: explainMaking(request, sources),
    plan: material ? bench.plan(material, design, request.treatments ?? []) : null,
    thickness: EYES.map((eye) => thicknessOf(eye, request, bench)),
  };
}
