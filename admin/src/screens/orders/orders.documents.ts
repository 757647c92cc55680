import { graphql } from '../../graph/tada.ts';
import { orderRow } from './order-row.documents.ts';

export const ordersQuery = graphql(
  `query Orders($filter: OrderFilter, $sort: OrderSort, $first: Int!, $after: String) {
    orders(filter: $filter, sort: $sort, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { ...OrderRow } }
    }
  }`,
  [orderRow],
);
