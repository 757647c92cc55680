import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const measurementFields = graphql(`
  fragment MeasurementFields on Measurement @_unmask {
    id method measuredAt measuredBy patientName frameSku frameName lensHeightMm pdOdMm pdOsMm nearPdOdMm nearPdOsMm
    heightKind heightOdMm heightOsMm vertexMm refractedVertexMm pantoscopicTiltDegrees faceFormDegrees
    note supersedes isCurrent issues { code severity message }
  }
`);

export const measuredFrameQuery = graphql(`
  query MeasuredFrame($sku: String!) {
    variant(sku: $sku) { id sku name frameSize { label lensHeightMm } product { name } }
  }
`);

export const recordMeasurement = graphql(
  `mutation RecordMeasurement($input: RecordMeasurementInput!) {
    recordMeasurement(input: $input) { ... on Measurement { id } ...RefusalFields }
  }`,
  [refusalFields],
);

export const applyMeasurement = graphql(
  `mutation ApplyMeasurement($orderId: ID!, $lineId: ID!, $measurementId: ID!) {
    applyMeasurement(orderId: $orderId, lineId: $lineId, measurementId: $measurementId) { ... on Order { id version } ...RefusalFields }
  }`,
  [refusalFields],
);
