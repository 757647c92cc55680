import { graphql } from '../graph/tada.ts';

export const cartFragment = graphql(`
  fragment CartFields on Cart @_unmask {
    __typename
    id
    version
    email
    itemCount
    currencyCode
    needsPrescription
    promiseDate
    issues { code message severity }
    coupons { code label amount { amount currencyCode } }
    lines {
      id
      title
      detail
      quantity
      available
      awaitsPrescription
      unitPrice { amount currencyCode }
      total { amount currencyCode }
      components { code label amount { amount currencyCode } }
      discounts { label amount { amount currencyCode } }
      issues { code message severity }
      lens { designName materialName treatmentNames rush said { maxPower maxCylinder } }
      contactLens { eye power cylinder axis add baseCurveMm diameterMm colour }
      variant { id sku product { slug kind } media { id url srcSet alt width height view } }
    }
    totals {
      subtotal { amount currencyCode }
      discount { amount currencyCode }
      shipping { amount currencyCode }
      tax { amount currencyCode }
      taxIncluded
      taxLines { label ratePercent amount { amount currencyCode } }
      total { amount currencyCode }
    }
    shippingAddress { name company line1 line2 city region postalCode countryCode phone }
    billingAddress { name company line1 line2 city region postalCode countryCode phone }
    selectedRate { id }
    shippingRates { id label carrier service deliveryDays arrivesOn guaranteed amount { amount currencyCode } }
  }
`);

export const refusalFragment = graphql(`
  fragment RefusalFields on Refusal @_unmask {
    __typename
    code
    message
    retryable
    issues { code field message severity }
  }
`);

export const cartDocument = graphql(`query StorefrontCart { cart { ...CartFields } }`, [cartFragment]);

export const addToCartDocument = graphql(
  `mutation StorefrontAddToCart($cartId: ID, $lines: [AddLineInput!]!, $idempotencyKey: String) {
    addToCart(cartId: $cartId, lines: $lines, idempotencyKey: $idempotencyKey) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);

export const updateCartLineDocument = graphql(
  `mutation StorefrontUpdateCartLine($cartId: ID!, $lineId: ID!, $quantity: Int!) {
    updateCartLine(cartId: $cartId, lineId: $lineId, quantity: $quantity) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);

export const removeCartLineDocument = graphql(
  `mutation StorefrontRemoveCartLine($cartId: ID!, $lineId: ID!) {
    removeCartLine(cartId: $cartId, lineId: $lineId) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);

export const applyCouponDocument = graphql(
  `mutation StorefrontApplyCoupon($cartId: ID!, $code: String!) {
    applyCoupon(cartId: $cartId, code: $code) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);

export const removeCouponDocument = graphql(
  `mutation StorefrontRemoveCoupon($cartId: ID!, $code: String!) {
    removeCoupon(cartId: $cartId, code: $code) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);
