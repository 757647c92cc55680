import { graphql } from '../../graph/tada.ts';

export const labKpisQuery = graphql(`
  query LabKpis($from: Date!, $to: Date!) {
    labKpis(from: $from, to: $to) {
      kpis { code label formula unit numerator denominator numeratorOf denominatorOf value note }
      stages { stage through good lensesPerDay capacityPerDay }
      stations { station stage through good reworked spoiled medianHours }
      spoilage { station reason lenses }
      days { day released passed shipped spoiled wip }
      turnaround { fromHours toHours jobs }
    }
  }
`);
export const labKpiJobsQuery = graphql(`
  query LabKpiJobs($code: LabKpiCode!, $from: Date!, $to: Date!, $hit: Boolean, $stage: String, $station: String, $reason: String) {
    labKpiJobs(code: $code, from: $from, to: $to, hit: $hit, stage: $stage, station: $station, reason: $reason) {
      total rows { eye hit value station stage reason job { id number trayCode status dueOn designName } }
    }
  }
`);
const remakeShare = graphql(`
  fragment RemakeShareFields on RemakeShare {
    name count cost { amount currencyCode } charged { amount currencyCode }
  }
`);
export const labRemakesQuery = graphql(
  `query LabRemakes($from: Date!, $to: Date!) {
    remakeFigures(from: $from, to: $to) {
      shipped remakes warrantyRemakes remakePercent byGroup { ...RemakeShareFields } byParty { ...RemakeShareFields }
    }
  }`,
  [remakeShare],
);
const promiseFields = graphql(`
  fragment PromiseFields on LabPromise {
    route rush earliestOn workingDays preparationDays extraDays jobsAhead bottleneck rushFull
    stages { stage queueAhead lensesPerDay lenses dwellDays readyAfterDays }
  }
`);
export const promisesQuery = graphql(
  `query LabPromises {
    stock: labPromise(route: FINISHED) { ...PromiseFields }
    surfaced: labPromise(route: SURFACED) { ...PromiseFields }
    coated: labPromise(route: SURFACED_COATED) { ...PromiseFields }
    freeForm: labPromise(route: FREE_FORM) { ...PromiseFields }
    rush: labPromise(route: SURFACED_COATED, rush: true) { ...PromiseFields }
  }`,
  [promiseFields],
);
