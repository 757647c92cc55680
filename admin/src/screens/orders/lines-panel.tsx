import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { axis, instant, mm, money, power } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { explainAddress } from '../lenses/explain-input.ts';
import { CancelLineDialog } from './cancel-line-dialog.tsx';
import type { OrderDetail } from './order.screen.tsx';

/** What was ordered, with its lenses and its prescription, and what it costs. */
export function LinesPanel({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { may } = useSession();
  const { totals } = order;
  return (
    <Panel title="Lines" flush>
      <table className="grid-table">
        <thead>
          <tr>
            <th>Item</th>
            <th className="num">Qty</th>
            <th className="num">Each</th>
            <th className="num">Total</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.id}>
              <td>
                <p className="font-medium">
                  {line.quantity > 0 ? line.title : <s className="text-ink-soft">{line.title}</s>}
                </p>
                <p className="text-ink-soft">
                  {line.detail && `${line.detail} · `}
                  <span className="text-xs">{line.sku}</span>
                </p>
                {line.lens && (line.lens.rush || (line.prescription && may('explainLenses'))) && (
                  <p>
                    {line.lens.rush && 'Rush. '}
                    {line.prescription && may('explainLenses') && (
                      <Go
                        to={explainAddress({
                          sku: line.sku,
                          prescriptionId: line.prescription.id,
                          designId: line.lens.designId,
                          materialId: line.lens.materialId,
                          treatmentIds: line.lens.treatmentIds,
                        })}
                      >
                        Explain what can be made
                      </Go>
                    )}
                  </p>
                )}
                {line.prescription && (
                  <p className="tabular">
                    <Go to={`/prescriptions/${line.prescription.id}`}>Prescription</Go>{' '}
                    <Badge code={line.prescription.status} />{' '}
                    {[line.prescription.od, line.prescription.os].map(
                      (eye) =>
                        eye && (
                          <span key={eye.eye} className="me-3 whitespace-nowrap text-ink-soft">
                            {eye.eye} {power(eye.sphere)}{' '}
                            {eye.cylinder ? `${power(eye.cylinder)} ×${axis(eye.axis)}` : ''}{' '}
                            {eye.add ? `ADD ${power(eye.add)}` : ''}
                          </span>
                        ),
                    )}
                  </p>
                )}
                {line.contactLens && (
                  <p className="tabular text-ink-soft">
                    {line.contactLens.eye} {power(line.contactLens.power)}{' '}
                    {line.contactLens.cylinder
                      ? `${power(line.contactLens.cylinder)} ×${axis(line.contactLens.axis)}`
                      : ''}{' '}
                    BC {mm(line.contactLens.baseCurveMm)} DIA {mm(line.contactLens.diameterMm)}
                  </p>
                )}
                {line.components.length > 1 && (
                  <ul className="mt-1 text-ink-soft text-xs">
                    {line.components.map((component) => (
                      <li key={component.code}>
                        {component.label}: {money(component.amount)}
                      </li>
                    ))}
                  </ul>
                )}
                {line.cancellations.map((one) => (
                  <p key={one.id} className="text-warn text-xs">
                    {one.quantity} cancelled {instant(one.at)} by {one.by}: {one.reason}.{' '}
                    {one.refundFailed ? 'The refund came back' : `${money(one.refund)} given back`}
                    {one.cost && `, cost the house ${money(one.cost)}`}
                  </p>
                ))}
                {may('cancelOrders') && line.canCancel && (
                  <p className="mt-1">
                    <CancelLineDialog order={order} line={line} reload={reload} />
                  </p>
                )}
                {line.discounts.map((discount) => (
                  <p key={discount.label} className="text-good text-xs">
                    {discount.label}: −{money(discount.amount).replace('−', '')}
                  </p>
                ))}
              </td>
              <td className="num">
                {line.quantity > 0 ? line.quantity : <s className="text-ink-soft">{line.cancelledQuantity}</s>}
              </td>
              <td className="num">{money(line.unitPrice)}</td>
              <td className="num">{money(line.total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {(
            [
              ['Subtotal', totals.subtotal],
              ['Discount', totals.discount],
              ['Shipping', totals.shipping],
              [totals.taxIncluded ? 'Tax (included)' : 'Tax', totals.tax],
              ['Total', totals.total],
            ] as const
          ).map(([label, amount]) => (
            <tr key={label} className={label === 'Total' ? 'font-semibold' : 'text-ink-soft'}>
              <td colSpan={3} className="num">
                {label}
              </td>
              <td className="num">{money(amount)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </Panel>
  );
}
