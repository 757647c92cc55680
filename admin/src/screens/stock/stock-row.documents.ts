import { graphql } from '../../graph/tada.ts';

export const stockRow = graphql(`
  fragment StockRow on StockLevel {
    id sku itemName kind onHand reserved allocated available onOrder reorderPoint
    location { id code name }
    bin { id code }
  }
`);
