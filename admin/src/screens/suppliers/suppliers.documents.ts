import { graphql } from '../../graph/tada.ts';

const supplierScore = graphql(`
  fragment SupplierScore on Supplier {
    id name code email ediKind currencyCode
    scorecard {
      ranked score otifPercent linesOnTimeInFull linesDue defectPpm unitsRejected unitsReceived
      invoiceLinesAtPrice invoiceLines meanLeadTimeDays leadTimeCv
    }
  }
`);
export const suppliersQuery = graphql(`query Suppliers { suppliers { ...SupplierScore } }`, [supplierScore]);
export const supplierQuery = graphql(
  `query Supplier($id: ID!, $query: String) {
    supplier(id: $id) {
      ...SupplierScore
      items(query: $query, first: 100) { id sku supplierSku itemName leadTimeDays minimumQuantity packSize cost { amount currencyCode } }
    }
  }`,
  [supplierScore],
);
