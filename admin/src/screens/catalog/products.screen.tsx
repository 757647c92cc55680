import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { count, instant, money, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { productsQuery } from './catalog.documents.ts';

type Row = ResultOf<typeof productsQuery>['products']['edges'][number]['node'];
type Sort = NonNullable<VariablesOf<typeof productsQuery>['sort']>;
const kinds = ['FRAME', 'CONTACT_LENS', 'SENSOR', 'ACCESSORY', 'BUNDLE', 'LENS'] as const;

const list: ListDefinition<Row, ResultOf<typeof productsQuery>, VariablesOf<typeof productsQuery>> = {
  id: 'products',
  title: 'Products',
  document: productsQuery,
  variables: (values) => ({
    first: 50,
    query: values.query || null,
    sort: (values.sort as Sort | undefined) ?? (values.query ? 'RELEVANCE' : 'NAME'),
    filter: {
      kinds: values.kinds ? (values.kinds.split(',') as Row['kind'][]) : null,
      inStock: values.inStock === 'yes' ? true : null,
    },
  }),
  connection: (data) => data.products,
  idOf: (row) => row.id,
  hrefOf: (row) => `/products/${row.id}`,
  filters: [
    { kind: 'search', name: 'query', label: 'Name, brand, SKU' },
    {
      kind: 'choice',
      name: 'kinds',
      label: 'Kind',
      many: true,
      options: kinds.map((value) => ({ value, label: sayCode(value) })),
    },
    {
      kind: 'choice',
      name: 'sort',
      label: 'Sort',
      options: [
        { value: 'NAME', label: 'Name' },
        { value: 'NEWEST', label: 'Newest' },
        { value: 'PRICE_ASC', label: 'Lowest price' },
        { value: 'PRICE_DESC', label: 'Highest price' },
      ],
    },
    { kind: 'toggle', name: 'inStock', label: 'In stock' },
  ],
  columns: [
    {
      id: 'picture',
      label: 'Picture',
      width: '3.5rem',
      cell: (row) => {
        const picture = row.defaultVariant.media[0];
        return (
          picture && (
            <img src={picture.url} alt="" width={48} height={32} loading="lazy" className="h-8 w-12 object-contain" />
          )
        );
      },
    },
    {
      id: 'name',
      label: 'Product',
      width: 'minmax(12rem,2fr)',
      cell: (row) => (
        <Go to={`/products/${row.id}`} tabIndex={-1}>
          {row.name}
        </Go>
      ),
      text: (row) => row.name,
    },
    {
      id: 'brand',
      label: 'Brand',
      width: 'minmax(8rem,1fr)',
      cell: (row) => row.brand.name,
      text: (row) => row.brand.name,
    },
    { id: 'kind', label: 'Kind', width: '8rem', cell: (row) => sayCode(row.kind), text: (row) => row.kind },
    {
      id: 'published',
      label: 'Shop',
      width: '7rem',
      cell: (row) => <Badge code={row.published ? 'ACTIVE' : 'DRAFT'} label={row.published ? 'Published' : 'Hidden'} />,
      text: (row) => (row.published ? 'published' : 'hidden'),
    },
    {
      id: 'variants',
      label: 'Variants',
      width: '5rem',
      alignEnd: true,
      cell: (row) => count(row.variants.length),
      text: (row) => row.variants.length,
    },
    {
      id: 'price',
      label: 'Price',
      width: '11rem',
      alignEnd: true,
      cell: (row) =>
        row.priceRange.min.amount === row.priceRange.max.amount
          ? money(row.priceRange.min)
          : `${money(row.priceRange.min)} – ${money(row.priceRange.max)}`,
      text: (row) => row.priceRange.min.amount,
    },
    {
      id: 'updated',
      label: 'Changed',
      width: '11rem',
      cell: (row) => instant(row.updatedAt),
      text: (row) => row.updatedAt,
    },
  ],
  empty: { title: 'No products here', hint: 'Try fewer filters.' },
};

export function ProductsScreen() {
  return <ListScreen list={list} />;
}
