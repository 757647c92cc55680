import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const requestVerification = graphql(
  `mutation RequestVerification($input: VerificationRequestInput!) {
    requestVerification(input: $input) { ... on Verification { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
export const recordVerificationDelivery = graphql(
  `mutation RecordVerificationDelivery($id: ID!, $deliveredAt: DateTime!, $proof: String!) {
    recordVerificationDelivery(id: $id, deliveredAt: $deliveredAt, proof: $proof) { ... on Verification { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
export const recordVerificationAnswer = graphql(
  `mutation RecordVerificationAnswer($id: ID!, $answer: VerificationAnswer!, $answeredAt: DateTime, $note: String) {
    recordVerificationAnswer(id: $id, answer: $answer, answeredAt: $answeredAt, note: $note) { ... on Verification { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
export const notePrescriptionCall = graphql(
  `mutation NotePrescriptionCall($id: ID!, $note: String!) {
    notePrescriptionCall(id: $id, note: $note) { ... on Prescription { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
