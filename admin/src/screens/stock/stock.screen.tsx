import { useMemo } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { FragmentOf, ResultOf, VariablesOf } from '../../graph/tada.ts';
import { count, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { locationsQuery, stockLevelsQuery } from './stock.documents.ts';
import type { stockRow } from './stock-row.documents.ts';

type Row = FragmentOf<typeof stockRow>;
const kinds = ['FRAME', 'FINISHED_LENS', 'SEMI_FINISHED_LENS', 'CONTACT_LENS', 'SENSOR', 'ACCESSORY'] as const;
const isLow = (row: Row) => row.reorderPoint !== null && row.available <= row.reorderPoint;

const figure = (
  id: string,
  label: string,
  value: (row: Row) => number | null,
): ListDefinition<Row, never, never>['columns'][number] => ({
  id,
  label,
  width: '5.5rem',
  alignEnd: true,
  cell: (row) => {
    const number = value(row);
    return number === null ? '' : count(number);
  },
  text: value,
});

const base = {
  id: 'stock',
  title: 'Stock',
  document: stockLevelsQuery,
  variables: (values) => ({
    first: 50,
    filter: {
      query: values.query || null,
      kinds: values.kinds ? (values.kinds.split(',') as Row['kind'][]) : null,
      locationId: values.location || null,
      belowReorderPoint: values.low === 'yes' ? true : null,
    },
  }),
  connection: (data) => data.stockLevels,
  idOf: (row) => row.id,
  hrefOf: (row) => `/stock/${row.id}`,
  filters: [],
  columns: [
    {
      id: 'sku',
      label: 'SKU',
      width: '13rem',
      cell: (row) => (
        <Go to={`/stock/${row.id}`} tabIndex={-1}>
          {row.sku}
        </Go>
      ),
      text: (row) => row.sku,
    },
    { id: 'name', label: 'Item', width: 'minmax(12rem,2fr)', cell: (row) => row.itemName, text: (row) => row.itemName },
    { id: 'kind', label: 'Kind', width: '9rem', cell: (row) => sayCode(row.kind), text: (row) => row.kind },
    {
      id: 'location',
      label: 'Place',
      width: '8rem',
      cell: (row) => row.location.name,
      text: (row) => row.location.code,
    },
    { id: 'bin', label: 'Bin', width: '6rem', cell: (row) => row.bin?.code ?? '', text: (row) => row.bin?.code },
    figure('onHand', 'On hand', (row) => row.onHand),
    figure('reserved', '− Reserved', (row) => row.reserved),
    figure('allocated', '− Allocated', (row) => row.allocated),
    {
      id: 'available',
      label: '= Available',
      width: '6.5rem',
      alignEnd: true,
      cell: (row) => (
        <span className={isLow(row) ? 'font-semibold text-bad' : 'font-semibold'}>{count(row.available)}</span>
      ),
      text: (row) => row.available,
    },
    figure('onOrder', 'On order', (row) => row.onOrder),
    figure('reorderPoint', 'Reorder at', (row) => row.reorderPoint),
  ],
  feed: {
    name: 'inventoryFeed',
    pick: (event) => event.stockLevel,
    // New items are rare; a level that is not on the page would only push others away.
    matches: (row, values) => (values.low === 'yes' ? isLow(row) : true) && !values.query,
    newestAt: 'elsewhere',
  },
  empty: { title: 'No items here', hint: 'Search by SKU, name or whole barcode.' },
} satisfies ListDefinition<
  Row,
  ResultOf<typeof stockLevelsQuery>,
  VariablesOf<typeof stockLevelsQuery>,
  'inventoryFeed'
>;

export function StockScreen() {
  const { data } = useLoad(locationsQuery, {});
  const list = useMemo<
    ListDefinition<Row, ResultOf<typeof stockLevelsQuery>, VariablesOf<typeof stockLevelsQuery>, 'inventoryFeed'>
  >(
    () => ({
      ...base,
      filters: [
        { kind: 'search', name: 'query', label: 'SKU, name, barcode' },
        {
          kind: 'choice',
          name: 'kinds',
          label: 'Kind',
          many: true,
          options: kinds.map((value) => ({ value, label: sayCode(value) })),
        },
        {
          kind: 'choice',
          name: 'location',
          label: 'Place',
          options: (data?.locations ?? []).map((location) => ({ value: location.id, label: location.name })),
        },
        { kind: 'toggle', name: 'low', label: 'At or below reorder point' },
      ],
    }),
    [data],
  );
  return <ListScreen list={list} />;
}
