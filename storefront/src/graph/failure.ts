export type FailureKind = 'network' | 'busy' | 'http' | 'graph';

/** What a refusal at the door is called that only means: later. */
export const kindOf = (code: unknown): FailureKind => (code === 'OVERLOADED' ? 'busy' : 'graph');

/**
 * Different things can go wrong on the way to the graph, and each is told differently: network (nothing came back), busy (turned away
 * before anything was begun, so asking again is safe), http (the door said no), graph (a fault inside, with a reference), and a
 * Refusal, which is no failure at all but an answer.
 */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly reference: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
