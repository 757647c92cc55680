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

export const remakeReasons = graphql(`query RemakeReasons { remakeReasons { code group chargedParty needs } }`);

/** What a pair could be made of instead; opening a prescription or measurement is a read of its own. */
export const remakeChoices = graphql(`
  query RemakeChoices($id: ID!) {
    labJob(id: $id) {
      id
      lensParts { designId materialId treatmentIds }
      prescription {
        id
        signedOffOfOwner { id issuedOn expiresOn reviewedBy }
        measurements { id measuredAt measuredBy method frameName }
      }
    }
    lensOptions { id kind code name colours { code name strengths { absorptionPercent category } } }
  }
`);

export const remakeQuote = graphql(
  `query RemakeQuote($jobId: ID!, $reasonCode: String!, $eyes: [String!]!, $chargedParty: String, $replacesFrame: Boolean,
    $changes: RemakeChangesInput) {
    remakeQuote(jobId: $jobId, reasonCode: $reasonCode, eyes: $eyes, chargedParty: $chargedParty, replacesFrame: $replacesFrame,
      changes: $changes) {
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
    $jobId: ID!, $reasonCode: String!, $eyes: [String!]!, $note: String, $chargedParty: String, $partyReason: String, $replacesFrame: Boolean,
    $changes: RemakeChangesInput
  ) {
    startRemake(
      jobId: $jobId, reasonCode: $reasonCode, eyes: $eyes, note: $note, chargedParty: $chargedParty, partyReason: $partyReason,
      replacesFrame: $replacesFrame, changes: $changes
    ) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
