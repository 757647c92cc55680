/**
 * What is measured, as documents a client would persist. Variables are filled from the seeded shop.
 * Each has a floor: the same rows by one hand-written statement behind one fastify route (floor.ts).
 */
export const scenarios = {
  'product list': {
    floor: '/products',
    query: `query BenchProductList { products(filter: { kinds: [FRAME] }, sort: NAME, first: 24) { totalCount pageInfo { hasNextPage endCursor }
      edges { cursor node { id slug name brand { name } priceRange { min { amount currencyCode } max { amount currencyCode } } defaultVariant { id sku availability { inStock low promiseDays } } picture { url srcSet alt width height } options { name values { value label swatch } } } } } }`,
  },
  'product detail': {
    floor: '/products/:slug',
    query: `query BenchProductDetail($slug: String!) { product(slug: $slug) { id slug name description brand { name } frame { shape rim material audience weightGrams prescriptionReady }
      media { url srcSet alt width height view } specifications { group name value } rating { average count }
      variants { id sku name selections { name value label swatch } price { amount currencyCode } frameSize { label eyeSizeMm lensHeightMm dblMm templeLengthMm outlineHundredthsMm } availability { inStock low availableQuantity promiseDays } } } }`,
  },
  'search with facets': {
    floor: '/search?q=:words',
    query: `query BenchSearch($words: String!) { products(query: $words, filter: { kinds: [FRAME] }, first: 24) { totalCount facets { name values { value label count } } ranges { name min max }
      edges { node { id slug name priceRange { min { amount currencyCode } } } matchedVariant { id sku price { amount currencyCode } } } } }`,
  },
  cart: {
    floor: '/cart',
    query: `query BenchCart { cart { id version itemCount lines { id title quantity unitPrice { amount currencyCode } total { amount currencyCode } variant { id sku media { url } } } totals { subtotal { amount currencyCode } discount { amount currencyCode } total { amount currencyCode } } } }`,
  },
  'latest 50 orders': {
    floor: '/orders',
    query: `query BenchOrders { orders(first: 50) { totalCount edges { node { id number status placedAt email totals { total { amount currencyCode } } customer { id name } lines { id title quantity } } } } }`,
  },
} as const;

/** What people look for; each request takes the next, so that no search profits from the one before it. */
export const searchedWords = [
  'round titanium',
  'square acetate',
  'black',
  'round',
  'titanium',
  'small',
  'cat eye',
  'oval',
  'rimless',
  'metal frame',
  'tortoise',
  'aviator',
];

export type ScenarioName = keyof typeof scenarios;
