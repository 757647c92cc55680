import { refusalFragment } from '../../../cart/cart.documents.ts';
import { graphql } from '../../../graph/tada.ts';

export const questionFragment = graphql(`
  fragment QuestionFields on VerificationQuestion @_unmask {
    status open product timeZone askedAt answeredAt deadlineAt recipientName patientName patientAddress issuedOn quantity contact
    lenses { eye asTyped }
  }
`);

export const openLinkDocument = graphql(
  `mutation StorefrontOpenVerificationLink($token: String!) {
    openVerificationLink(token: $token) { __typename ...QuestionFields ...RefusalFields }
  }`,
  [questionFragment, refusalFragment],
);

export const answerLinkDocument = graphql(
  `mutation StorefrontAnswerVerificationLink($token: String!, $answer: VerificationAnswer!, $name: String!, $note: String) {
    answerVerificationLink(token: $token, answer: $answer, name: $name, note: $note) { __typename ...QuestionFields ...RefusalFields }
  }`,
  [questionFragment, refusalFragment],
);
