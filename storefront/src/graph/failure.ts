/**
 * Four different things can go wrong on the way to the graph, and each is told differently:
 * network (nothing came back), http (the door said no), graph (a fault inside, with a reference), and a Refusal,
 * which is no failure at all but an answer.
 */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';
  constructor(
    readonly kind: 'network' | 'http' | 'graph',
    message: string,
    readonly reference: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
