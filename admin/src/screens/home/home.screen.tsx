import { lazy, type ReactNode, Suspense } from 'react';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import { Badge } from '../../kit/badge.tsx';
import { Panel, usePageTitle } from '../../kit/detail.tsx';
import { count, due, money, sayCode, waited } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { DetailSkeleton, ProblemState, Skeleton } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { waitingQuery } from './home.documents.ts';

const Figures = lazy(() => import('./figures.tsx'));

/** What waits for whoever is signed in, the most pressing first; then the figures, for those who steer by them. */
export function HomeScreen() {
  usePageTitle('Today');
  const { may, roles } = useSession();
  const loaded = useLoad(waitingQuery, {
    orders: may('readOrders') && !roles.every((role) => role === 'lab' || role === 'optician'),
    returns: may('readReturns'),
    rx: may('judgePrescriptions'),
    picking: may('seePickTasks') && !roles.every((role) => role === 'lab' || role === 'optician'),
    receiving: may('receiveGoods'),
    buying: may('buy'),
    lab: may('seeLab') && !roles.every((role) => role === 'warehouse'),
  });
  useReloadOn('orderFeed', () => may('readOrders'), loaded.reload);
  const { data, problem, reload } = loaded;
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <h1 className="text-xl">Today</h1>
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <div className="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
          {data.prescriptions && (
            <Waiting
              title="Prescriptions to sign off"
              total={data.prescriptions.totalCount}
              to="/prescriptions"
              none="Nobody is waiting."
            >
              {data.prescriptions.edges.map(({ node }) => (
                <Row
                  key={node.id}
                  to={`/prescriptions/${node.id}`}
                  text={node.patientName ?? node.customer?.name ?? 'No name'}
                  note={node.orderNumber ?? ''}
                >
                  {node.expired && <Badge code="EXPIRED" tone="bad" />} {waited(node.queuedAt ?? node.createdAt)}
                </Row>
              ))}
            </Waiting>
          )}
          {data.lateJobs && (
            <Waiting
              title="Lab jobs that are late"
              total={data.lateJobs.totalCount}
              to="/lab"
              none="Every tray is in time."
            >
              {data.lateJobs.edges.map(({ node }) => (
                <Row
                  key={node.id}
                  to={`/lab/jobs/${node.number}`}
                  text={node.number}
                  note={node.trayCode ? `tray ${node.trayCode}` : ''}
                >
                  <Badge code={node.status} /> <span className="text-bad">{due(node.dueOn)}</span>
                </Row>
              ))}
            </Waiting>
          )}
          {data.heldJobs && (
            <Waiting title="Lab jobs on hold" total={data.heldJobs.totalCount} to="/lab" none="Nothing is held.">
              {data.heldJobs.edges.map(({ node }) => (
                <Row key={node.id} to={`/lab/jobs/${node.number}`} text={node.number} note={node.orderNumber}>
                  {node.holdReasons.map(sayCode).join(', ')}
                </Row>
              ))}
            </Waiting>
          )}
          {data.pickTasks && (
            <Waiting
              title="To pick and pack"
              total={data.pickTasks.totalCount}
              to="/picking"
              none="Everything is picked."
            >
              {data.pickTasks.edges.map(({ node }) => (
                <Row
                  key={node.id}
                  to={`/picking/${node.number}`}
                  text={node.number}
                  note={`to the ${node.destination.toLowerCase()}`}
                >
                  <Badge code={node.status} /> {node.dueOn && due(node.dueOn)}
                </Row>
              ))}
            </Waiting>
          )}
          {data.ready && (
            <Waiting
              title="Ready to ship"
              total={data.ready.totalCount}
              to="/orders?status=READY_TO_SHIP"
              none="Nothing stands ready."
            >
              {data.ready.edges.map(({ node }) => (
                <Row key={node.id} to={`/orders/${node.number}`} text={node.number} note={node.shippingAddress.name}>
                  {due(node.promiseDate)}
                </Row>
              ))}
            </Waiting>
          )}
          {data.inProduction && (
            <Waiting
              title="In production, next promise first"
              total={data.inProduction.totalCount}
              to="/orders?status=IN_PRODUCTION"
              none="Nothing is being made."
            >
              {data.inProduction.edges.map(({ node }) => (
                <Row key={node.id} to={`/orders/${node.number}`} text={node.number} note={node.shippingAddress.name}>
                  {due(node.promiseDate)}
                </Row>
              ))}
            </Waiting>
          )}
          {data.returns && (
            <Waiting
              title="Returns to decide or inspect"
              total={data.returns.totalCount}
              to="/returns?status=REQUESTED,RECEIVED"
              none="No return waits."
            >
              {data.returns.edges.map(({ node }) => (
                <Row key={node.id} to={`/returns/${node.id}`} text={node.number} note={node.order.number}>
                  <Badge code={node.status} /> {waited(node.createdAt)}
                </Row>
              ))}
            </Waiting>
          )}
          {data.receiving && (
            <Waiting
              title="Goods on their way"
              total={data.receiving.totalCount}
              to="/purchase-orders?status=SENT,CONFIRMED,PARTIALLY_RECEIVED"
              none="Nothing is expected."
            >
              {data.receiving.edges.map(({ node }) => (
                <Row key={node.id} to={`/purchase-orders/${node.number}`} text={node.number} note={node.supplier.name}>
                  <Badge code={node.status} /> {node.requestedOn && due(node.requestedOn)}
                </Row>
              ))}
            </Waiting>
          )}
          {data.urgent && (
            <Waiting
              title="Urgent to order"
              total={data.urgent.totalCount}
              to="/proposals?urgent=yes"
              none="Nothing is urgent."
            >
              {data.urgent.edges.map(({ node }) => (
                <Row key={node.id} to="/proposals?urgent=yes" text={node.sku} note={node.reason}>
                  {count(node.quantity)}
                </Row>
              ))}
            </Waiting>
          )}
          {data.approvals && (
            <Waiting
              title="Purchase orders to approve"
              total={data.approvals.totalCount}
              to="/purchase-orders?status=DRAFT,AWAITING_APPROVAL"
              none="Nothing waits for approval."
            >
              {data.approvals.edges.map(({ node }) => (
                <Row key={node.id} to={`/purchase-orders/${node.number}`} text={node.number} note={node.supplier.name}>
                  {money(node.total)}
                </Row>
              ))}
            </Waiting>
          )}
        </div>
      )}
      {(may('readFigures') || may('readLabFigures')) && (
        <Suspense fallback={<Skeleton className="h-72" />}>
          <Figures />
        </Suspense>
      )}
    </div>
  );
}

function Waiting(props: { title: string; total: number; to: string; none: string; children: ReactNode }) {
  return (
    <Panel
      title={`${props.title} (${count(props.total)})`}
      actions={props.total > 0 && <Go to={props.to}>All</Go>}
      flush
    >
      {props.total === 0 ? (
        <p className="p-3 text-ink-soft">{props.none}</p>
      ) : (
        <ul className="divide-y divide-line">{props.children}</ul>
      )}
    </Panel>
  );
}

function Row(props: { to: string; text: string; note: string; children: ReactNode }) {
  return (
    <li>
      <Go plain to={props.to} className="flex items-center gap-3 px-3 py-1.5 hover:bg-sunken">
        <span className="shrink-0 font-medium">{props.text}</span>
        <span className="min-w-0 flex-1 truncate text-ink-soft">{props.note}</span>
        <span className="shrink-0">{props.children}</span>
      </Go>
    </li>
  );
}
