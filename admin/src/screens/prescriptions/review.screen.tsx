import { clsx } from 'clsx';
import { useEffect, useMemo, useRef } from 'react';
import { useClient } from 'urql';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, History, IssueList, Panel } from '../../kit/detail.tsx';
import { ReasonDialog } from '../../kit/dialog.tsx';
import { day, instant, sayCode, waited } from '../../kit/format.ts';
import { Go, useAddressPart, useGo } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import {
  nextInQueueQuery,
  prescriptionAuditQuery,
  rejectPrescription,
  reviewQuery,
  signOffPrescription,
} from './prescriptions.documents.ts';
import { rowOfChange, rxRows } from './rx-rows.ts';

type Rx = NonNullable<ResultOf<typeof reviewQuery>['prescription']>;

export function ReviewScreen() {
  const id = useAddressPart('id');
  const { may } = useSession();
  // Reading a prescription is written down with its reason.
  const loaded = useLoad(reviewQuery, { id, reason: 'Review of the prescription', people: may('readCustomers') });
  useReloadOn('prescriptionQueue', (event) => event.prescription.id === id, loaded.reload);
  return (
    <DetailScreen
      loaded={loaded}
      pick={(data) => data.prescription}
      missing="There is no such prescription, or your role may not read it."
    >
      {(rx) => <Review key={rx.id} rx={rx} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function Review({ rx, reload }: { rx: Rx; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const client = useClient();
  const go = useGo();
  const rejectButton = useRef<HTMLButtonElement>(null);
  const maySign = may('judgePrescriptions') && rx.status === 'IN_REVIEW';
  const errors = rx.issues.filter((issue) => issue.severity === 'ERROR');

  async function toNext() {
    const { data } = await client.query(nextInQueueQuery, { first: 2 }, { requestPolicy: 'network-only' }).toPromise();
    const next = data?.prescriptions.edges.map((edge) => edge.node.id).find((one) => one !== rx.id);
    if (next) go(`/prescriptions/${next}`);
    else reload();
  }
  async function signOff() {
    const done = await act(
      signOffPrescription,
      { id: rx.id, note: null, reason: 'Checked against the document' },
      { done: `Signed off for ${rx.patientName ?? rx.customer?.name ?? 'the patient'}.` },
    );
    if (done) await toNext();
  }

  const keys = useRef({ maySign, busy, signOff });
  keys.current = { maySign, busy, signOff };
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement;
      if (!keys.current.maySign || keys.current.busy || event.metaKey || event.ctrlKey || event.altKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"]')) return;
      if (event.key === 'S') void keys.current.signOff();
      else if (event.key === 'R') rejectButton.current?.click();
      else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <DetailHeader
        back={{ to: '/prescriptions', label: '← Queue' }}
        title={rx.patientName ?? rx.customer?.name ?? 'Prescription'}
        badges={
          <>
            <Badge code={rx.status} />
            {rx.expired && <Badge code="EXPIRED" tone="bad" />}
            {rx.comparison?.needsAttention && <Badge code="ATTENTION" label="Large change" tone="warn" />}
          </>
        }
        sub={
          rx.status === 'IN_REVIEW' ? (
            <>
              Waiting {waited(rx.queuedAt ?? rx.createdAt)}
              {rx.orderNumber && (
                <>
                  {' '}
                  for order <Go to={`/orders/${rx.orderNumber}`}>{rx.orderNumber}</Go>
                </>
              )}
            </>
          ) : (
            rx.reviewedBy && `${sayCode(rx.status)} by ${rx.reviewedBy}, ${instant(rx.reviewedAt)}`
          )
        }
        actions={
          maySign && (
            <>
              <ReasonDialog
                trigger={
                  <button type="button" ref={rejectButton} className="btn btn-danger">
                    Reject <span className="kbd">⇧R</span>
                  </button>
                }
                title="Reject this prescription?"
                consequence="The customer is asked for a corrected one and the order waits. What you write is shown to them."
                submit="Reject"
                onSubmit={async (reason) => {
                  const done = await act(
                    rejectPrescription,
                    { id: rx.id, reason },
                    { done: 'Rejected. The customer is told why.' },
                  );
                  if (done) await toNext();
                  return done !== null;
                }}
              />
              <Button
                tone="primary"
                busy={busy}
                onClick={() => void signOff()}
                disabled={errors.length > 0}
                title={errors[0]?.message}
              >
                Sign off <span className="kbd border-current text-on-accent">⇧S</span>
              </Button>
            </>
          )
        }
      />
      <Columns
        main={
          <>
            {rx.issues.length > 0 && (
              <Panel title="Findings">
                <IssueList issues={rx.issues} />
              </Panel>
            )}
            <ComparisonPanel rx={rx} />
          </>
        }
        side={
          <>
            <Panel title="Document">
              <Facts
                items={[
                  ['Prescriber', rx.prescriberName ?? '—'],
                  ['Issued', day(rx.issuedOn)],
                  [
                    'Expires',
                    <span key="expires" className={rx.expired ? 'font-medium text-bad' : undefined}>
                      {day(rx.expiresOn)}
                    </span>,
                  ],
                  ['Source', sayCode(rx.source)],
                  ['For', sayCode(rx.product)],
                  rx.note ? ['Note', rx.note] : null,
                  rx.customer
                    ? [
                        'Customer',
                        <Go key="customer" to={`/customers/${rx.customer.id}`}>
                          {rx.customer.name}
                        </Go>,
                      ]
                    : null,
                  rx.customer?.phone
                    ? [
                        'Call back',
                        <a key="tel" className="link" href={`tel:${rx.customer.phone}`}>
                          {rx.customer.phone}
                        </a>,
                      ]
                    : null,
                  rx.orders.length > 0
                    ? [
                        'Orders',
                        rx.orders.map((order) => (
                          <Go key={order.id} to={`/orders/${order.number}`} className="me-2">
                            {order.number}
                          </Go>
                        )),
                      ]
                    : null,
                ]}
              />
            </Panel>
            <Panel title="History">
              <History
                entries={[...rx.history].reverse().map((entry) => ({
                  key: `${entry.at}:${entry.kind}`,
                  at: instant(entry.at),
                  what: (
                    <>
                      {sayCode(entry.kind)}
                      {entry.note && `: ${entry.note}`}
                    </>
                  ),
                  who: entry.actor,
                }))}
              />
            </Panel>
            {may('auditPrescriptions') && <AuditPanel id={rx.id} />}
          </>
        }
      />
    </>
  );
}

/** Now beside last time; what changed is said in words and marked, what changed much is marked more. */
function ComparisonPanel({ rx }: { rx: Rx }) {
  const { comparison } = rx;
  const rows = rxRows(rx);
  const before = useMemo(
    () => new Map(comparison ? rxRows(comparison.previous).map((row) => [row.key, row.text]) : []),
    [comparison],
  );
  const changes = new Map((comparison?.changes ?? []).map((change) => [rowOfChange(change, rows), change]));
  const written = [rx.od, rx.os].filter((eye) => eye !== null);
  return (
    <Panel title={comparison ? `Now and before (${day(comparison.previous.issuedOn)})` : 'Values'} flush>
      <table className="grid-table tabular">
        <thead>
          <tr>
            <th>Eye</th>
            <th>Value</th>
            <th className="num">Now</th>
            {comparison && (
              <>
                <th className="num">Before</th>
                <th>Change</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const change = changes.get(row.key);
            const isDifferent = comparison && (before.get(row.key) ?? '—') !== row.text;
            return (
              <tr key={row.key} className={clsx(change?.attention ? 'bg-warn-soft' : isDifferent && 'bg-accent-soft')}>
                <th scope="row" className="!text-ink">
                  {row.eye !== rows[i - 1]?.eye && (row.eye === 'OU' ? 'Both' : row.eye)}
                </th>
                <td className="text-ink-soft">{row.label}</td>
                <td className={clsx('num text-base', isDifferent ? 'font-semibold' : 'font-medium')}>{row.text}</td>
                {comparison && (
                  <>
                    <td className="num text-ink-soft">{before.get(row.key) ?? '—'}</td>
                    <td className={change?.attention ? 'font-medium text-warn' : 'text-ink-soft'}>
                      {change?.attention && <span aria-hidden="true">▲ </span>}
                      {change?.message}
                    </td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {changes.has(null) && <p className="px-3 py-2 text-warn">{changes.get(null)?.message}</p>}
      {written.length > 0 && (
        <p className="border-line border-t px-3 py-2 text-ink-soft">
          As written:{' '}
          {written.map((eye) => (
            <span key={eye.eye} className="me-4 whitespace-nowrap">
              {eye.eye} {eye.asWritten}
            </span>
          ))}
        </p>
      )}
    </Panel>
  );
}

function AuditPanel({ id }: { id: string }) {
  const { data } = useLoad(prescriptionAuditQuery, { prescriptionId: id });
  return (
    <Panel title="Who read it">
      <History
        entries={(data?.prescriptionAudit ?? []).slice(0, 12).map((entry) => ({
          key: entry.id,
          at: instant(entry.at),
          what: `${sayCode(entry.action)}${entry.reason ? `: ${entry.reason}` : ''}`,
          who: entry.actor,
        }))}
      />
    </Panel>
  );
}
