import { graphql } from '../../graph/tada.ts';

export const purchaseOrderRow = graphql(`
  fragment PurchaseOrderRow on PurchaseOrder {
    id number status createdAt createdBy requestedOn sentAt version
    supplier { id name code }
    total { amount currencyCode }
    lines { id quantity receivedQuantity }
  }
`);
export const proposalRow = graphql(`
  fragment ProposalRow on ReplenishmentProposal {
    id sku itemName quantity reason formula status urgent createdAt
    dailyDemand leadTimeDays safetyStock reorderPoint onHand reserved onOrder demandReferences
    unitCost { amount currencyCode }
    supplier { id name code }
  }
`);
