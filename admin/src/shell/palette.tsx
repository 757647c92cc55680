import { Command } from 'cmdk';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { sayCode } from '../kit/format.ts';
import { useGo } from '../kit/go.tsx';
import { useSession } from '../session/session.tsx';
import { paletteSearch } from './palette.documents.ts';
import { screens } from './screens.ts';

interface Hit {
  key: string;
  group: string;
  to: string;
  text: string;
  note: string;
}

/** Opens anything by number, name or barcode: ⌘K or Ctrl K. */
export default function Palette(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { may } = useSession();
  const client = useClient();
  const go = useGo();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly Hit[]>([]);
  const [searching, setSearching] = useState(false);
  const query = text.trim();

  useEffect(() => {
    if (query.length < 2) {
      setHits([]);
      return;
    }
    let isOld = false;
    setSearching(true);
    const timer = setTimeout(async () => {
      const { data } = await client
        .query(
          paletteSearch,
          {
            query,
            orders: may('readOrders'),
            lab: may('seeLab'),
            customers: may('readCustomers'),
            stock: may('seeStock'),
            purchasing: may('seePurchasing'),
            picking: may('seePickTasks'),
          },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      if (isOld) return;
      setSearching(false);
      const jobs = [data?.byTray, ...(data?.labJobs?.edges.map((edge) => edge.node) ?? [])].filter(
        (job) => job !== null && job !== undefined,
      );
      setHits([
        ...(data?.orders?.edges ?? []).map(({ node }) => ({
          key: node.id,
          group: 'Orders',
          to: `/orders/${node.number}`,
          text: node.number,
          note: `${node.shippingAddress.name} · ${sayCode(node.status)}`,
        })),
        ...[...new Map(jobs.map((job) => [job.id, job])).values()].map((job) => ({
          key: job.id,
          group: 'Lab jobs',
          to: `/lab/jobs/${job.number}`,
          text: job.number,
          note: `${job.trayCode ? `tray ${job.trayCode} · ` : ''}${sayCode(job.status)}`,
        })),
        ...(data?.pickTask
          ? [
              {
                key: data.pickTask.id,
                group: 'Pick tasks',
                to: `/picking/${data.pickTask.number}`,
                text: data.pickTask.number,
                note: sayCode(data.pickTask.status),
              },
            ]
          : []),
        ...(data?.purchaseOrder
          ? [
              {
                key: data.purchaseOrder.id,
                group: 'Purchase orders',
                to: `/purchase-orders/${data.purchaseOrder.number}`,
                text: data.purchaseOrder.number,
                note: sayCode(data.purchaseOrder.status),
              },
            ]
          : []),
        ...(data?.customers?.edges ?? []).map(({ node }) => ({
          key: node.id,
          group: 'Customers',
          to: `/customers/${node.id}`,
          text: node.name,
          note: node.email,
        })),
        ...(data?.stockLevels?.edges ?? []).map(({ node }) => ({
          key: node.id,
          group: 'Stock',
          to: `/stock/${node.id}`,
          text: node.sku,
          note: `${node.itemName} · ${node.location.code}`,
        })),
      ]);
    }, 150);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [query, client, may]);

  const choose = (to: string) => {
    props.onOpenChange(false);
    setText('');
    go(to);
  };
  const own = screens.filter(
    (screen) => (!screen.right || may(screen.right)) && screen.label.toLowerCase().includes(query.toLowerCase()),
  );
  const groups = [...new Set(hits.map((hit) => hit.group))];
  const item = 'flex items-baseline gap-3 rounded px-3 py-2 data-[selected=true]:bg-accent-soft';
  return (
    <Command.Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      shouldFilter={false}
      label="Open anything"
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="card fixed left-1/2 top-[12vh] z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden shadow-xl"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Order, tray, job, SKU, customer, screen…"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-auto p-2">
        <Command.Empty className="px-3 py-6 text-center text-ink-soft">
          {searching ? 'Looking…' : 'Nothing by this name or number.'}
        </Command.Empty>
        {groups.map((group) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-ink-soft [&_[cmdk-group-heading]]:text-xs"
          >
            {hits
              .filter((hit) => hit.group === group)
              .map((hit) => (
                <Command.Item key={hit.key} value={hit.key} onSelect={() => choose(hit.to)} className={item}>
                  <span className="font-medium">{hit.text}</span>
                  <span className="truncate text-ink-soft">{hit.note}</span>
                </Command.Item>
              ))}
          </Command.Group>
        ))}
        {own.length > 0 && (
          <Command.Group
            heading="Screens"
            className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-ink-soft [&_[cmdk-group-heading]]:text-xs"
          >
            {own.map((screen) => (
              <Command.Item key={screen.to} value={screen.to} onSelect={() => choose(screen.to)} className={item}>
                {screen.label}
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command.Dialog>
  );
}
