/** Rows of a live list: what is shown, what waits behind the "new" bar, and what no longer belongs but must not vanish under a cursor. */
export interface LiveRows<Row> {
  rows: readonly Row[];
  waiting: readonly Row[];
  left: ReadonlySet<string>;
  total: number;
}

export const emptyRows: LiveRows<never> = { rows: [], waiting: [], left: new Set(), total: 0 };

/**
 * Takes in a changed row. A row that is shown changes in place; a new one goes to its end of the list when nobody is reading there,
 * otherwise it waits. A row that no longer matches stays where it is and is marked.
 */
export function mergeRow<Row>(
  state: LiveRows<Row>,
  row: Row,
  options: {
    idOf: (row: Row) => string;
    matches: boolean;
    mayInsert: boolean;
    newestAt: 'top' | 'bottom' | 'elsewhere';
  },
): LiveRows<Row> {
  const { idOf, matches, mayInsert, newestAt } = options;
  const id = idOf(row);
  const replaced = (rows: readonly Row[]) => rows.map((one) => (idOf(one) === id ? row : one));
  if (state.rows.some((one) => idOf(one) === id)) {
    const left = new Set(state.left);
    if (matches) left.delete(id);
    else left.add(id);
    return { ...state, rows: replaced(state.rows), left };
  }
  if (state.waiting.some((one) => idOf(one) === id)) {
    return matches
      ? { ...state, waiting: replaced(state.waiting) }
      : { ...state, waiting: state.waiting.filter((one) => idOf(one) !== id), total: state.total - 1 };
  }
  if (!matches) return state;
  const total = state.total + 1;
  if (newestAt === 'elsewhere' || !mayInsert) return { ...state, waiting: [row, ...state.waiting], total };
  return { ...state, rows: newestAt === 'top' ? [row, ...state.rows] : [...state.rows, row], total };
}
