import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

const returnRow = graphql(`
  fragment ReturnRow on Return {
    id number status createdAt trackingCode refund { amount currencyCode }
    order { id number shippingAddress { name } }
    lines { quantity reasonText orderLine { id title } }
  }
`);
export const returnsQuery = graphql(
  `query Returns($status: [ReturnStatus!], $first: Int!, $after: String) {
    returns(status: $status, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { ...ReturnRow } } }
  }`,
  [returnRow],
);
export const returnQuery = graphql(`
  query Return($id: ID!) {
    return(id: $id) {
      id number status createdAt trackingCode labelUrl refund { amount currencyCode }
      order { id number email status shippingAddress { name } }
      lines { quantity reasonText verdict restock refund { amount currencyCode } orderLine { id title detail sku quantity total { amount currencyCode } } }
      history { at actor kind text }
    }
  }
`);
export const approveReturn = graphql(
  `mutation ApproveReturn($id: ID!) { approveReturn(id: $id) { ... on Return { id status } ...RefusalFields } }`,
  [refusalFields],
);
export const rejectReturn = graphql(
  `mutation RejectReturn($id: ID!, $reason: String!) { rejectReturn(id: $id, reason: $reason) { ... on Return { id status } ...RefusalFields } }`,
  [refusalFields],
);
export const receiveReturn = graphql(
  `mutation ReceiveReturn($id: ID!) { receiveReturn(id: $id) { ... on Return { id status } ...RefusalFields } }`,
  [refusalFields],
);
export const inspectReturn = graphql(
  `mutation InspectReturn($id: ID!, $lines: [InspectReturnLineInput!]!) {
    inspectReturn(id: $id, lines: $lines) { ... on Return { id status refund { amount currencyCode } } ...RefusalFields }
  }`,
  [refusalFields],
);
