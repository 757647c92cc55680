import { seedOf } from '../../optics/src/dcs/fuzz/seeded-random.ts';
import type { FrameGeometry } from '../../optics/src/frame/frame.types.ts';
import { designIds } from '../../optics/src/lens/designs.ts';
import type { MakingRequest } from '../../optics/src/lens/making-checks.ts';
import { materialIds } from '../../optics/src/lens/materials.ts';
import { explainMaking, reasonsAgainst, thicknessOf, whatCanBeMade } from '../../optics/src/lens/what-can-be-made.ts';
import { EYES } from '../../optics/src/prescription/prescription.types.ts';
import { type RandomQuestion, randomQuestion } from '../../optics/test/agreement/random-request.ts';

/** Bars of the lens builder, milliseconds at the 99th percentile. */
const BARS = { one: 1, list: 20 } as const;

/** Each is asked once and its time counts, whatever came between: collected garbage and interruptions are part of a shop's day. */
const QUESTIONS = 5_000;
/** Of them asked naively, which takes ten times as long. */
const ASKED_NAIVELY = 500;

export interface Latencies {
  p50: number;
  p99: number;
}

type Kind = 'one' | 'naive one' | 'list' | 'naive list';

/**
 * How long what-can-be-made takes in this process, without an installation: one judgement, and the list of every option with reasons
 * and suggestions; each on a frame never seen before, so that nothing is remembered from the last one. Beside each, in the same run,
 * the same asked naively.
 */
export function measureEvaluator(): Record<Kind, Latencies> {
  const questions = Array.from({ length: QUESTIONS }, (_, n) => randomQuestion(seedOf(2026, n)));
  const measure = (ask: (question: RandomQuestion) => unknown, asked = questions): Latencies => {
    const times = asked.map((question) => {
      const fresh = afresh(question);
      const started = performance.now();
      ask(fresh);
      return performance.now() - started;
    });
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? 0;
    return { p50: at(0.5), p99: at(0.99) };
  };
  // As in a shop that has been open for a minute: the engine has seen rimless frames, prisms and progressives before.
  for (const { request, sources } of questions.slice(0, 400)) whatCanBeMade(request, sources);
  return {
    one: measure(({ request }) => reasonsAgainst(request)),
    list: measure(({ request, sources }) => whatCanBeMade(request, sources)),
    'naive one': measure(({ request }) => askNaively(request), questions.slice(0, ASKED_NAIVELY)),
    'naive list': measure(
      ({ request }) => {
        for (const design of designIds) askNaively({ ...request, design });
        for (const material of materialIds) askNaively({ ...request, material });
      },
      questions.slice(0, ASKED_NAIVELY),
    ),
  };
}

/** Every rule with its numbers and both lenses to the last gram, on a frame looked at anew; not even suggestions are asked for. */
function askNaively(request: MakingRequest): void {
  const asked = { ...request, frame: unseen(request.frame) };
  explainMaking(asked, { designs: [], materials: [] });
  for (const eye of EYES) thicknessOf(eye, asked);
}

export function printEvaluator(measured: Record<Kind, Latencies>): void {
  const ms = (value: number) => `${value.toFixed(3).padStart(8)} ms`;
  for (const kind of ['one', 'list'] as const) {
    const [own, naive] = [measured[kind], measured[`naive ${kind}`]];
    const verdict = own.p99 <= BARS[kind] ? 'kept' : 'missed';
    console.log(
      `evaluator, ${kind.padEnd(5)} p50${ms(own.p50)}  p99${ms(own.p99)}  naively p50${ms(naive.p50)}  p99${ms(naive.p99)}` +
        `  ×${(own.p50 / naive.p50).toFixed(2)} of naive, ×${(own.p99 / naive.p99).toFixed(2)} at p99; bar ${BARS[kind]} ms: ${verdict}`,
    );
  }
}

/** The same question about a frame that nobody has seen. */
function afresh({ request, sources }: RandomQuestion): RandomQuestion {
  const frames = sources.frames?.map((other) => ({ ...other, frame: unseen(other.frame) }));
  return { request: { ...request, frame: unseen(request.frame) }, sources: frames ? { ...sources, frames } : sources };
}

const unseen = ({ outline, ...rest }: FrameGeometry): FrameGeometry => ({
  ...rest,
  ...(outline ? { outline: { radii: [...outline.radii] } } : {}),
});
