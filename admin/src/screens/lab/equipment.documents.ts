import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

/** Reports of machines hold measured powers: asked for only where the role may read them. */
export const labEquipmentQuery = graphql(`
  query LabEquipment($jobId: ID!, $values: Boolean!) {
    labEquipment(jobId: $jobId) {
      jobId tracePurpose outsideLab
      files { kind label url }
      traces {
        id purpose source fileName isPresent syntheticEye eyeSizeMm lensHeightMm dblMm circumferenceMm sidesDifferMm
        takenAt takenBy device warnings { code severity message field }
      }
      exchanges { id at request vendor model machineId operator status statusText outcome detail }
      results @include(if: $values) { id takenAt takenBy device status statusText remarks values { label name od os } }
      outsideOrders {
        id lab status frame providerId reason expectedOn trackingCode requestedAt requestedBy isBeingCancelled mayCancel mayBookIn
        events { status at by }
      }
    }
  }
`);

export const importLabTrace = graphql(
  `mutation ImportLabTrace($jobId: ID!, $fileName: String, $contentBase64: String!) {
    importLabTrace(jobId: $jobId, fileName: $fileName, contentBase64: $contentBase64) {
      ... on LabEquipment { jobId tracePurpose traces { id isPresent eyeSizeMm lensHeightMm warnings { message } } } ...RefusalFields
    }
  }`,
  [refusalFields],
);
export const importLabResult = graphql(
  `mutation ImportLabResult($jobId: ID!, $contentBase64: String!) {
    importLabResult(jobId: $jobId, contentBase64: $contentBase64) { ... on LabEquipment { jobId } ...RefusalFields }
  }`,
  [refusalFields],
);
export const sendToOutsideLab = graphql(
  `mutation SendToOutsideLab($jobId: ID!, $frame: OutsideFrame!) {
    sendToOutsideLab(jobId: $jobId, frame: $frame) { ... on LabEquipment { jobId } ...RefusalFields }
  }`,
  [refusalFields],
);
export const cancelOutsideLabOrder = graphql(
  `mutation CancelOutsideLabOrder($id: ID!) {
    cancelOutsideLabOrder(id: $id) { ... on LabEquipment { jobId } ...RefusalFields }
  }`,
  [refusalFields],
);
export const refreshOutsideLabOrder = graphql(
  `mutation RefreshOutsideLabOrder($id: ID!) {
    refreshOutsideLabOrder(id: $id) { ... on LabEquipment { jobId } ...RefusalFields }
  }`,
  [refusalFields],
);
export const bookInOutsideLenses = graphql(
  `mutation BookInOutsideLenses($id: ID!, $station: String!) {
    bookInOutsideLenses(id: $id, station: $station) { ... on LabEquipment { jobId } ...RefusalFields }
  }`,
  [refusalFields],
);
