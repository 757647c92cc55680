import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { inspectionFields } from './inspection.documents.ts';
import { labCard } from './lab-card.documents.ts';
import { blankReturnFields } from './put-back.documents.ts';
import { remakeRecord } from './remake.documents.ts';
import { neededHeightFields, slabOffFields, wearFields } from './wear.documents.ts';

export const labJobsQuery = graphql(
  `query LabJobs($filter: LabJobFilter, $first: Int!, $after: String) {
    labJobs(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { ...LabCard } }
    }
  }`,
  [labCard],
);

export const lensWork = graphql(`
  fragment LensWorkFields on LensWork {
    id eye kind sphere cylinder axis add intermediateAdd imageJump prescribedPrism
    ordered { sphere cylinder axis add } asWorn { sphere cylinder axis add } uncompensated { sphere cylinder axis add }
    groundPrism prismDecentration { inMm upMm } prismOfWear slab { prism lineUpMm lineHeightMm lineMm bottomBeforeMm bottomMm uprightHundredthsMm }
    decentrationInMm decentrationUpMm minimumBlankMm blankSku blankName blankStatus blankDiameterMm baseCurve backCurve
    centreThicknessMm edgeMinMm edgeMaxMm weightGrams edgeProfileHundredthsMm sectionHundredthsMm segmentLinesHundredthsMm breakages unfit
  }
`);
/** Powers, distances and what was made from them are health data: asked for only where the role may read them, and each read is written down. */
export const labJobQuery = graphql(
  `query LabJob($number: String!, $values: Boolean!) {
    labJob(number: $number) {
      ...LabCard
      coatsLeft frameSku eyeSizeMm lensHeightMm dblMm outlineHundredthsMm ticketUrl traceFileUrl
      pdOdMm @include(if: $values) pdOsMm @include(if: $values) heightOdMm @include(if: $values) heightOsMm @include(if: $values)
      calculationWarnings @include(if: $values) { code severity message field }
      positionOfWear @include(if: $values) { ...WearFields }
      slabOff @include(if: $values) { ...SlabOffFields }
      neededHeight @include(if: $values) { ...NeededHeightFields }
      lenses @include(if: $values) { ...LensWorkFields }
      blankReturns @include(if: $values) { ...BlankReturnFields }
      scans { at station operator status eye note }
      inspections @include(if: $values) { ...InspectionFields }
      reworkRoutes reworks { route eyes note at operator } impactTests { eye method batch passed at operator }
      remake @include(if: $values) { ...RemakeRecordFields }
      remakeChanges @include(if: $values)
      remakeOf { id number }
      remakes { id number status }
      prescription @include(if: $values) { id pd { odMm osMm binocularMm } od { eye prisms { amount base } } os { eye prisms { amount base } } }
    }
  }`,
  [labCard, lensWork, inspectionFields, remakeRecord, wearFields, slabOffFields, neededHeightFields, blankReturnFields],
);

export const scanTray = graphql(
  `mutation ScanTray($trayCode: String!, $to: LabJobStatus!, $station: String!, $note: String) {
    scanTray(trayCode: $trayCode, to: $to, station: $station, note: $note) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
export const moveLabJob = graphql(
  `mutation MoveLabJob($id: ID!, $to: LabJobStatus!, $station: String!, $note: String) {
    moveLabJob(id: $id, to: $to, station: $station, note: $note) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
export const holdLabJob = graphql(
  `mutation HoldLabJob($id: ID!, $reason: HoldReason!, $note: String) {
    holdLabJob(id: $id, reason: $reason, note: $note) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
export const releaseHold = graphql(
  `mutation ReleaseHold($id: ID!, $reason: HoldReason!) {
    releaseHold(id: $id, reason: $reason) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
export const reportBreakage = graphql(
  `mutation ReportBreakage($jobId: ID!, $eye: String!, $reasonCode: String!, $note: String) {
    reportBreakage(jobId: $jobId, eye: $eye, reasonCode: $reasonCode, note: $note) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
