import { cartFragment, refusalFragment } from '../../../cart/cart.documents.ts';
import { graphql } from '../../../graph/tada.ts';

export const checkoutPersonDocument = graphql(`
  query StorefrontCheckoutPerson {
    me {
      email
      name
      phone
      addresses { id isDefault address { name company line1 line2 city region postalCode countryCode phone } }
    }
  }
`);

export const checkAddressDocument = graphql(
  `query StorefrontCheckAddress($address: AddressInput!) {
    checkAddress(address: $address) {
      __typename
      ... on AddressCheck {
        verified
        issues { code field message severity }
        suggestion { name company line1 line2 city region postalCode countryCode phone }
      }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);

export const setCartAddressesDocument = graphql(
  `mutation StorefrontSetCartAddresses($cartId: ID!, $email: String!, $shipping: AddressInput!, $billing: AddressInput) {
    setCartAddresses(cartId: $cartId, email: $email, shipping: $shipping, billing: $billing) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);

export const selectShippingRateDocument = graphql(
  `mutation StorefrontSelectShippingRate($cartId: ID!, $rateId: ID!) {
    selectShippingRate(cartId: $cartId, rateId: $rateId) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);

export const startCheckoutDocument = graphql(
  `mutation StorefrontStartCheckout($cartId: ID!, $expectedTotal: Decimal!) {
    startCheckout(cartId: $cartId, expectedTotal: $expectedTotal) {
      __typename
      ... on CheckoutSession { id amountMinor currencyCode publishableKey stripeScriptUrl expiresAt }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);

export const cancelCheckoutDocument = graphql(
  `mutation StorefrontCancelCheckout($checkoutId: ID!) {
    cancelCheckout(checkoutId: $checkoutId) { ...CartFields ...RefusalFields }
  }`,
  [cartFragment, refusalFragment],
);

export const confirmPaymentDocument = graphql(
  `mutation StorefrontConfirmPayment($checkoutId: ID!, $confirmationTokenId: String!, $returnUrl: String!) {
    confirmPayment(checkoutId: $checkoutId, confirmationTokenId: $confirmationTokenId, returnUrl: $returnUrl) {
      __typename
      ... on PlacedOrder { accessToken order { id number } }
      ... on PaymentActionRequired { checkoutId clientSecret }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);

export const finishCheckoutDocument = graphql(
  `mutation StorefrontFinishCheckout($checkoutId: ID!) {
    finishCheckout(checkoutId: $checkoutId) {
      __typename
      ... on PlacedOrder { accessToken order { id number } }
      ... on PaymentActionRequired { checkoutId clientSecret }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);
