/** One question to both shapes. */
export interface Question {
  name: string;
  as: 'guest' | 'customer' | 'optician' | 'admin' | 'partner' | 'partner without a key';
  query: string;
  variables?: Record<string, unknown>;
  /** A registered operation instead of a document. */
  documentId?: string;
  locale?: 'de';
  /** What a fitting answer is. */
  outcome: 'data' | 'errors' | 'refusal';
}

type Unanswered = Omit<Question, 'outcome'>;

const REFUSAL = '... on Refusal { __typename code message retryable issues { code field severity message } }';

const reads: Unanswered[] = [
  {
    name: 'product list with availability',
    as: 'guest',
    query:
      '{ products(first: 24, sort: NAME) { totalCount edges { cursor node { id slug name kind priceRange { min { amount currencyCode } } defaultVariant { id sku availability { inStock low promiseDays } } } } pageInfo { hasNextPage endCursor } } }',
  },
  {
    name: 'search with facets and ranges',
    as: 'guest',
    query:
      '{ products(query: "round", filter: { kinds: [FRAME] }, first: 12) { totalCount facets { name values { value label count selected } } ranges { name min max unit } edges { node { slug } matchedVariant { sku frameSize { label outlineHundredthsMm } } } } }',
  },
  { name: 'lens options', as: 'guest', query: '{ lensOptions { id kind code name refractiveIndex } }' },
  { name: 'viewer of a guest', as: 'guest', query: '{ viewer { kind roles customer { id } } me { id } }' },
  {
    name: 'a customer with addresses and orders',
    as: 'customer',
    query: '{ me { id name email addresses { id } orders(first: 5) { totalCount } } }',
  },
  { name: 'an unknown order', as: 'guest', query: '{ order(number: "OW-0") { id } }' },
  {
    name: 'skipped and included fields',
    as: 'guest',
    query:
      'query($yes: Boolean!) { products(first: 3, sort: NAME) { edges { node { id name @skip(if: $yes) defaultVariant { sku availability @include(if: $yes) { inStock } } } } } }',
    variables: { yes: true },
  },
  {
    name: 'latest orders with customers, jobs and picks',
    as: 'admin',
    query:
      '{ orders(first: 20) { totalCount edges { node { id number status customer { id name } totals { total { amount currencyCode } } labJobs { number status } pickTasks { number status } lines { sku title variant { id name availability { availableQuantity } } } } } } }',
  },
  {
    name: 'stock with products',
    as: 'admin',
    query:
      '{ stockLevels(first: 20, filter: { kinds: [FRAME] }) { edges { node { sku onHand reserved allocated available variant { id name product { name } } } } } }',
  },
  {
    name: 'suppliers with scorecards',
    as: 'admin',
    query: '{ suppliers { id code name scorecard { linesDue otifPercent score } } }',
  },
  {
    name: 'German names and labels',
    as: 'guest',
    locale: 'de',
    query:
      '{ products(filter: { kinds: [FRAME] }, first: 6, sort: NAME) { facets { name values { value label } } edges { node { slug name description } } } lensOptions { code name } }',
  },
  {
    name: 'partner products',
    as: 'partner',
    query:
      '{ products(first: 5, sort: NAME) { totalCount edges { node { id slug name variants { sku price { amount currencyCode } availability { inStock } } } } } }',
  },
];

const errors: Unanswered[] = [
  { name: 'a forbidden list', as: 'guest', query: '{ customers(first: 1) { totalCount } }' },
  {
    name: 'a list forbidden to customers',
    as: 'customer',
    query: '{ orders(first: 1) { totalCount } stockLevels(first: 1) { totalCount } }',
  },
  { name: 'an error beside data', as: 'guest', query: '{ lensOptions { code } customers(first: 1) { totalCount } }' },
  { name: 'an unknown field', as: 'guest', query: '{ products { nonsense } }' },
  { name: 'a document that is not GraphQL', as: 'guest', query: '{ products(first: ' },
  { name: 'a missing variable', as: 'guest', query: 'query($slug: String!) { product(slug: $slug) { id } }' },
  {
    name: 'a variable of the wrong type',
    as: 'guest',
    query: 'query($first: Int!) { products(first: $first) { totalCount } }',
    variables: { first: 'many' },
  },
  { name: 'a page size beyond the limit', as: 'guest', query: '{ products(first: 100000) { totalCount } }' },
  { name: 'a cursor that is none', as: 'guest', query: '{ products(first: 2, after: "nowhere") { totalCount } }' },
  { name: 'an operation nobody registered', as: 'guest', query: '', documentId: `sha256:${'0'.repeat(64)}` },
  {
    name: 'a document that is too deep',
    as: 'guest',
    query: `{ products(first: 1) { edges { node { ${'defaultVariant { product { '.repeat(12)} id ${'} }'.repeat(12)} } } } }`,
  },
];

const refusals: Unanswered[] = [
  {
    name: 'a wrong prescription, field by field',
    as: 'guest',
    query: `mutation { savePrescription(input: { od: { sphere: "-2.30" }, os: { sphere: "-2.00", cylinder: "-1.00" }, pd: { binocularMm: "82" }, prescriberName: "Dr. Avery Lindqvist" }) { ... on Prescription { __typename id } ${REFUSAL} } }`,
  },
  {
    name: 'the same in German',
    as: 'guest',
    locale: 'de',
    query: `mutation { savePrescription(input: { od: { sphere: "-2.30" }, os: { sphere: "-2.00", cylinder: "-1.00" }, pd: { binocularMm: "82" }, prescriberName: "Dr. Avery Lindqvist" }) { ... on Prescription { __typename id } ${REFUSAL} } }`,
  },
  {
    name: 'a variant that does not exist, for the cart',
    as: 'guest',
    query: `mutation { addToCart(lines: [{ variantId: "variant_01h00000000000000000000000", quantity: 1 }]) { ... on Cart { __typename } ${REFUSAL} } }`,
  },
  {
    name: 'an empty list of lines, in German',
    as: 'guest',
    locale: 'de',
    query: `mutation { addToCart(lines: []) { ... on Cart { __typename } ${REFUSAL} } }`,
  },
  {
    name: 'a coupon for a cart of somebody else',
    as: 'guest',
    query: `mutation { applyCoupon(cartId: "cart_01h00000000000000000000000", code: "NOPE") { ... on Cart { __typename } ${REFUSAL} } }`,
  },
  {
    name: 'payment of an unknown checkout',
    as: 'guest',
    query: `mutation { confirmPayment(checkoutId: "checkout_01h00000000000000000000000", confirmationTokenId: "ctoken_x", returnUrl: "http://localhost/back") { ... on PlacedOrder { __typename } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`,
  },
  {
    name: 'stock moved by a customer',
    as: 'customer',
    query: `mutation { adjustStock(sku: "X", binCode: "Y", delta: 1, reason: "because") { ... on StockLevel { __typename } ${REFUSAL} } }`,
  },
  {
    name: 'stock in a bin that does not exist',
    as: 'admin',
    query: `mutation { adjustStock(sku: "X", binCode: "NO-SUCH-BIN", delta: 1, reason: "because") { ... on StockLevel { __typename } ${REFUSAL} } }`,
  },
  {
    name: 'sign-off of an unknown prescription',
    as: 'optician',
    query: `mutation { signOffPrescription(id: "rx_01h00000000000000000000000") { ... on Prescription { __typename } ${REFUSAL} } }`,
  },
];

const partnerErrors: Unanswered[] = [
  {
    name: 'a partner asks for what partners may not see',
    as: 'partner',
    query: '{ customers(first: 1) { totalCount } }',
  },
  {
    name: 'a partner asks for too much',
    as: 'partner',
    query: `{ ${['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}: products(first: 100) { edges { node { variants { id selections { name } } media { url } } } }`).join(' ')} }`,
  },
  { name: 'no partner key', as: 'partner without a key', query: '{ brands { id } }' },
];

const answered = (outcome: Question['outcome'], list: Unanswered[]): Question[] =>
  list.map((question) => ({ ...question, outcome }));

export const questions: Question[] = [
  ...answered('data', reads),
  ...answered('errors', [...errors, ...partnerErrors]),
  ...answered('refusal', refusals),
];
