import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { labCard } from './lab-card.documents.ts';

/** How the glasses sit. */
export const wearFields = graphql(`
  fragment WearFields on PositionOfWear {
    compensation vertexMm fittedVertexMm pantoscopicTiltDeg wrapAngleDeg
    compensatesAdd compensatesPrism measuredAt measuredBy
  }
`);
/** What the pair does to the lines when reading. */
export const slabOffFields = graphql(`
  fragment SlabOffFields on SlabOff {
    imbalance from dropMm isAdvised isOrdered eye isDue line { usualMm minMm maxMm }
    decision { eye amount reason at decidedBy lineHeightMm lineSetBy }
  }
`);

/** The height a multifocal cannot be centred without. */
export const neededHeightFields = graphql(`
  fragment NeededHeightFields on NeededHeight { kind isDue isGiven given { odMm osMm reason at givenBy } }
`);

export const giveHeights = graphql(
  `mutation GiveHeights($jobId: ID!, $odMm: Decimal!, $osMm: Decimal!, $reason: String) {
    giveHeights(jobId: $jobId, odMm: $odMm, osMm: $osMm, reason: $reason) {
      ... on LabJob { ...LabCard } ...RefusalFields
    }
  }`,
  [labCard, refusalFields],
);

export const setPositionOfWear = graphql(
  `mutation SetPositionOfWear($input: PositionOfWearInput!) {
    setPositionOfWear(input: $input) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);

export const decideSlabOff = graphql(
  `mutation DecideSlabOff($jobId: ID!, $isMade: Boolean!, $reason: String, $lineHeightMm: Decimal) {
    decideSlabOff(jobId: $jobId, isMade: $isMade, reason: $reason, lineHeightMm: $lineHeightMm) {
      ... on LabJob { ...LabCard } ...RefusalFields
    }
  }`,
  [labCard, refusalFields],
);

export const setSlabLine = graphql(
  `mutation SetSlabLine($jobId: ID!, $lineHeightMm: Decimal) {
    setSlabLine(jobId: $jobId, lineHeightMm: $lineHeightMm) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
