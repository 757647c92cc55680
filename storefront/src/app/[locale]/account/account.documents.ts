import { refusalFragment } from '../../../cart/cart.documents.ts';
import { graphql } from '../../../graph/tada.ts';
import { measuredFragment } from '../../../measurements/measurements.documents.ts';

export const accountDocument = graphql(
  `
  query StorefrontAccount {
    me {
      id
      email
      name
      phone
      birthDate
      locale
      addresses { id isDefault address { name company line1 line2 city region postalCode countryCode phone } }
      consents { purpose granted at version }
      prescriptions {
        id
        product
        status
        expired
        expiresOn
        issuedOn
        prescriberName
        patientName
        od { asWritten }
        os { asWritten }
        contactLenses { eye power cylinder axis }
      }
      measurements { ...MeasuredFields }
      orders(first: 20) {
        edges { node { id number status placedAt createdAt totals { total { amount currencyCode } } lines { title } } }
      }
    }
  }
`,
  [measuredFragment],
);

export const updateProfileDocument = graphql(
  `mutation StorefrontUpdateProfile($name: String, $phone: String, $birthDate: Date, $locale: String) {
    updateProfile(name: $name, phone: $phone, birthDate: $birthDate, locale: $locale) { __typename ... on Customer { id } ...RefusalFields }
  }`,
  [refusalFragment],
);

export const saveAddressDocument = graphql(
  `mutation StorefrontSaveAddress($id: ID, $address: AddressInput!, $isDefault: Boolean) {
    saveAddress(id: $id, address: $address, isDefault: $isDefault) { __typename ... on Customer { id } ...RefusalFields }
  }`,
  [refusalFragment],
);

export const removeAddressDocument = graphql(
  `mutation StorefrontRemoveAddress($id: ID!) {
    removeAddress(id: $id) { __typename ... on Customer { id } ...RefusalFields }
  }`,
  [refusalFragment],
);

export const setConsentDocument = graphql(
  `mutation StorefrontSetConsent($purpose: String!, $granted: Boolean!) {
    setConsent(purpose: $purpose, granted: $granted) { __typename ... on Customer { id } ...RefusalFields }
  }`,
  [refusalFragment],
);

export const exportMyDataDocument = graphql(
  `mutation StorefrontExportMyData { exportMyData exportMyOrders exportMyReviews }`,
);

export const eraseMyDataDocument = graphql(
  `mutation StorefrontEraseMyData($confirmEmail: String!) {
    eraseMyData(confirmEmail: $confirmEmail) { __typename ... on ErasureReceipt { explanation keptUntil } ...RefusalFields }
  }`,
  [refusalFragment],
);
