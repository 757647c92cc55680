import { graphql } from '../../graph/tada.ts';

export const lensOptionsQuery = graphql(`
  query AdminLensOptions { lensOptions { id kind code name } }
`);

export const explainLensesQuery = graphql(`
  query AdminExplainLenses($input: LensExplainInput!) {
    explainLenses(input: $input) {
      __typename
      ... on Refusal { code message issues { field message } }
      ... on LensExplanation {
        rulesVersion
        possible
        frameName
        checks { rule title eye field numbers passed reasonCode reason source }
        suggestions { code message change optionIds frameSku }
        notices { code field message severity }
        lenses {
          eye madeAs decentrationInMm decentrationUpMm minimumBlankMm baseCurve blankSku blankName
          size { centreMm edgeMaxMm weightGrams }
        }
      }
    }
  }
`);
