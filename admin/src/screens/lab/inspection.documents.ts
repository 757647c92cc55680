import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { labCard } from './lab-card.documents.ts';

export const inspectionFields = graphql(`
  fragment InspectionFields on Inspection {
    id at stage inspector profile edition verdict nominalFrom warnings cosmeticPass cosmeticNotes checklistItems waiverObstacles
    instrument { code name calibrationDueOn }
    faults { code label eye note }
    waiver { at supervisor reason items }
    checks { code eye label nominal measured deviation tolerance pass source isBinding }
  }
`);

export const inspectionPlanFields = graphql(`
  fragment InspectionPlanFields on InspectionPlan {
    stages profile profileName edition judgesUnverified isProgressive nominalFrom compensation nearPdMm impactRule
    lenses { eye isMade sphere cylinder axis orderedSphere orderedCylinder orderedAxis add intermediateAdd prismIn prismUp pdMm heightMm centreThicknessMm baseCurve segmentSizeMm }
    uncutChecklist { code group label isWaivable }
    finalChecklist { code group label isWaivable }
  }
`);

/** All an inspection is made with: what should be, what to look at, what to measure with. */
export const inspectionQuery = graphql(
  `query LabInspection($number: String!) {
    labInstruments { id code kind name calibrationDueOn }
    labJob(number: $number) {
      ...LabCard
      inspectionPlan { ...InspectionPlanFields }
      impactTests { eye method batch passed at operator }
    }
  }`,
  [labCard, inspectionPlanFields],
);

export const inspectLabJob = graphql(
  `mutation InspectLabJob($input: InspectionInput!) {
    inspectLabJob(input: $input) {
      ... on InspectionOutcome { inspection { ...InspectionFields } job { ...LabCard } }
      ...RefusalFields
    }
  }`,
  [labCard, inspectionFields, refusalFields],
);

export const waiveInspection = graphql(
  `mutation WaiveInspection($inspectionId: ID!, $reason: String!) {
    waiveInspection(inspectionId: $inspectionId, reason: $reason) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);

export const routeRework = graphql(
  `mutation RouteRework($jobId: ID!, $route: ReworkRoute!, $eyes: [String!]!, $note: String) {
    routeRework(jobId: $jobId, route: $route, eyes: $eyes, note: $note) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);

export const recordImpactTest = graphql(
  `mutation RecordImpactTest($jobId: ID!, $eye: String!, $method: ImpactMethod!, $passed: Boolean!, $batch: String) {
    recordImpactTest(jobId: $jobId, eye: $eye, method: $method, passed: $passed, batch: $batch) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);

export const setExpectedReadings = graphql(
  `mutation SetExpectedReadings($jobId: ID!, $text: String!) {
    setExpectedReadings(jobId: $jobId, text: $text) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
