import { clsx } from 'clsx';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextArea } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, History, IssueList, Panel } from '../../kit/detail.tsx';
import { FormDialog, ReasonDialog } from '../../kit/dialog.tsx';
import { day, instant, sayCode, waited } from '../../kit/format.ts';
import { Go, useAddressPart, useGo } from '../../kit/go.tsx';
import { placeName } from '../../kit/place-name.ts';
import { toast } from '../../kit/toast.tsx';
import { whoText } from '../../kit/who-text.ts';
import { useSession } from '../../session/session.tsx';
import { auditLines } from './audit-lines.ts';
import { ChecklistPanel, type Item } from './checklist-panel.tsx';
import { DocumentPanel } from './document-panel.tsx';
import { ExplainPanel } from './explain-panel.tsx';
import { ImportedPanel } from './imported-panel.tsx';
import { PaperPanel } from './paper-panel.tsx';
import { PlaceFacts } from './place-facts.tsx';
import {
  nextInQueueQuery,
  prescriptionAuditQuery,
  rejectPrescription,
  reviewQuery,
  signOffPrescription,
} from './prescriptions.documents.ts';
import { rowOfChange, rxRows } from './rx-rows.ts';
import { TypePanel } from './type-panel.tsx';
import { notePrescriptionCall } from './verification.documents.ts';
import { VerificationPanel } from './verification-panel.tsx';

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
  const isOnlyPaper = rx.product === 'GLASSES' && !rx.od && !rx.os && rx.status === 'IN_REVIEW';
  const maySign = may('judgePrescriptions') && rx.status === 'IN_REVIEW';
  const [seen, setSeen] = useState<ReadonlySet<Item>>(new Set());
  const [openPoints, setOpenPoints] = useState<string[] | null>(null);
  const [overrideReason, setOverrideReason] = useState('');

  async function toNext() {
    const { data } = await client.query(nextInQueueQuery, { first: 2 }, { requestPolicy: 'network-only' }).toPromise();
    const next = data?.prescriptions.edges.map((edge) => edge.node.id).find((one) => one !== rx.id);
    if (next) go(`/prescriptions/${next}`);
    else reload();
  }
  async function signOff(reason: string | null = null) {
    const done = await act(
      signOffPrescription,
      { id: rx.id, note: null, reason, seen: rx.documents.length > 0 || seen.size > 0 ? [...seen] : null },
      {
        done: (granted) =>
          granted.status === 'SIGNED_OFF'
            ? `Signed off for ${rx.patientName ?? rx.customer?.name ?? 'the patient'}.`
            : 'Your look is noted. Another optician signs it off.',
        // What is open is shown, and the reason asked for: nothing typed or ticked is lost.
        onRefusal: (refusal) =>
          refusal.code === 'REASON_REQUIRED'
            ? setOpenPoints(refusal.issues.map((issue) => issue.message))
            : toast.bad(
                refusal.message,
                refusal.issues.map((issue) => issue.message),
              ),
      },
    );
    if (done?.status === 'SIGNED_OFF') await toNext();
    else if (done) reload();
    return done !== null;
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
                  <button type="button" className="btn">
                    Note a call
                  </button>
                }
                title="A call about this prescription"
                consequence="It stays where it is in the queue; the note is for the house."
                submit="Keep the note"
                tone="primary"
                label="Who said what"
                onSubmit={async (note) => {
                  const done = await act(notePrescriptionCall, { id: rx.id, note }, { done: 'The note is kept.' });
                  if (done) reload();
                  return done !== null;
                }}
              />
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
              {!isOnlyPaper && (
                <Button tone="primary" busy={busy} onClick={() => void signOff()}>
                  Sign off <span className="kbd border-current text-on-accent">⇧S</span>
                </Button>
              )}
            </>
          )
        }
      />
      {openPoints && (
        <FormDialog
          title="Sign off all the same?"
          consequence={
            <>
              <p>This is open. With a reason you vouch for it; the reason is kept.</p>
              <ul className="mt-2 list-disc ps-5">
                {openPoints.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
            </>
          }
          submit="Sign off with this reason"
          onClose={() => setOpenPoints(null)}
          onSubmit={async () => {
            const isDone = await signOff(overrideReason.trim());
            if (isDone) setOpenPoints(null);
            return isDone;
          }}
        >
          <Field label="Reason">
            <TextArea
              required
              autoFocus
              value={overrideReason}
              onChange={(event) => setOverrideReason(event.target.value)}
            />
          </Field>
        </FormDialog>
      )}
      <Columns
        main={
          <>
            {rx.checkedBy && rx.status === 'IN_REVIEW' && (
              <p className="rounded bg-accent-soft px-3 py-2">
                {rx.checkedBy} has looked at it ({instant(rx.checkedAt)}). A second optician signs it off.
              </p>
            )}
            {isOnlyPaper && <TypePanel id={rx.id} patientName={rx.patientName} />}
            {rx.issues.length > 0 && !isOnlyPaper && (
              <Panel title="Findings">
                <IssueList issues={rx.issues} />
              </Panel>
            )}
            <div className="grid items-start gap-4 2xl:grid-cols-2">
              <DocumentPanel papers={rx.documents} />
              <ComparisonPanel rx={rx} />
            </div>
          </>
        }
        side={
          <>
            {maySign && <ChecklistPanel items={rx.checklist} seen={seen} onChange={setSeen} />}
            <VerificationPanel rx={rx} mayAsk={may('judgePrescriptions')} reload={reload} />
            <PaperPanel rx={rx} />
            <ImportedPanel rx={rx} />
            <PlaceFacts place={placeName(rx.filledIn)} facts={rx.placeFacts} />
            {may('explainLenses') && <ExplainPanel rx={rx} />}
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
                  who: whoText(entry.who),
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
    <Panel
      title={comparison ? `Now and before (${day(comparison.previous.issuedOn)})` : 'Values'}
      flush
      actions={
        rows.length > 0 && (
          <a className="btn" href={`/customer-rx/documents/prescriptions/${rx.id}`} download>
            Download as FHIR
          </a>
        )
      }
    >
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
            <span key={eye.eye} className="me-4 inline-block whitespace-nowrap">
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
        entries={auditLines(data?.prescriptionAudit ?? [])
          .slice(0, 12)
          .map((line) => ({ ...line, at: instant(line.at) }))}
      />
    </Panel>
  );
}
