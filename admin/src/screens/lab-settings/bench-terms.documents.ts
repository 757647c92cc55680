import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const benchTermsQuery = graphql(`
  query BenchTerms {
    labTraceLimits { version isChosenHere limits { code label unit value usual certainty source } }
    labChecklist {
      version isChosenHere certainty source items { code group stages onlyWith isWaivable en de isKept }
    }
  }
`);

export const saveTraceLimits = graphql(
  `mutation SaveTraceLimits($input: LabTraceLimitsInput!) {
    saveLabTraceLimits(input: $input) { __typename ... on LabTraceLimits { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);

export const saveChecklist = graphql(
  `mutation SaveChecklist($input: LabChecklistInput!) {
    saveLabChecklist(input: $input) { __typename ... on LabChecklist { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
