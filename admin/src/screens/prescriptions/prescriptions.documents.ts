import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { prescriptionRow } from './prescription-row.documents.ts';

export const prescriptionsQuery = graphql(
  `query Prescriptions($status: [PrescriptionStatus!], $query: String, $first: Int!, $after: String) {
    prescriptions(status: $status, query: $query, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { ...PrescriptionRow } }
    }
  }`,
  [prescriptionRow],
);

const rxValues = graphql(`
  fragment RxValues on Prescription {
    id status product source issuedOn expiresOn expired patientName prescriberName reviewedAt reviewedBy note
    od { eye sphere cylinder axis add asWritten prisms { amount base } }
    os { eye sphere cylinder axis add asWritten prisms { amount base } }
    pd { binocularMm odMm osMm nearMm nearOdMm nearOsMm }
    segHeightMm heightOdMm heightOsMm vertexMm fittedVertexMm pantoscopicTiltDeg wrapAngleDeg
    contactLenses { eye brand power cylinder axis add baseCurveMm diameterMm colour dominance baseCurveName privateLabel manufacturer equivalentBrand }
    examinedOn birthDate medicalReason filledIn rulesVersion reviewedRulesVersion
  }
`);

export const reviewQuery = graphql(
  `query PrescriptionReview($id: ID!, $reason: String!, $people: Boolean!) {
    prescription(id: $id, reason: $reason) {
      ...RxValues
      createdAt queuedAt orderNumber checkedBy checkedAt
      prescriber { licence npi phone fax address email }
      checklist { item required byLaw whereItApplies } placeFacts { code text certainty source isOn }
      originalDifferences { field original now }
      documents { id url mediaType byteCount createdAt }
      verifications { id status channel timeZone saturdayFrom saturdayTo answerHours { from to federalHolidays closedOn } requestedAt requestedBy sentAt deliveredAt deadlineAt settledAt settledBy answeredVia }
      verificationProposal { recipient patientName patientAddress quantity patientAskedOn timeZone silenceCounts }
      customer @include(if: $people) { id name email phone birthDate }
      issues { code severity message field }
      history { at kind note who { kind name } }
      orders { id number status lines { id sku title prescription { id } lens { designId materialId treatmentIds } } }
      comparison {
        needsAttention
        changes { field eye previous current attention message }
        previous { ...RxValues }
      }
    }
  }`,
  [rxValues],
);
export const prescriptionAuditQuery = graphql(
  `query PrescriptionAudit($prescriptionId: ID!) { prescriptionAudit(prescriptionId: $prescriptionId) { id at action reason who { kind name } } }`,
);
/** The queue behind the one on the screen. */
export const nextInQueueQuery = graphql(
  `query NextInQueue($first: Int!) { prescriptions(status: [IN_REVIEW], first: $first) { totalCount edges { node { id } } } }`,
);
export const signOffPrescription = graphql(
  `mutation SignOffPrescription($id: ID!, $note: String, $reason: String, $seen: [DocumentItem!]) {
    signOffPrescription(id: $id, note: $note, reason: $reason, seen: $seen) { ... on Prescription { id status reviewedAt reviewedBy } ...RefusalFields }
  }`,
  [refusalFields],
);
export const rejectPrescription = graphql(
  `mutation RejectPrescription($id: ID!, $reason: String!) {
    rejectPrescription(id: $id, reason: $reason) { ... on Prescription { id status reviewedAt reviewedBy } ...RefusalFields }
  }`,
  [refusalFields],
);

/** Orders that wait for a prescription their customer has yet to send, longest first. */
export const missingPrescriptionsQuery = graphql(
  `query MissingPrescriptions {
    orders(filter: { awaitsPrescription: true }, sort: OLDEST, first: 50) {
      totalCount edges { node { id number awaitedPrescriptions { state overdue } } }
    }
  }`,
);

/** What stands on a paper that came alone; it takes the paper's place in the order. */
export const typePrescription = graphql(
  `mutation TypePrescription($input: SavePrescriptionInput!) {
    savePrescription(input: $input) { ... on Prescription { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
