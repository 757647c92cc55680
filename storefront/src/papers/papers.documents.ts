import { refusalFragment } from '../cart/cart.documents.ts';
import { graphql } from '../graph/tada.ts';

export const startUploadDocument = graphql(
  `mutation StorefrontStartUpload {
    startPrescriptionUpload {
      __typename
      ... on PrescriptionDocument { id url }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);

export const removePaperDocument = graphql(
  `mutation StorefrontRemovePaper($id: ID!) { removePrescriptionDocument(id: $id) }`,
);
