import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

export const prescriptionRulesQuery = graphql(`
  query PrescriptionRules {
    prescriptionRules { version json reason changedBy changedAt }
    prescriptionRulesOffer { installedJson unverified }
  }
`);
export const prescriptionRulesHistoryQuery = graphql(`
  query PrescriptionRulesHistory {
    prescriptionRulesHistory(first: 50) { version reason changedBy changedAt differences { field before after } }
  }
`);
export const replacePrescriptionRules = graphql(
  `mutation ReplacePrescriptionRules($input: ReplacePrescriptionRulesInput!) {
    replacePrescriptionRules(input: $input) { __typename ... on PrescriptionRuleSet { version } ... on Refusal { ...RefusalFields } }
  }`,
  [refusalFields],
);
