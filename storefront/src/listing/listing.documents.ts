import { graphql } from '../graph/tada.ts';

export const productCardFragment = graphql(`
  fragment ProductCard on Product @_unmask {
    id
    slug
    name
    kind
    brand { name }
    priceRange { min { amount currencyCode } max { amount currencyCode } }
    rating { average count }
    options { name label values { value label swatch } }
  }
`);

export const matchedVariantFragment = graphql(`
  fragment MatchedVariant on Variant @_unmask {
    id
    sku
    price { amount currencyCode }
    compareAtPrice { amount currencyCode }
    frameSize { label }
    availability { inStock }
    media { id url srcSet alt width height view }
  }
`);

export const productListDocument = graphql(
  `
    query StorefrontProductList($query: String, $filter: ProductFilter, $sort: ProductSort!, $first: Int!, $after: String) {
      products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) {
        totalCount
        suggestion
        facets { name label values { value label count selected swatch } }
        ranges { name label unit min max }
        edges { cursor node { ...ProductCard } matchedVariant { ...MatchedVariant } }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [productCardFragment, matchedVariantFragment],
);

export const newestProductsDocument = graphql(
  `
    query StorefrontHome {
      products(filter: { kinds: [FRAME] }, sort: NEWEST, first: 8) {
        edges { node { ...ProductCard } matchedVariant { ...MatchedVariant } }
      }
      sensors: products(filter: { kinds: [SENSOR] }, sort: RELEVANCE, first: 2) {
        edges { node { ...ProductCard } matchedVariant { ...MatchedVariant } }
      }
      collections { id slug name description }
    }
  `,
  [productCardFragment, matchedVariantFragment],
);

export const collectionDocument = graphql(`
  query StorefrontCollection($slug: String!) {
    collection(slug: $slug) { id slug name description }
  }
`);

export const suggestionsDocument = graphql(`
  query StorefrontSuggestions($query: String!) {
    searchSuggestions(query: $query, first: 6) { text product { id slug name } }
  }
`);
