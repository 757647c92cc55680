import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { labCard } from './lab-card.documents.ts';

const remakeCost = graphql(`
  fragment RemakeCostFields on RemakeCost {
    lenses { amount currencyCode } frame { amount currencyCode } labour { amount currencyCode } shipping { amount currencyCode }
    total { amount currencyCode }
  }
`);

export const remakeRecord = graphql(
  `fragment RemakeRecordFields on RemakeRecord {
    reason group defaultParty chargedParty partyReason partyBy replacesFrame policy sequence originalNumber daysLost startedBy note
    cost { ...RemakeCostFields } charged { amount currencyCode }
  }`,
  [remakeCost],
);

export const remakeReasons = graphql(`query RemakeReasons { remakeReasons { code group chargedParty } }`);

export const remakeQuote = graphql(
  `query RemakeQuote($jobId: ID!, $reasonCode: String!, $eyes: [String!]!, $chargedParty: String, $replacesFrame: Boolean) {
    remakeQuote(jobId: $jobId, reasonCode: $reasonCode, eyes: $eyes, chargedParty: $chargedParty, replacesFrame: $replacesFrame) {
      ... on RemakeQuote {
        group defaultParty chargedParty replacesFrame policy sequence daysSinceShipped
        cost { ...RemakeCostFields } charged { amount currencyCode }
      }
      ...RefusalFields
    }
  }`,
  [remakeCost, refusalFields],
);

export const startRemake = graphql(
  `mutation StartRemake(
    $jobId: ID!, $reasonCode: String!, $eyes: [String!]!, $note: String, $chargedParty: String, $partyReason: String, $replacesFrame: Boolean
  ) {
    startRemake(
      jobId: $jobId, reasonCode: $reasonCode, eyes: $eyes, note: $note, chargedParty: $chargedParty, partyReason: $partyReason,
      replacesFrame: $replacesFrame
    ) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
