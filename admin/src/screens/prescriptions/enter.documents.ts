import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';

/** Contact lenses of the shop with what each is made in. */
export const contactLensesQuery = graphql(`
  query ContactLenses {
    products(filter: { kinds: [CONTACT_LENS] }, first: 100) {
      edges {
        node {
          id name brand { name }
          contactLens { colours rows { powers cylinders axes adds dominances baseCurvesMm diametersMm } }
        }
      }
    }
  }
`);

/** What stands in a FHIR file; nothing is kept. */
export const readFhirFile = graphql(
  `mutation ReadFhirFile($fhirJson: String!) {
    readPrescriptionFile(fhirJson: $fhirJson) {
      ... on PrescriptionCheck {
        saleable expired expiresOn issuedOn prescriberName
        issues { code severity message field }
        od { asWritten } os { asWritten }
        contactLenses { eye power cylinder axis add baseCurveMm diameterMm brand colour }
      }
      ...RefusalFields
    }
  }`,
  [refusalFields],
);

export const importFhirFile = graphql(
  `mutation ImportFhirFile($fhirJson: String!, $customerId: ID!, $patientName: String, $confirmed: [String!]) {
    importPrescription(fhirJson: $fhirJson, customerId: $customerId, patientName: $patientName, confirmedWarnings: $confirmed) {
      ... on Prescription { id } ...RefusalFields
    }
  }`,
  [refusalFields],
);
