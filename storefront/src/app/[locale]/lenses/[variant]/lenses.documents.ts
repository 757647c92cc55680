import { refusalFragment } from '../../../../cart/cart.documents.ts';
import { graphql } from '../../../../graph/tada.ts';

export const lensFrameDocument = graphql(`
  query StorefrontLensFrame($sku: String!) {
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
    option { id code name description refractiveIndex abbe }
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
        thickness {
          eye centreMm edgeMinMm edgeMaxMm nasalMm temporalMm weightGrams blankSizeMm
          outlineHundredthsMm edgeProfileHundredthsMm sectionHundredthsMm opticalCentreHundredthsMm
        }
      }
      ...RefusalFields
    }
  }`,
  [choiceFragment, refusalFragment],
);

const eyeFragment = graphql(`
  fragment EyeRxFields on EyeRx @_unmask { sphere cylinder axis add asWritten prisms { amount base } }
`);

const pdFragment = graphql(`
  fragment PdFields on PupillaryDistance @_unmask { binocularMm odMm osMm nearMm nearOdMm nearOsMm }
`);

export const checkPrescriptionDocument = graphql(
  `query StorefrontCheckPrescription($input: SavePrescriptionInput!) {
    checkPrescription(input: $input) {
      __typename
      ... on PrescriptionCheck { saleable expired expiresOn issues { code field message severity } }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);

export const readPrescriptionFileDocument = graphql(
  `mutation StorefrontReadPrescriptionFile($fhirJson: String!) {
    readPrescriptionFile(fhirJson: $fhirJson) {
      __typename
      ... on PrescriptionCheck {
        saleable
        expired
        expiresOn
        issuedOn
        prescriberName
        issues { code field message severity }
        od { ...EyeRxFields }
        os { ...EyeRxFields }
        pd { ...PdFields }
        contactLenses { eye power }
      }
      ...RefusalFields
    }
  }`,
  [eyeFragment, pdFragment, refusalFragment],
);

export const savedPrescriptionsDocument = graphql(
  `query StorefrontSavedPrescriptions {
    me {
      name
      prescriptions {
        id
        product
        status
        expired
        expiresOn
        issuedOn
        prescriberName
        patientName
        segHeightMm
        vertexMm
        od { ...EyeRxFields }
        os { ...EyeRxFields }
        pd { ...PdFields }
      }
    }
  }`,
  [eyeFragment, pdFragment],
);

export const savePrescriptionDocument = graphql(
  `mutation StorefrontSavePrescription($input: SavePrescriptionInput!) {
    savePrescription(input: $input) {
      __typename
      ... on Prescription { id }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);
