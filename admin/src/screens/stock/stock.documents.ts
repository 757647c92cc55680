import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { stockRow } from './stock-row.documents.ts';

export const stockLevelsQuery = graphql(
  `query StockLevels($filter: StockFilter, $first: Int!, $after: String) {
    stockLevels(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { ...StockRow } }
    }
  }`,
  [stockRow],
);
export const locationsQuery = graphql(`query Locations { locations { id code name kind } }`);
export const stockLevelQuery = graphql(
  `query StockLevel($id: ID!) {
    stockLevel(id: $id) {
      ...StockRow
      movements(first: 100) { id at kind quantity actor reason reference lot }
      variant { id name product { id name } stockLevels { id onHand available location { id name } bin { id code } } }
    }
  }`,
  [stockRow],
);
export const adjustStock = graphql(
  `mutation AdjustStock($sku: String!, $binCode: String!, $delta: Int!, $reason: String!) {
    adjustStock(sku: $sku, binCode: $binCode, delta: $delta, reason: $reason) { ... on StockLevel { ...StockRow } ...RefusalFields }
  }`,
  [stockRow, refusalFields],
);
export const countStock = graphql(
  `mutation CountStock($sku: String!, $binCode: String!, $counted: Int!) {
    countStock(sku: $sku, binCode: $binCode, counted: $counted) { ... on StockLevel { ...StockRow } ...RefusalFields }
  }`,
  [stockRow, refusalFields],
);
export const transferStock = graphql(
  `mutation TransferStock($sku: String!, $fromBin: String!, $toBin: String!, $quantity: Int!) {
    transferStock(sku: $sku, fromBin: $fromBin, toBin: $toBin, quantity: $quantity) { ... on StockLevel { ...StockRow } ...RefusalFields }
  }`,
  [stockRow, refusalFields],
);
