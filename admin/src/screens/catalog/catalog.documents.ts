import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const productsQuery = graphql(`
  query Products($query: String, $filter: ProductFilter, $sort: ProductSort, $first: Int!, $after: String) {
    products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage }
      edges { node {
        id name slug kind published updatedAt brand { id name }
        priceRange { min { amount currencyCode } max { amount currencyCode } }
        variants { id sku }
        defaultVariant { id media { id url alt } }
      } }
    }
  }
`);
export const productQuery = graphql(`
  query Product($id: ID!) {
    product(id: $id) {
      id name slug kind published description seoTitle seoDescription updatedAt
      brand { id name }
      collections { id name }
      frame { shape rim material audience baseCurve weightGrams prescriptionReady }
      specifications { group name value }
      media { id url srcSet alt view width height }
      variants {
        id sku name gtin discontinued weightGrams
        price { amount currencyCode } compareAtPrice { amount currencyCode }
        frameSize { label eyeSizeMm dblMm templeLengthMm lensHeightMm }
        availability { inStock promiseDays availableQuantity backorderable }
      }
    }
  }
`);
export const updateProduct = graphql(
  `mutation UpdateProduct($input: UpdateProductInput!) { updateProduct(input: $input) { ... on Product { id name description published updatedAt } ...RefusalFields } }`,
  [refusalFields],
);
export const setVariantPrice = graphql(
  `mutation SetVariantPrice($variantId: ID!, $amount: Decimal!, $currencyCode: CurrencyCode!) {
    setVariantPrice(variantId: $variantId, amount: $amount, currencyCode: $currencyCode) {
      ... on Variant { id sku price { amount currencyCode } }
      ...RefusalFields
    }
  }`,
  [refusalFields],
);
