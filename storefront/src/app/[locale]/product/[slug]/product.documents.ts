import { refusalFragment } from '../../../../cart/cart.documents.ts';
import { graphql } from '../../../../graph/tada.ts';
import { matchedVariantFragment, productCardFragment } from '../../../../listing/listing.documents.ts';

export const productDocument = graphql(
  `query StorefrontProduct($slug: String!) {
    product(slug: $slug) {
      ...ProductCard
      description
      seoTitle
      seoDescription
      published
      slugs { locale slug }
      collections { id slug name }
      documents { title url mediaType }
      specifications { group name value }
      media { id url srcSet alt width height view }
      frame { shape material rim audience nosePads springHinge weightGrams prescriptionReady }
      contactLens {
        adds axes baseCurvesMm colours cylinders diametersMm powers
        material modality packSize replacementDays waterContentPercent wearerRights
        rows { powers cylinders axes adds baseCurvesMm diametersMm }
      }
      components { quantity variant { id sku selections { label } price { amount currencyCode } product { slug name } } }
      defaultVariant { sku }
      variants {
        id
        sku
        gtin
        name
        discontinued
        price { amount currencyCode }
        compareAtPrice { amount currencyCode }
        selections { name label value swatch }
        frameSize { label eyeSizeMm lensHeightMm dblMm templeLengthMm frameWidthMm outlineHundredthsMm }
        availability { inStock low backorderable promiseDays }
        media { id url srcSet alt width height view }
      }
      reviews(first: 6) { totalCount edges { node { id authorName rating title body createdAt verifiedBuyer } } }
      related(first: 4) { ...ProductCard defaultVariant { ...MatchedVariant } }
    }
  }`,
  [productCardFragment, matchedVariantFragment],
);

export const reviewProductDocument = graphql(
  `mutation StorefrontReviewProduct($productId: ID!, $rating: Int!, $title: String!, $body: String!) {
    reviewProduct(productId: $productId, rating: $rating, title: $title, body: $body) {
      __typename
      ... on Review { id }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);

export const importContactRxDocument = graphql(
  `mutation StorefrontImportContactRx($fhirJson: String!) {
    importPrescription(fhirJson: $fhirJson, save: true) {
      __typename
      ... on Prescription { id expired expiresOn product prescriberName contactLenses { eye power cylinder axis add baseCurveMm diameterMm brand } }
      ...RefusalFields
    }
  }`,
  [refusalFragment],
);
