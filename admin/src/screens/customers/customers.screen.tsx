import type { ResultOf, VariablesOf } from '../../graph/tada.ts';
import { instant } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { ListDefinition } from '../../kit/list.types.ts';
import { ListScreen } from '../../kit/list-screen.tsx';
import { customersQuery } from './customers.documents.ts';

type Row = ResultOf<typeof customersQuery>['customers']['edges'][number]['node'];

const list: ListDefinition<Row, ResultOf<typeof customersQuery>, VariablesOf<typeof customersQuery>> = {
  id: 'customers',
  title: 'Customers',
  document: customersQuery,
  variables: (values) => ({ first: 50, query: values.query || null }),
  connection: (data) => data.customers,
  idOf: (row) => row.id,
  hrefOf: (row) => `/customers/${row.id}`,
  filters: [{ kind: 'search', name: 'query', label: 'Name, e-mail, phone' }],
  columns: [
    {
      id: 'name',
      label: 'Name',
      width: 'minmax(10rem,1fr)',
      cell: (row) => (
        <Go to={`/customers/${row.id}`} tabIndex={-1}>
          {row.name}
        </Go>
      ),
      text: (row) => row.name,
    },
    { id: 'email', label: 'E-mail', width: 'minmax(12rem,1fr)', cell: (row) => row.email, text: (row) => row.email },
    { id: 'phone', label: 'Phone', width: '10rem', cell: (row) => row.phone ?? '', text: (row) => row.phone },
    { id: 'locale', label: 'Language', width: '6rem', cell: (row) => row.locale, text: (row) => row.locale },
    {
      id: 'created',
      label: 'Since',
      width: '11rem',
      cell: (row) => instant(row.createdAt),
      text: (row) => row.createdAt,
    },
  ],
  empty: { title: 'Nobody by this name' },
};

export function CustomersScreen() {
  return <ListScreen list={list} />;
}
