import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const batchFields = graphql(`
  fragment BatchFields on LabBatch {
    id number kind machine machineName capacity status version lot note openedAt openedBy startedAt startedBy finishedAt finishedBy
    failureReason remedy lensCount trayCount colour
    lenses { eye addedAt addedBy splitReason job { id number trayCode designName } }
  }
`);
export const batchesQuery = graphql(
  `query LabBatches($status: [LabBatchStatus!], $first: Int!) { labBatches(status: $status, first: $first) { edges { node { ...BatchFields } } } }`,
  [batchFields],
);
export const openLabBatch = graphql(
  `mutation OpenLabBatch($station: String!, $kind: LabBatchKind!, $lot: String) {
    openLabBatch(station: $station, kind: $kind, lot: $lot) { ... on LabBatch { ...BatchFields } ...RefusalFields }
  }`,
  [batchFields, refusalFields],
);
export const addTrayToBatch = graphql(
  `mutation AddTrayToBatch($batchId: ID!, $trayCode: String!, $eyes: [String!], $splitReason: String) {
    addTrayToBatch(batchId: $batchId, trayCode: $trayCode, eyes: $eyes, splitReason: $splitReason) { ... on LabBatch { ...BatchFields } ...RefusalFields }
  }`,
  [batchFields, refusalFields],
);
export const removeTrayFromBatch = graphql(
  `mutation RemoveTrayFromBatch($batchId: ID!, $jobId: ID!) {
    removeTrayFromBatch(batchId: $batchId, jobId: $jobId) { ... on LabBatch { ...BatchFields } ...RefusalFields }
  }`,
  [batchFields, refusalFields],
);
export const startLabBatch = graphql(
  `mutation StartLabBatch($batchId: ID!, $lot: String) {
    startLabBatch(batchId: $batchId, lot: $lot) { ... on LabBatch { ...BatchFields } ...RefusalFields }
  }`,
  [batchFields, refusalFields],
);
export const finishLabBatch = graphql(
  `mutation FinishLabBatch($batchId: ID!, $good: Boolean!, $reasonCode: String, $remedy: LabBatchRemedy, $note: String) {
    finishLabBatch(batchId: $batchId, good: $good, reasonCode: $reasonCode, remedy: $remedy, note: $note) {
      ... on LabBatch { ...BatchFields } ...RefusalFields
    }
  }`,
  [batchFields, refusalFields],
);
export const abandonLabBatch = graphql(
  `mutation AbandonLabBatch($batchId: ID!) { abandonLabBatch(batchId: $batchId) { ... on LabBatch { ...BatchFields } ...RefusalFields } }`,
  [batchFields, refusalFields],
);
