import { graphql } from '../graph/tada.ts';

export const measuredFragment = graphql(`
  fragment MeasuredFields on Measurement @_unmask {
    id method measuredAt measuredBy patientName frameSku frameName pdOdMm pdOsMm nearPdOdMm nearPdOsMm
    heightKind heightOdMm heightOsMm vertexMm refractedVertexMm pantoscopicTiltDegrees faceFormDegrees
  }
`);

export const myMeasurementsDocument = graphql(
  `query StorefrontMyMeasurements { myMeasurements { ...MeasuredFields } }`,
  [measuredFragment],
);
