import { graphql } from '../../graph/tada.ts';

export const orderRow = graphql(`
  fragment OrderRow on Order {
    id number status channel email createdAt placedAt promiseDate version
    shippingAddress { name city countryCode }
    totals { total { amount currencyCode } }
    lines { id title quantity requiresLab }
    awaitedPrescriptions { state overdue dueAt }
  }
`);
