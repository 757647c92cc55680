import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const remakeTermsQuery = graphql(`
  query RemakeTerms {
    labRemakeTerms {
      version isChosenHere parties reasons { code group party usual } free { code parties withinDays maxEarlier reasons }
    }
  }
`);

export const saveRemakeTerms = graphql(
  `mutation SaveRemakeTerms($input: LabRemakeTermsInput!) {
    saveLabRemakeTerms(input: $input) { __typename ... on LabRemakeTerms { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
