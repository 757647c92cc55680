import { refusalFragment } from '../cart/cart.documents.ts';
import { graphql } from '../graph/tada.ts';

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
        heightOdMm
        heightOsMm
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

/** What the form judges by. The numbers are for everybody. */
export const rxRulesDocument = graphql(`query StorefrontRxRules { prescriptionRules { version json } }`);
