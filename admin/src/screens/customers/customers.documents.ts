import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { measurementFields } from '../measurements/measurements.documents.ts';

export const customersQuery = graphql(`
  query Customers($query: String, $first: Int!, $after: String) {
    customers(query: $query, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage }
      edges { node { id name email phone locale createdAt } }
    }
  }
`);
export const customerQuery = graphql(
  `
  query Customer($id: ID!) {
    customer(id: $id) {
      id name email phone birthDate locale createdAt
      addresses { id isDefault address { name company line1 line2 city region postalCode countryCode phone } }
      consents { purpose granted at version }
      prescriptions { id status product issuedOn expiresOn expired prescriberName patientName od { eye sphere cylinder axis add } os { eye sphere cylinder axis add } }
      orders(first: 20) { totalCount edges { node { id number status createdAt totals { total { amount currencyCode } } lines { id title } } } }
      timeline(first: 50) { id at text who { kind name } }
      measurements { ...MeasurementFields }
    }
  }
`,
  [measurementFields],
);
export const addTimelineNote = graphql(
  `mutation AddTimelineNote($customerId: ID!, $text: String!) {
    addTimelineNote(customerId: $customerId, text: $text) { ... on Customer { id } ...RefusalFields }
  }`,
  [refusalFields],
);
