import { graphql } from '../../graph/tada.ts';

export const prescriptionRow = graphql(`
  fragment PrescriptionRow on Prescription {
    id status product source patientName prescriberName issuedOn expiresOn expired createdAt queuedAt orderNumber
    customer { id name }
    od { eye sphere cylinder axis add prisms { amount base } }
    os { eye sphere cylinder axis add prisms { amount base } }
    issues { code severity message }
    documents { id }
    verifications { id status deadlineAt timeZone saturdayFrom saturdayTo answerHours { from to federalHolidays closedOn } }
  }
`);
