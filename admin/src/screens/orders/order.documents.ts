import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

const orderAddress = graphql(`
  fragment OrderAddress on Address { name company line1 line2 city region postalCode countryCode phone }
`);

const orderShipment = graphql(`
  fragment OrderShipment on Shipment {
    id status carrier service trackingCode trackingUrl labelUrl estimatedDelivery shippedAt deliveredAt
    cost { amount currencyCode }
    events { at location message status }
  }
`);

/** Parts that a role may not read are left out of the question, not asked for and refused. */
export const orderQuery = graphql(
  `query Order($number: String!, $money: Boolean!, $shipping: Boolean!, $returns: Boolean!, $lab: Boolean!, $picking: Boolean!, $people: Boolean!, $measured: Boolean!) {
    order(number: $number) {
      id number status channel email createdAt placedAt promiseDate cancellable version
      promises {
        madeAt promisedOn queueDays stageDays blankDays handlingDays transitDays marginDays transitFrom
        productionError blankError handlingError carrierError totalError
      }
      customer @include(if: $people) { id name phone }
      shippingAddress { ...OrderAddress }
      billingAddress { ...OrderAddress }
      shippingMethod { id label carrier service estimatedDelivery guaranteed amount { amount currencyCode } }
      totals {
        taxIncluded
        subtotal { amount currencyCode } discount { amount currencyCode } shipping { amount currencyCode }
        tax { amount currencyCode } total { amount currencyCode } taxLines { label amount { amount currencyCode } }
      }
      coupons { code label amount { amount currencyCode } }
      lines {
        id title detail sku quantity cancelledQuantity canCancel cancelCosts requiresLab returnableQuantity returnReasons { code label }
        cancellations { id quantity reason by at refundFailed refund { amount currencyCode } cost { amount currencyCode } }
        unitPrice { amount currencyCode } total { amount currencyCode }
        components { code label amount { amount currencyCode } }
        discounts { code label amount { amount currencyCode } }
        lens { designId designName materialId materialName treatmentIds treatmentNames use rush heightKind said { band } }
        measurement @include(if: $measured) {
          measurementId method measuredAt measuredBy inThisFrame pdOdMm pdOsMm nearPdOdMm nearPdOsMm heightKind heightOdMm heightOsMm
          vertexMm refractedVertexMm pantoscopicTiltDegrees faceFormDegrees
        }
        contactLens { eye power cylinder axis add baseCurveMm diameterMm colour }
        prescription @include(if: $lab) { id status od { eye sphere cylinder axis add } os { eye sphere cylinder axis add } pd { binocularMm odMm osMm } }
      }
      awaitedPrescriptions {
        orderLineId state askedAt dueAt overdue rejected receivedAt costsMore { amount currencyCode }
        prescription @include(if: $measured) { id status history { kind actor note } }
        pricesByBand { band maxPower maxCylinder unitPrice { amount currencyCode } refund { amount currencyCode } more { amount currencyCode } }
      }
      payments { id method last4 status createdAt amount { amount currencyCode } refunded { amount currencyCode } }
      journal @include(if: $money) { id at kind memo postings { account debit { amount currencyCode } credit { amount currencyCode } } }
      mails @include(if: $money) { id kind subject to status sentAt }
      documents { kind title url }
      shipments @include(if: $shipping) { ...OrderShipment }
      returns @include(if: $returns) { id number status createdAt refund { amount currencyCode } }
      labJobs @include(if: $lab) { id number status trayCode dueOn late holdReasons }
      pickTasks @include(if: $picking) { id number status destination assignedTo waitsFor }
      history { at actor kind text }
    }
  }`,
  [orderAddress, orderShipment],
);

export const sendPrescription = graphql(
  `mutation SendPrescription($orderId: ID!, $lineId: ID!, $prescriptionId: ID!, $confirmed: [String!], $because: String) {
    sendPrescription(orderId: $orderId, orderLineId: $lineId, prescriptionId: $prescriptionId, confirmedWarnings: $confirmed, borneBecause: $because) {
      ... on Order { id version }
      ...RefusalFields
    }
  }`,
  [refusalFields],
);
export const addOrderNote = graphql(
  `mutation AddOrderNote($id: ID!, $text: String!) { addOrderNote(id: $id, text: $text) { ... on Order { id version } ...RefusalFields } }`,
  [refusalFields],
);
export const cancelOrder = graphql(
  `mutation CancelOrder($id: ID!, $reason: String!) { cancelOrder(id: $id, reason: $reason) { ... on Order { id status version } ...RefusalFields } }`,
  [refusalFields],
);
export const cancelOrderLine = graphql(
  `mutation CancelOrderLine($orderId: ID!, $lineId: ID!, $keep: Int!, $reason: String!, $cost: Decimal) {
    cancelOrderLine(orderId: $orderId, orderLineId: $lineId, keep: $keep, reason: $reason, cost: $cost) {
      ... on Order { id status version }
      ...RefusalFields
    }
  }`,
  [refusalFields],
);
export const quoteShipment = graphql(
  `mutation QuoteShipment($orderId: ID!) {
    quoteShipment(orderId: $orderId) {
      ... on ShipmentQuote {
        orderId promiseDate recommendedRateId
        rates { id carrier service label deliveryDays estimatedDelivery guaranteed amount { amount currencyCode } }
      }
      ...RefusalFields
    }
  }`,
  [refusalFields],
);
export const buyLabel = graphql(
  `mutation BuyLabel($orderId: ID!, $rateId: ID!) {
    buyLabel(orderId: $orderId, rateId: $rateId) { ... on Shipment { id status trackingCode labelUrl } ...RefusalFields }
  }`,
  [refusalFields],
);
export const markShipped = graphql(
  `mutation MarkShipped($shipmentId: ID!) { markShipped(shipmentId: $shipmentId) { ... on Shipment { id status shippedAt } ...RefusalFields } }`,
  [refusalFields],
);
export const voidLabel = graphql(
  `mutation VoidLabel($shipmentId: ID!) { voidLabel(shipmentId: $shipmentId) { ... on Shipment { id status } ...RefusalFields } }`,
  [refusalFields],
);
export const requestReturn = graphql(
  `mutation RequestReturn($orderId: ID!, $lines: [ReturnLineInput!]!) {
    requestReturn(orderId: $orderId, lines: $lines) { ... on Return { id number status } ...RefusalFields }
  }`,
  [refusalFields],
);
