import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

const shareFields = graphql(`fragment PromiseShareFields on PromiseShare { name promises kept meanDays percentile }`);

export const promiseReportQuery = graphql(
  `query PromiseReport($from: Date!, $to: Date!) {
    promiseReport(from: $from, to: $to) {
      promises kept meanDays percentile percentileDays open openLate
      distribution { days promises }
      parts { part plannedDays meanDays percentile }
      byRoute { ...PromiseShareFields } byLensType { ...PromiseShareFields } byCarrier { ...PromiseShareFields }
    }
  }`,
  [shareFields],
);

export const promiseTermsQuery = graphql(`
  query PromiseTerms {
    promiseTerms {
      version handlingDays transitDays percentile minCases windowDays mayPromiseEarlier measured { kind key cases days }
    }
    promiseTermsHistory {
      version handlingDays transitDays percentile minCases windowDays mayPromiseEarlier reason changedBy at
    }
  }
`);

export const savePromiseTerms = graphql(
  `mutation SavePromiseTerms($input: PromiseTermsInput!) {
    savePromiseTerms(input: $input) { __typename ... on PromiseTerms { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
