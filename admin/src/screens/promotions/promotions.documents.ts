import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

const promotionRow = graphql(`
  fragment PromotionRow on Promotion {
    id name couponCode: code active percentOff startsAt endsAt timesUsed usageLimit
    amountOff { amount currencyCode } minimumSubtotal { amount currencyCode }
  }
`);
export const promotionsQuery = graphql(
  `query Promotions($first: Int!, $after: String) {
    promotions(first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { ...PromotionRow } } }
  }`,
  [promotionRow],
);
export const createPromotion = graphql(
  `mutation CreatePromotion($input: CreatePromotionInput!) { createPromotion(input: $input) { ... on Promotion { ...PromotionRow } ...RefusalFields } }`,
  [promotionRow, refusalFields],
);
export const endPromotion = graphql(
  `mutation EndPromotion($id: ID!) { endPromotion(id: $id) { ... on Promotion { ...PromotionRow } ...RefusalFields } }`,
  [promotionRow, refusalFields],
);
