import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { labCard } from './lab-card.documents.ts';

export const blankReturnFields = graphql(`
  fragment BlankReturnFields on BlankReturn {
    id eye sku name lot serial reason status shelf isBooked openedAt settledAt settledBy
  }
`);

export const putBackBlank = graphql(
  `mutation PutBackBlank($returnId: ID!, $shelf: String) {
    putBackBlank(returnId: $returnId, shelf: $shelf) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);
export const spoilReturnedBlank = graphql(
  `mutation SpoilReturnedBlank($returnId: ID!, $reasonCode: String!, $note: String) {
    spoilReturnedBlank(returnId: $returnId, reasonCode: $reasonCode, note: $note) { ... on LabJob { ...LabCard } ...RefusalFields }
  }`,
  [labCard, refusalFields],
);

/** Blanks that lie in trays they are not cut for: somebody has to walk. */
export const blanksToPutBackQuery = graphql(`
  query BlanksToPutBack { blanksToPutBack(first: 50) { id eye name sku shelf openedAt job { id number trayCode } } }
`);
