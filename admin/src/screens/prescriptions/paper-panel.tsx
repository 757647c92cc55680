import type { ReactNode } from 'react';
import type { ResultOf } from '../../graph/tada.ts';
import { Facts, Panel } from '../../kit/detail.tsx';
import { day, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { placeName } from '../../kit/place-name.ts';
import type { reviewQuery } from './prescriptions.documents.ts';

type Rx = NonNullable<ResultOf<typeof reviewQuery>['prescription']>;
type Fact = readonly [string, ReactNode] | null;

const call = (number: string) => (
  <a className="link" href={`tel:${number}`}>
    {number}
  </a>
);
const where = (label: string, value: ReactNode): Fact => (value ? [label, value] : null);

/** Everything that stands on the paper beside the values, and whom to ask about it. What the paper does not name takes no line. */
export function PaperPanel({ rx }: { rx: Rx }) {
  const { prescriber, customer } = rx;
  return (
    <Panel title="Details">
      <Facts
        items={[
          ['Prescriber', rx.prescriberName ?? '—'],
          where('NPI', prescriber?.npi),
          where('Licence', prescriber?.licence),
          where('Practice', prescriber?.phone && call(prescriber.phone)),
          where('Fax', prescriber?.fax),
          where('E-mail', prescriber?.email),
          where('Address', prescriber?.address),
          where('Date of birth', rx.birthDate && day(rx.birthDate)),
          where('Examined', rx.examinedOn && day(rx.examinedOn)),
          ['Issued', day(rx.issuedOn)],
          [
            'Expires',
            <span key="expires" className={rx.expired ? 'font-medium text-bad' : undefined}>
              {day(rx.expiresOn)}
            </span>,
          ],
          where('Ends early because', rx.medicalReason),
          ['Filled in', placeName(rx.filledIn)],
          ['Source', sayCode(rx.source)],
          ['For', sayCode(rx.product)],
          where('Note', rx.note),
          [
            'Judged by',
            `rules version ${rx.rulesVersion}${rx.reviewedRulesVersion ? `; signed off by version ${rx.reviewedRulesVersion}` : ''}`,
          ],
          where('Customer', customer && <Go to={`/customers/${customer.id}`}>{customer.name}</Go>),
          where('Call back', customer?.phone && call(customer.phone)),
          where(
            'Orders',
            rx.orders.length > 0 &&
              rx.orders.map((order) => (
                <Go key={order.id} to={`/orders/${order.number}`} className="me-2">
                  {order.number}
                </Go>
              )),
          ),
        ]}
      />
    </Panel>
  );
}
