import { refusalFragment } from '../../../../cart/cart.documents.ts';
import { graphql } from '../../../../graph/tada.ts';

export const lensFrameDocument = graphql(`
  query StorefrontLensFrame($sku: String!) {
    prescriptionRules { version json }
    variant(sku: $sku) {
      id
      sku
      name
      price { amount currencyCode }
      frameSize { label eyeSizeMm lensHeightMm dblMm templeLengthMm frameWidthMm outlineHundredthsMm }
      media { id url srcSet alt width height view }
      selections { name label }
      product { name slug frame { prescriptionReady } }
    }
  }
`);

const choiceFragment = graphql(`
  fragment LensChoiceFields on LensChoice @_unmask {
    possible
    selected
    recommended
    pairPrice { amount currencyCode }
    priceDifference { amount currencyCode }
    reasons { code message }
    suggestions { code message change optionIds frameSku }
    size { centreMm edgeMaxMm weightGrams }
    option {
      id code name description refractiveIndex abbe
      colours { code name hex strengths { absorptionPercent category } }
    }
  }
`);

export const lensQuoteDocument = graphql(
  `query StorefrontLensQuote($input: LensQuoteInput!) {
    lensQuote(input: $input) {
      __typename
      ... on LensQuote {
        complete
        uses
        price { amount currencyCode }
        promiseDays
        powerBand
        pricesByBand { band maxPower maxCylinder price { amount currencyCode } }
        components { code label amount { amount currencyCode } }
        issues { code field message severity }
        packages {
          id
          name
          description
          designId
          materialId
          treatmentIds
          contents
          possible
          reasons
          selected
          price { amount currencyCode }
          listPrice { amount currencyCode }
          saving { amount currencyCode }
        }
        designs { ...LensChoiceFields }
        materials { ...LensChoiceFields }
        treatments { ...LensChoiceFields }
        slabOff { label imbalance price { amount currencyCode } }
        materialAdvice { materialIds reasons { code message } }
        thickness {
          eye centreMm edgeMinMm edgeMaxMm nasalMm temporalMm weightGrams blankSizeMm
          outlineHundredthsMm edgeProfileHundredthsMm sectionHundredthsMm opticalCentreHundredthsMm segmentLinesHundredthsMm
        }
      }
      ...RefusalFields
    }
  }`,
  [choiceFragment, refusalFragment],
);
