import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { labCard } from './lab-card.documents.ts';

/** What operators do at the stations, and what is asked for there. */
export const stationsQuery = graphql(`
  query LabStations { labStations { code name statuses batchKinds batchCapacity active } }
`);

/** When the open jobs will be through as the queue stands: asked for beside the cards, because it changes with every scan of others. */
export const projectionQuery = graphql(`
  query LabProjection($filter: LabJobFilter) {
    labJobs(filter: $filter, first: 100) { edges { node { id projectedOn } } }
  }
`);

export const undoLabScan = graphql(
  `mutation UndoLabScan($jobId: ID!) { undoLabScan(jobId: $jobId) { ... on LabJob { ...LabCard } ...RefusalFields } }`,
  [labCard, refusalFields],
);
export const reworkLens = graphql(
  `mutation ReworkLens($jobId: ID!, $eyes: [String!]!, $reasonCode: String!, $note: String) {
    reworkLens(jobId: $jobId, eyes: $eyes, reasonCode: $reasonCode, note: $note) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
export const setLabRush = graphql(
  `mutation SetLabRush($jobId: ID!, $rush: Boolean!, $reason: String, $override: Boolean) {
    setLabRush(jobId: $jobId, rush: $rush, reason: $reason, override: $override) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
export const recordBlank = graphql(
  `mutation RecordBlank($input: RecordBlankInput!) { recordBlank(input: $input) { ... on LabJob { ...LabCard } ...RefusalFields } }`,
  [labCard, refusalFields],
);

export const benchQuery = graphql(`
  query LabBench($number: String!, $values: Boolean!) {
    labJob(number: $number) {
      id number version status rush plannedOn projectedOn dueOn
      rushSetBy { at by reason }
      steps { id eye attempt stage station operator startedAt endedAt outcome reason batchNumber lot }
      lenses @include(if: $values) {
        id eye stage kind blankSku blankStatus backCurve
        carrier { lot serial powerError measuredBase measuredThicknessMm correctedBackCurve correctedToolCurve recordedAt recordedBy }
      }
    }
  }
`);

export const repickBlanks = graphql(
  `mutation RepickBlanks($jobId: ID!) {
    repickBlanks(jobId: $jobId) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
