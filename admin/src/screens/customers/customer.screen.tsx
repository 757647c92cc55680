import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, TextArea } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, History, Panel } from '../../kit/detail.tsx';
import { Form } from '../../kit/form.tsx';
import { axis, day, instant, money, power, sayCode } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { languageName, placeName } from '../../kit/place-name.ts';
import { whoText } from '../../kit/who-text.ts';
import { useSession } from '../../session/session.tsx';
import { MeasurementsPanel } from '../measurements/measurements-panel.tsx';
import { ContactLensDialog } from '../prescriptions/contact-lens-dialog.tsx';
import { FhirDialog } from '../prescriptions/fhir-dialog.tsx';
import { addTimelineNote, customerQuery } from './customers.documents.ts';

type Customer = NonNullable<ResultOf<typeof customerQuery>['customer']>;
type Eye = Customer['prescriptions'][number]['od'];

const eyeText = (eye: Eye) =>
  eye
    ? `${eye.eye} ${power(eye.sphere)}${eye.cylinder ? ` ${power(eye.cylinder)} ×${axis(eye.axis)}` : ''}${eye.add ? ` ADD ${power(eye.add)}` : ''}`
    : '';

export function CustomerScreen() {
  const id = useAddressPart('id');
  const loaded = useLoad(customerQuery, { id });
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.customer} missing="There is no such customer.">
      {(customer) => <CustomerView key={customer.id} customer={customer} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function CustomerView({ customer, reload }: { customer: Customer; reload: () => void }) {
  const { act, busy } = useAct();
  const { may } = useSession();
  const [text, setText] = useState('');
  const names = [...new Set([customer.name, ...customer.prescriptions.flatMap((rx) => rx.patientName ?? [])])];
  return (
    <>
      <DetailHeader
        back={{ to: '/customers', label: '← Customers' }}
        title={customer.name}
        sub={`${customer.email} · customer since ${instant(customer.createdAt)}`}
      />
      <Columns
        main={
          <>
            <Panel title={`Orders (${customer.orders.totalCount})`} flush>
              {customer.orders.edges.length === 0 ? (
                <p className="p-3 text-ink-soft">No orders yet.</p>
              ) : (
                <table className="grid-table tabular">
                  <tbody>
                    {customer.orders.edges.map(({ node }) => (
                      <tr key={node.id}>
                        <td>
                          <Go to={`/orders/${node.number}`}>{node.number}</Go>
                        </td>
                        <td>
                          <Badge code={node.status} />
                        </td>
                        <td>{instant(node.createdAt)}</td>
                        <td className="text-ink-soft">{node.lines.map((line) => line.title).join(', ')}</td>
                        <td className="num">{money(node.totals.total)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </Panel>
            <Panel
              title="Prescriptions"
              flush
              actions={
                may('enterPrescriptions') && (
                  <>
                    <FhirDialog customerId={customer.id} reload={reload} />
                    <ContactLensDialog customer={customer} reload={reload} />
                  </>
                )
              }
            >
              {customer.prescriptions.length === 0 ? (
                <p className="p-3 text-ink-soft">None on file.</p>
              ) : (
                <table className="grid-table tabular">
                  <tbody>
                    {customer.prescriptions.map((rx) => (
                      <tr key={rx.id}>
                        <td>
                          <Go to={`/prescriptions/${rx.id}`}>{day(rx.issuedOn)}</Go>{' '}
                          <span className="text-ink-soft">{sayCode(rx.product)}</span>
                        </td>
                        <td>
                          <Badge code={rx.status} /> {rx.expired && <Badge code="EXPIRED" tone="bad" />}
                        </td>
                        <td className="whitespace-nowrap">{eyeText(rx.od)}</td>
                        <td className="whitespace-nowrap">{eyeText(rx.os)}</td>
                        <td className="text-ink-soft">until {day(rx.expiresOn)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </Panel>
          </>
        }
        side={
          <>
            <MeasurementsPanel
              measurements={customer.measurements}
              whom={{ customerId: customer.id }}
              names={names}
              reload={reload}
            />
            <Panel title="Person">
              <Facts
                items={[
                  [
                    'E-mail',
                    <a key="mail" className="link" href={`mailto:${customer.email}`}>
                      {customer.email}
                    </a>,
                  ],
                  [
                    'Phone',
                    customer.phone ? (
                      <a key="tel" className="link" href={`tel:${customer.phone}`}>
                        {customer.phone}
                      </a>
                    ) : (
                      '—'
                    ),
                  ],
                  ['Born', day(customer.birthDate)],
                  ['Language', languageName(customer.locale)],
                  ...customer.addresses.map(
                    ({ isDefault, address }) =>
                      [
                        isDefault ? 'Address' : 'Other address',
                        [
                          address.line1,
                          address.line2,
                          `${address.postalCode} ${address.city}`,
                          placeName(address.countryCode),
                        ]
                          .filter(Boolean)
                          .join(', '),
                      ] as const,
                  ),
                ]}
              />
            </Panel>
            <Panel title="Consents">
              <Facts
                items={customer.consents.map(
                  (consent) =>
                    [
                      sayCode(consent.purpose),
                      `${consent.granted ? 'given' : 'withdrawn'}, ${instant(consent.at)}`,
                    ] as const,
                )}
              />
              {customer.consents.length === 0 && <p className="text-ink-soft">None given.</p>}
            </Panel>
            <Panel title="Timeline">
              <Form
                className="mb-3 space-y-2"
                onSend={async () => {
                  if (
                    text.trim() &&
                    (await act(
                      addTimelineNote,
                      { customerId: customer.id, text: text.trim() },
                      { done: 'Note added.' },
                    ))
                  ) {
                    setText('');
                    reload();
                  }
                }}
              >
                <TextArea
                  aria-label="Note"
                  rows={2}
                  placeholder="Note for the house"
                  value={text}
                  onChange={(e) => setText(e.target.value)}
                />
                <Button type="submit" busy={busy} disabled={!text.trim()}>
                  Add note
                </Button>
              </Form>
              <History
                entries={customer.timeline.map((entry) => ({
                  key: entry.id,
                  at: instant(entry.at),
                  what: entry.text,
                  who: whoText(entry.who),
                }))}
              />
            </Panel>
          </>
        }
      />
    </>
  );
}
