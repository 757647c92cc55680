/** One question to one subgraph, as the query plan words it. */
export interface SubgraphRequest<C = unknown> {
  readonly document: string;
  readonly operationName: string | undefined;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: C;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly SubgraphError[] | undefined;
}

/**
 * How the gateway reaches one subgraph: in process or over HTTP. The caller owns the answer's objects and changes them.
 * An implementation throws only when the subgraph could not be asked at all.
 */
export interface DataSource<C = unknown> {
  fetch(request: SubgraphRequest<C>): Promise<SubgraphAnswer> | SubgraphAnswer;
  /** Live answers, or one answer that says why there are none. `return()` must end a pending `next()`. */
  subscribe?(request: SubgraphRequest<C>): Promise<AsyncIterator<SubgraphAnswer> | SubgraphAnswer>;
  close?(): Promise<void>;
}

export type DataSources<C = unknown> = ReadonlyMap<string, DataSource<C>>;
