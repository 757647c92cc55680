import { useDeferredValue, useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import { TextInput } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, Panel } from '../../kit/detail.tsx';
import { count, mm, money, percent } from '../../kit/format.ts';
import { useAddressPart } from '../../kit/go.tsx';
import { supplierQuery } from './suppliers.documents.ts';

export function SupplierScreen() {
  const id = useAddressPart('id');
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const loaded = useLoad(supplierQuery, { id, query: query || null });
  const [known, setKnown] = useState(loaded.data);
  if (loaded.data && loaded.data !== known) setKnown(loaded.data);
  return (
    <DetailScreen
      loaded={{ ...loaded, data: loaded.data ?? known }}
      pick={(data) => data.supplier}
      missing="There is no such supplier."
    >
      {(supplier) => {
        const { scorecard } = supplier;
        return (
          <>
            <DetailHeader
              back={{ to: '/suppliers', label: '← Suppliers' }}
              title={supplier.name}
              sub={`${supplier.code} · ${supplier.email} · ${supplier.ediKind === 'NONE' ? 'orders by mail' : supplier.ediKind} · ${supplier.currencyCode}`}
            />
            <Columns
              main={
                <Panel
                  title="Items"
                  actions={
                    <TextInput
                      type="search"
                      aria-label="Find an item"
                      placeholder="SKU or name"
                      value={text}
                      onChange={(e) => setText(e.target.value)}
                    />
                  }
                  flush
                >
                  <table className="grid-table tabular">
                    <thead>
                      <tr>
                        <th>Item</th>
                        <th>Their number</th>
                        <th className="num">Cost</th>
                        <th className="num">Lead time</th>
                        <th className="num">Minimum</th>
                        <th className="num">Pack</th>
                      </tr>
                    </thead>
                    <tbody>
                      {supplier.items.map((item) => (
                        <tr key={item.id}>
                          <td>
                            {item.itemName} <span className="text-ink-soft text-xs">{item.sku}</span>
                          </td>
                          <td>{item.supplierSku}</td>
                          <td className="num">{money(item.cost)}</td>
                          <td className="num">{item.leadTimeDays} d</td>
                          <td className="num">{count(item.minimumQuantity)}</td>
                          <td className="num">{count(item.packSize)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                  {supplier.items.length === 0 && <p className="p-3 text-ink-soft">No item by this name.</p>}
                </Panel>
              }
              side={
                <Panel title="Scorecard">
                  <Facts
                    items={[
                      ['Score', scorecard.ranked ? mm(scorecard.score) : 'too few lines to rank'],
                      [
                        'On time in full',
                        `${percent(scorecard.otifPercent)} = ${count(scorecard.linesOnTimeInFull)} ÷ ${count(scorecard.linesDue)} lines due`,
                      ],
                      [
                        'Rejected',
                        `${scorecard.defectPpm === null ? '—' : `${count(scorecard.defectPpm)} ppm`} = ${count(scorecard.unitsRejected)} ÷ ${count(scorecard.unitsReceived)} pieces`,
                      ],
                      [
                        'Invoiced at price',
                        `${count(scorecard.invoiceLinesAtPrice)} ÷ ${count(scorecard.invoiceLines)} lines`,
                      ],
                      [
                        'Lead time',
                        scorecard.meanLeadTimeDays === null ? '—' : `${mm(scorecard.meanLeadTimeDays)} d on average`,
                      ],
                      [
                        'Spread of it',
                        scorecard.leadTimeCv === null
                          ? '—'
                          : `${percent(Number(scorecard.leadTimeCv) * 100)} of the average`,
                      ],
                    ]}
                  />
                </Panel>
              }
            />
          </>
        );
      }}
    </DetailScreen>
  );
}
