import { refusalFragment } from '../../../../cart/cart.documents.ts';
import { graphql } from '../../../../graph/tada.ts';

export const orderFragment = graphql(`
  fragment OrderFields on Order @_unmask {
    id
    number
    status
    email
    placedAt
    createdAt
    promiseDate
    cancellable
    shippingAddress { name company line1 line2 city region postalCode countryCode }
    shippingMethod { label carrier service }
    lines {
      id
      title
      detail
      quantity
      cancelledQuantity
      canCancel
      cancellations { id quantity refundFailed refund { amount currencyCode } }
      returnableQuantity
      returnReasons { code label }
      requiresLab
      total { amount currencyCode }
      lens { designId designName materialId materialName treatmentIds treatmentNames use rush
        colours { treatmentId colourCode absorptionPercent }
      }
      contactLens { eye power cylinder axis baseCurveMm diameterMm }
      variant { id sku product { slug } media { id url srcSet alt width height view } }
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
    awaitedPrescriptions {
      orderLineId
      state
      rejected
      needsSignIn
      receivedAt
      costsMore { amount currencyCode }
      prescription { id history { kind note } }
      pricesByBand { band refund { amount currencyCode } more { amount currencyCode } }
    }
    payments { id method last4 status amount { amount currencyCode } refunded { amount currencyCode } }
    shipments { id carrier service status trackingCode trackingUrl estimatedDelivery deliveredAt events { at message location status } }
    labProgress { jobNumber label stage expectedOn stages { label at done current } }
    documents { kind title url }
    returns { id number status labelUrl trackingCode refund { amount currencyCode } lines { quantity orderLine { id title } } }
    history { at kind text }
  }
`);

export const orderDocument = graphql(
  `query StorefrontOrder($number: String!) { order(number: $number) { ...OrderFields } }`,
  [orderFragment],
);

export const orderChangedDocument = graphql(
  `subscription StorefrontOrderChanged($id: ID!, $after: String) {
    orderChanged(id: $id, after: $after) { cursor kind order { ...OrderFields } }
  }`,
  [orderFragment],
);

export const requestReturnDocument = graphql(
  `mutation StorefrontRequestReturn($orderId: ID!, $lines: [ReturnLineInput!]!) {
    requestReturn(orderId: $orderId, lines: $lines) { __typename ... on Return { id number status } ...RefusalFields }
  }`,
  [refusalFragment],
);

export const cancelOrderDocument = graphql(
  `mutation StorefrontCancelOrder($id: ID!, $reason: String!) {
    cancelOrder(id: $id, reason: $reason) { __typename ... on Order { id status } ...RefusalFields }
  }`,
  [refusalFragment],
);

export const cancelOrderLineDocument = graphql(
  `mutation StorefrontCancelOrderLine($orderId: ID!, $lineId: ID!, $keep: Int!, $reason: String!) {
    cancelOrderLine(orderId: $orderId, orderLineId: $lineId, keep: $keep, reason: $reason) {
      __typename
      ... on Order { id status }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);

export const sendPrescriptionDocument = graphql(
  `mutation StorefrontSendPrescription($orderId: ID!, $lineId: ID!, $prescriptionId: ID!, $confirmed: [String!]) {
    sendPrescription(orderId: $orderId, orderLineId: $lineId, prescriptionId: $prescriptionId, confirmedWarnings: $confirmed) {
      __typename
      ... on Order { id }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);
