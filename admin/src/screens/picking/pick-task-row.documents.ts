import { graphql } from '../../graph/tada.ts';

export const pickTaskRow = graphql(`
  fragment PickTaskRow on PickTask {
    id number orderNumber status destination assignedTo createdAt dueOn promise trayCode
    lines { id sku quantity pickedQuantity fromLab waiting bin { id code } }
  }
`);
