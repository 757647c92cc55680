export interface AwaitedState {
  state: 'AWAITED' | 'TYPING' | 'RECEIVED' | 'SETTLED';
  overdue: boolean;
  dueAt: string;
}

interface WaitingOrder {
  status: string;
  awaitedPrescriptions: readonly AwaitedState[];
}

/** What an order lacks: the prescription its customer has yet to send, the one due first. Null for all others. */
export function missingRx({ status, awaitedPrescriptions }: WaitingOrder): AwaitedState | null {
  if (status !== 'PLACED' && status !== 'IN_PRODUCTION') return null;
  const open = awaitedPrescriptions.filter(({ state }) => state === 'AWAITED');
  return [...open].sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0] ?? null;
}
