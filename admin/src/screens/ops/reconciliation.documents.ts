import { graphql } from '../../graph/tada.ts';

export const reconciliationQuery = graphql(
  `query ReconciliationBreaks { reconciliationBreaks { id at kind subject detail open } }`,
);
export const resolveReconciliationBreak = graphql(
  `mutation ResolveReconciliationBreak($id: ID!, $note: String!) { resolveReconciliationBreak(id: $id, note: $note) }`,
);
