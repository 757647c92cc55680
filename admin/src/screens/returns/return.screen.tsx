import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, History, Panel } from '../../kit/detail.tsx';
import { ReasonDialog } from '../../kit/dialog.tsx';
import { Form } from '../../kit/form.tsx';
import { instant, money, sayCode } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { approveReturn, inspectReturn, receiveReturn, rejectReturn, returnQuery } from './returns.documents.ts';

type Detail = NonNullable<ResultOf<typeof returnQuery>['return']>;

const verdicts = [
  { value: 'AS_NEW', label: 'As new: full refund' },
  { value: 'DEFECTIVE', label: 'Defective: full refund' },
  { value: 'USED', label: 'Used: no refund' },
  { value: 'DAMAGED_BY_CUSTOMER', label: 'Damaged by the customer: no refund' },
] as const;
type VerdictCode = (typeof verdicts)[number]['value'];
type Looked = { verdict: VerdictCode | null; restock: boolean };

export function ReturnScreen() {
  const id = useAddressPart('id');
  const loaded = useLoad(returnQuery, { id });
  useReloadOn('orderFeed', (event) => event.order.id === loaded.data?.return?.order.id, loaded.reload);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.return} missing="There is no such return.">
      {(one) => <ReturnView key={one.id} one={one} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function ReturnView({ one, reload }: { one: Detail; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  return (
    <>
      <DetailHeader
        back={{ to: '/returns', label: '← Returns' }}
        title={`Return ${one.number}`}
        badges={<Badge code={one.status} />}
        sub={
          <>
            Order <Go to={`/orders/${one.order.number}`}>{one.order.number}</Go> · {one.order.shippingAddress.name}
          </>
        }
        actions={
          <>
            {one.labelUrl && (
              <a className="btn" href={one.labelUrl} target="_blank" rel="noreferrer">
                Return label
              </a>
            )}
            {may('decideReturns') && one.status === 'REQUESTED' && (
              <>
                <ReasonDialog
                  trigger={<Button tone="danger">Reject</Button>}
                  title={`Reject return ${one.number}?`}
                  consequence="The customer is told why and keeps the goods."
                  submit="Reject"
                  onSubmit={async (reason) => {
                    const done = await act(rejectReturn, { id: one.id, reason }, { done: 'Rejected.' });
                    if (done) reload();
                    return done !== null;
                  }}
                />
                <Button
                  tone="primary"
                  busy={busy}
                  onClick={async () => {
                    if (await act(approveReturn, { id: one.id }, { done: 'Approved; the customer gets a label.' }))
                      reload();
                  }}
                >
                  Approve
                </Button>
              </>
            )}
            {may('receiveReturns') && ['APPROVED', 'LABEL_SENT'].includes(one.status) && (
              <Button
                tone="primary"
                busy={busy}
                onClick={async () => {
                  if (await act(receiveReturn, { id: one.id }, { done: 'The parcel is here.' })) reload();
                }}
              >
                Parcel is here
              </Button>
            )}
          </>
        }
      />
      <Columns
        main={
          may('receiveReturns') && one.status === 'RECEIVED' ? (
            <InspectionPanel one={one} reload={reload} />
          ) : (
            <Panel title="Lines" flush>
              <table className="grid-table">
                <tbody>
                  {one.lines.map((line) => (
                    <tr key={line.orderLine.id}>
                      <td>
                        <p className="font-medium">{line.orderLine.title}</p>
                        <p className="text-ink-soft">{line.orderLine.detail}</p>
                      </td>
                      <td className="num">
                        {line.quantity} of {line.orderLine.quantity}
                      </td>
                      <td>{line.reasonText}</td>
                      <td>
                        {line.verdict && sayCode(line.verdict)}
                        {line.restock !== null && (
                          <span className="block text-ink-soft">
                            {line.restock ? 'back to stock' : 'not restocked'}
                          </span>
                        )}
                      </td>
                      <td className="num">{money(line.refund)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          )
        }
        side={
          <>
            <Panel title="Return">
              <Facts
                items={[
                  ['Asked', instant(one.createdAt)],
                  ['Tracking', one.trackingCode ?? '—'],
                  ['Refund', money(one.refund)],
                  ['Customer', one.order.email],
                ]}
              />
            </Panel>
            <Panel title="History">
              <History
                entries={[...one.history].reverse().map((entry) => ({
                  key: `${entry.at}:${entry.kind}:${entry.text}`,
                  at: instant(entry.at),
                  what: entry.text,
                  who: entry.actor,
                }))}
              />
            </Panel>
          </>
        }
      />
    </>
  );
}

function InspectionPanel({ one, reload }: { one: Detail; reload: () => void }) {
  const { act, busy } = useAct();
  const [lines, setLines] = useState<Record<string, Looked>>({});
  const of = (id: string): Looked => lines[id] ?? { verdict: null, restock: false };
  const isComplete = one.lines.every((line) => of(line.orderLine.id).verdict);
  return (
    <Panel title="Inspection: what came back">
      <Form
        className="space-y-4"
        onSend={async () => {
          const done = await act(
            inspectReturn,
            {
              id: one.id,
              lines: one.lines.flatMap(({ orderLine: { id: orderLineId } }) => {
                const { verdict, restock } = of(orderLineId);
                return verdict ? [{ orderLineId, verdict, restock }] : [];
              }),
            },
            { done: (answer) => (answer.refund ? `${money(answer.refund)} goes back to the customer.` : 'Inspected.') },
          );
          if (done) reload();
        }}
      >
        {one.lines.map((line) => {
          const { id } = line.orderLine;
          const entry = of(id);
          return (
            <fieldset key={id} className="space-y-2 rounded border border-line p-3">
              <legend className="px-1 font-medium">
                {line.quantity} × {line.orderLine.title}
              </legend>
              <p className="text-ink-soft">
                {line.orderLine.detail} · {line.orderLine.sku} · {line.reasonText}
              </p>
              <div className="flex flex-wrap gap-4">
                {verdicts.map((verdict) => (
                  <label key={verdict.value} className="flex min-h-8 items-center gap-1.5">
                    <input
                      type="radio"
                      name={`verdict-${id}`}
                      required
                      checked={entry.verdict === verdict.value}
                      onChange={() =>
                        setLines((now) => ({
                          ...now,
                          [id]: { verdict: verdict.value, restock: verdict.value === 'AS_NEW' },
                        }))
                      }
                    />
                    {verdict.label}
                  </label>
                ))}
              </div>
              <label className="flex min-h-8 items-center gap-1.5">
                <input
                  type="checkbox"
                  checked={entry.restock}
                  onChange={(e) => setLines((now) => ({ ...now, [id]: { ...entry, restock: e.target.checked } }))}
                />
                Put back into stock
              </label>
            </fieldset>
          );
        })}
        <p className="text-ink-soft">
          Recording the inspection pays the refund at the payment provider. This cannot be undone.
        </p>
        <Button type="submit" tone="primary" busy={busy} disabled={!isComplete}>
          Record and refund
        </Button>
      </Form>
    </Panel>
  );
}
