import { graphql } from '../graph/tada.ts';

export const paletteSearch = graphql(`
  query PaletteSearch($query: String!, $orders: Boolean!, $lab: Boolean!, $customers: Boolean!, $stock: Boolean!, $purchasing: Boolean!, $picking: Boolean!) {
    orders(filter: { query: $query }, first: 5) @include(if: $orders) {
      edges { node { id number status shippingAddress { name } } }
    }
    labJobs(filter: { query: $query }, first: 5) @include(if: $lab) { edges { node { id number trayCode status } } }
    byTray: labJob(trayCode: $query) @include(if: $lab) { id number trayCode status }
    customers(query: $query, first: 5) @include(if: $customers) { edges { node { id name email } } }
    stockLevels(filter: { query: $query }, first: 5) @include(if: $stock) { edges { node { id sku itemName location { code } } } }
    purchaseOrder(number: $query) @include(if: $purchasing) { id number status }
    pickTask(number: $query) @include(if: $picking) { id number status }
  }
`);
