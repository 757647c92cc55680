const path = ['PLACED', 'IN_PRODUCTION', 'READY_TO_SHIP', 'SHIPPED', 'DELIVERED'] as const;

export interface ProgressStep {
  status: (typeof path)[number];
  state: 'done' | 'now' | 'ahead';
}

/**
 * The way of an order as a customer sees it. An order without lenses is never in production; a cancelled or unpaid one is on no way
 * at all.
 */
export function progressOf(status: string, hasLab: boolean): ProgressStep[] {
  const steps = path.filter((step) => hasLab || step !== 'IN_PRODUCTION' || status === step);
  const at = (steps as string[]).indexOf(status);
  if (at < 0) return [];
  const isFinished = status === 'DELIVERED';
  return steps.map((step, index) => ({
    status: step,
    state: index < at || isFinished ? 'done' : index === at ? 'now' : 'ahead',
  }));
}

/** Whether glasses come out of the lab too late for the day that was promised at the door. Both are calendar days. */
export function isLate(order: {
  promiseDate: string | null;
  labProgress: readonly { expectedOn: string | null }[];
}): boolean {
  const { promiseDate } = order;
  return (
    promiseDate !== null && order.labProgress.some(({ expectedOn }) => expectedOn !== null && expectedOn >= promiseDate)
  );
}
