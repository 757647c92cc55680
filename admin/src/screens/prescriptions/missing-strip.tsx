import { useLoad, useReloadOn } from '../../graph/load.ts';
import { Go } from '../../kit/go.tsx';
import { missingPrescriptionsQuery } from './prescriptions.documents.ts';

/** Above the queue: what has not come yet, and whom to call. Nothing where nothing is missing. */
export function MissingStrip() {
  const { data, reload } = useLoad(missingPrescriptionsQuery, {});
  useReloadOn('orderFeed', () => true, reload);
  const total = data?.orders.totalCount ?? 0;
  if (!data || total === 0) return null;
  const late = data.orders.edges.filter(({ node }) =>
    node.awaitedPrescriptions.some(({ state, overdue }) => state === 'AWAITED' && overdue),
  ).length;
  return (
    <p className="mx-4 mb-3 rounded-md bg-warn-soft px-3 py-2 text-warn lg:mx-6">
      <Go to="/orders?rxMissing=yes&sort=OLDEST">
        {total === 1 ? 'One order waits' : `${total} orders wait`} for a prescription from the customer
      </Go>
      {late > 0 && <span className="font-medium">; {late} should be called</span>}
    </p>
  );
}
