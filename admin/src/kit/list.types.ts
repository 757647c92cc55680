import type { DocumentInput } from '@urql/core';
import type { ReactNode } from 'react';
import type { FeedEvents, FeedName } from '../live/live.tsx';

export interface Connection<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
  totalCount: number;
}

/** Values of the filters as they stand in the address. */
export type FilterValues = Readonly<Record<string, string | undefined>>;

export type Filter =
  | { kind: 'search'; name: string; label: string }
  | {
      kind: 'choice';
      name: string;
      label: string;
      options: readonly { value: string; label: string }[];
      many?: boolean;
      always?: boolean;
    }
  | { kind: 'toggle'; name: string; label: string }
  | { kind: 'date'; name: string; label: string };

export interface Column<Row> {
  id: string;
  label: string;
  /** CSS grid track, e.g. "7rem" or "minmax(10rem,2fr)". */
  width: string;
  cell: (row: Row) => ReactNode;
  /** What a spreadsheet gets; without it the column is not exported. */
  text?: (row: Row) => string | number | null | undefined;
  alignEnd?: boolean;
  /** Starts hidden. */
  optional?: boolean;
}

export interface BulkAction<Row> {
  label: string;
  tone?: 'primary' | 'danger';
  run: (rows: readonly Row[], done: () => void) => void;
}

export interface ListFeed<Row, Name extends FeedName> {
  name: Name;
  pick: (event: FeedEvents[Name]) => Row | null | undefined;
  /** Whether the row belongs to the list under these filters; decided here again, so that a change shows at once. */
  matches: (row: Row, values: FilterValues) => boolean;
  newestAt: 'top' | 'bottom' | 'elsewhere';
}

export interface ListDefinition<Row, Data, Variables extends object, Name extends FeedName = FeedName> {
  id: string;
  title: string;
  document: DocumentInput<Data, Variables>;
  /** Without the cursor; the kit adds `after`. */
  variables: (values: FilterValues) => Variables;
  connection: (data: Data) => Connection<Row>;
  idOf: (row: Row) => string;
  hrefOf?: (row: Row) => string;
  columns: readonly Column<Row>[];
  filters: readonly Filter[];
  defaults?: FilterValues;
  feed?: ListFeed<Row, Name>;
  bulk?: readonly BulkAction<Row>[];
  actions?: ReactNode;
  empty: { title: string; hint?: string };
}
