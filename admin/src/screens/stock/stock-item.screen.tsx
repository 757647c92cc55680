import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { count, instant, sayCode, signedCount } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { adjustStock, countStock, stockLevelQuery, transferStock } from './stock.documents.ts';

type Level = NonNullable<ResultOf<typeof stockLevelQuery>['stockLevel']>;

export function StockItemScreen() {
  const id = useAddressPart('id');
  const loaded = useLoad(stockLevelQuery, { id });
  useReloadOn('inventoryFeed', (event) => event.stockLevel?.id === id, loaded.reload);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.stockLevel} missing="There is no such stock item.">
      {(level) => <LevelView level={level} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function LevelView({ level, reload }: { level: Level; reload: () => void }) {
  const { may } = useSession();
  const elsewhere = (level.variant?.stockLevels ?? []).filter((other) => other.id !== level.id);
  return (
    <>
      <DetailHeader
        back={{ to: '/stock', label: '← Stock' }}
        title={level.itemName}
        sub={`${level.sku} · ${sayCode(level.kind)} · ${level.location.name}${level.bin ? `, bin ${level.bin.code}` : ''}`}
        actions={
          may('changeStock') && (
            <>
              <CountDialog level={level} reload={reload} />
              <AdjustDialog level={level} reload={reload} />
              <TransferDialog level={level} reload={reload} />
            </>
          )
        }
      />
      <section
        className="card flex flex-wrap items-end gap-x-4 gap-y-2 p-4"
        aria-label="How the available quantity comes about"
      >
        {(
          [
            ['', 'On hand', level.onHand],
            ['−', 'Reserved by checkouts', level.reserved],
            ['−', 'Allocated to orders and jobs', level.allocated],
            ['=', 'Available', level.available],
          ] as const
        ).map(([sign, label, value]) => (
          <div key={label} className="flex items-end gap-4">
            {sign && <span className="pb-0.5 text-ink-soft text-xl">{sign}</span>}
            <div>
              <p className="text-ink-soft text-xs">{label}</p>
              <p className={`text-2xl tabular ${label === 'Available' ? 'font-semibold' : ''}`}>{count(value)}</p>
            </div>
          </div>
        ))}
      </section>
      <Columns
        main={
          <Panel title="Movements, newest first" flush>
            <table className="grid-table tabular">
              <thead>
                <tr>
                  <th>When</th>
                  <th>What</th>
                  <th className="num">Quantity</th>
                  <th>For</th>
                  <th>Who</th>
                </tr>
              </thead>
              <tbody>
                {level.movements.map((movement) => (
                  <tr key={movement.id}>
                    <td className="whitespace-nowrap">{instant(movement.at)}</td>
                    <td>
                      {sayCode(movement.kind)}
                      {movement.reason && <span className="block text-ink-soft">{movement.reason}</span>}
                    </td>
                    <td className={`num ${movement.quantity < 0 ? 'text-bad' : 'text-good'}`}>
                      {signedCount(movement.quantity)}
                    </td>
                    <td>
                      {movement.reference ?? ''}
                      {movement.lot && ` lot ${movement.lot}`}
                    </td>
                    <td className="text-ink-soft">{movement.actor}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {level.movements.length === 0 && <p className="p-3 text-ink-soft">No movements yet.</p>}
          </Panel>
        }
        side={
          <>
            <Panel title="Replenishment">
              <Facts
                items={[
                  ['On order', count(level.onOrder)],
                  ['Reorder point', level.reorderPoint === null ? '—' : count(level.reorderPoint)],
                ]}
              />
            </Panel>
            {elsewhere.length > 0 && (
              <Panel title="Elsewhere">
                <Facts
                  items={elsewhere.map(
                    (other) =>
                      [
                        `${other.location.name}${other.bin ? ` ${other.bin.code}` : ''}`,
                        <Go key={other.id} to={`/stock/${other.id}`}>
                          {count(other.available)} available
                        </Go>,
                      ] as const,
                  )}
                />
              </Panel>
            )}
            {level.variant && may('seeCatalog') && (
              <Panel title="Product">
                <Go to={`/products/${level.variant.product.id}`}>{level.variant.product.name}</Go> ·{' '}
                {level.variant.name}
              </Panel>
            )}
          </>
        }
      />
    </>
  );
}

interface DialogProps {
  level: Level;
  reload: () => void;
}

function CountDialog({ level, reload }: DialogProps) {
  const { act } = useAct();
  const [binCode, setBin] = useState(level.bin?.code ?? '');
  const [counted, setCounted] = useState('');
  return (
    <FormDialog
      trigger={<Button>Count</Button>}
      title={`Count ${level.sku}`}
      consequence="What you counted becomes what the books say; the difference is written down as a movement in your name."
      submit="Set to the count"
      onSubmit={async () => {
        const done = await act(
          countStock,
          { sku: level.sku, binCode: binCode.trim(), counted: Number(counted) },
          { done: (now) => `${now.sku}: ${now.onHand} on hand.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Bin">
        <TextInput required value={binCode} onChange={(e) => setBin(e.target.value)} />
      </Field>
      <Field label="Counted">
        <TextInput
          required
          type="number"
          min={0}
          step={1}
          value={counted}
          onChange={(e) => setCounted(e.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

function AdjustDialog({ level, reload }: DialogProps) {
  const { act } = useAct();
  const [binCode, setBin] = useState(level.bin?.code ?? '');
  const [delta, setDelta] = useState('');
  const [reason, setReason] = useState('');
  const after = level.onHand + (Number(delta) || 0);
  return (
    <FormDialog
      trigger={<Button>Adjust</Button>}
      title={`Adjust ${level.sku}`}
      consequence={`On hand is ${level.onHand} and becomes ${after}. The reason is kept with the movement.`}
      submit="Adjust"
      onSubmit={async () => {
        const done = await act(
          adjustStock,
          { sku: level.sku, binCode: binCode.trim(), delta: Number(delta), reason: reason.trim() },
          { done: (now) => `${now.sku}: ${now.onHand} on hand.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Bin">
        <TextInput required value={binCode} onChange={(e) => setBin(e.target.value)} />
      </Field>
      <Field label="Change" hint="Negative takes away">
        <TextInput required type="number" step={1} value={delta} onChange={(e) => setDelta(e.target.value)} />
      </Field>
      <Field label="Reason">
        <TextInput required value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

function TransferDialog({ level, reload }: DialogProps) {
  const { act } = useAct();
  const [fromBin, setFrom] = useState(level.bin?.code ?? '');
  const [toBin, setTo] = useState('');
  const [quantity, setQuantity] = useState('1');
  return (
    <FormDialog
      trigger={<Button>Transfer</Button>}
      title={`Transfer ${level.sku}`}
      consequence="Moves pieces to another bin, also of another place. What orders were promised stays promised."
      submit="Transfer"
      onSubmit={async () => {
        const done = await act(
          transferStock,
          { sku: level.sku, fromBin: fromBin.trim(), toBin: toBin.trim(), quantity: Number(quantity) },
          { done: 'Transferred.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="From bin">
        <TextInput required value={fromBin} onChange={(e) => setFrom(e.target.value)} />
      </Field>
      <Field label="To bin">
        <TextInput required value={toBin} onChange={(e) => setTo(e.target.value)} />
      </Field>
      <Field label="Quantity">
        <TextInput
          required
          type="number"
          min={1}
          step={1}
          value={quantity}
          onChange={(e) => setQuantity(e.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
