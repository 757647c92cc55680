import type { Subgraph } from '@opticworks/kernel';
import { act, asks, REFUSAL, staff } from './seed-asks.ts';

/** The paper of the demonstration that was cut off, see the seed of customer-rx. */
const WHY =
  'The picture ends below the right eye: the values of the left eye are missing. Please send the whole paper.';

/**
 * An optician looks at the first of the papers customers sent instead of values, and asks for another one; the rest of the queue is left for
 * whoever sits down at the desk.
 */
export async function seedRxDesk(parts: readonly Subgraph[]): Promise<boolean> {
  const optician = asks(parts, 'customer-rx', staff('optician', 'Omar Reyes'));
  const { prescriptions } = (await optician(
    '{ prescriptions(status: [IN_REVIEW], first: 100) { edges { node { id source queuedAt } } } }',
  )) as { prescriptions: { edges: { node: { id: string; source: string; queuedAt: string } }[] } };
  const [first] = prescriptions.edges
    .map(({ node }) => node)
    .filter(({ source }) => source === 'DOCUMENT')
    .sort((a, b) => (a.queuedAt < b.queuedAt ? -1 : 1));
  if (!first) return false;
  const REJECT = `mutation ($id: ID!, $why: String!) { rejectPrescription(id: $id, reason: $why) { ... on Prescription { id } ${REFUSAL} } }`;
  return (await act(optician, REJECT, { id: first.id, why: WHY })) !== null;
}
