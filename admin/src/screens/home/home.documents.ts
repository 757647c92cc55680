import { graphql } from '../../graph/tada.ts';

/** What waits for each persona; parts that are not theirs are not asked for. */
export const waitingQuery = graphql(`
  query Waiting($orders: Boolean!, $returns: Boolean!, $rx: Boolean!, $picking: Boolean!, $receiving: Boolean!, $buying: Boolean!, $lab: Boolean!) {
    ready: orders(filter: { status: [READY_TO_SHIP] }, sort: PROMISE_DATE, first: 8) @include(if: $orders) {
      totalCount edges { node { id number promiseDate shippingAddress { name } } }
    }
    unpaid: orders(filter: { status: [PENDING_PAYMENT] }, first: 1) @include(if: $orders) { totalCount }
    inProduction: orders(filter: { status: [IN_PRODUCTION] }, sort: PROMISE_DATE, first: 8) @include(if: $orders) {
      totalCount edges { node { id number promiseDate shippingAddress { name } } }
    }
    returns(status: [REQUESTED, RECEIVED], first: 8) @include(if: $returns) {
      totalCount edges { node { id number status createdAt order { id number } } }
    }
    prescriptions(status: [IN_REVIEW], first: 8) @include(if: $rx) {
      totalCount edges { node { id patientName customer { id name } queuedAt createdAt orderNumber expired } }
    }
    pickTasks(status: [OPEN, PICKED], first: 8) @include(if: $picking) {
      totalCount edges { node { id number status destination dueOn orderNumber } }
    }
    receiving: purchaseOrders(status: [SENT, CONFIRMED, PARTIALLY_RECEIVED], first: 8) @include(if: $receiving) {
      totalCount edges { node { id number status requestedOn supplier { id name } } }
    }
    approvals: purchaseOrders(status: [DRAFT, AWAITING_APPROVAL], first: 8) @include(if: $buying) {
      totalCount edges { node { id number status createdBy total { amount currencyCode } supplier { id name } } }
    }
    urgent: replenishmentProposals(urgentOnly: true, first: 8) @include(if: $buying) {
      totalCount edges { node { id sku itemName quantity reason } }
    }
    lateJobs: labJobs(filter: { late: true }, first: 8) @include(if: $lab) {
      totalCount edges { node { id number trayCode status dueOn } }
    }
    heldJobs: labJobs(filter: { status: [ON_HOLD] }, first: 8) @include(if: $lab) {
      totalCount edges { node { id number status holdReasons orderNumber } }
    }
  }
`);
export const salesFiguresQuery = graphql(`
  query SalesFigures($from: Date!, $to: Date!) {
    salesFigures(from: $from, to: $to) {
      from to orders carts returnUnits shippedUnits cartAbandonmentPercent formulaAverageOrderValue
      revenue { amount currencyCode } averageOrderValue { amount currencyCode }
      days { day orders revenue { amount currencyCode } }
      topProducts { sku title units revenue { amount currencyCode } }
    }
  }
`);
export const labFiguresQuery = graphql(`
  query LabFigures($from: Date!, $to: Date!) {
    labFigures(from: $from, to: $to) {
      wip inspected passedFirst firstPassYieldPercent onTime shipped remakes spoiledLenses startedLenses
      medianTurnaroundHours p90TurnaroundHours byStatus { status count late }
    }
  }
`);
