import { clsx } from 'clsx';
import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad, useReloadOn } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, Panel } from '../../kit/detail.tsx';
import { day, due, instant, sayCode } from '../../kit/format.ts';
import { Go, useAddressPart } from '../../kit/go.tsx';
import { ScanBox } from '../../kit/scan-box.tsx';
import type { ScanAnswer } from '../../kit/scan-queue.ts';
import { toast } from '../../kit/toast.tsx';
import { useSession } from '../../session/session.tsx';
import { assignPickTask, handOver, packTask, pickTaskQuery, scanPick } from './picking.documents.ts';
import { openLines, readScan } from './read-scan.ts';

type Task = NonNullable<ResultOf<typeof pickTaskQuery>['pickTask']>;

export function PickTaskScreen() {
  const number = useAddressPart('number');
  const loaded = useLoad(pickTaskQuery, { number });
  useReloadOn('inventoryFeed', (event) => event.pickTask?.number === number, loaded.reload);
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.pickTask} missing={`There is no pick task ${number}.`}>
      {(task) => <TaskView key={task.id} task={task} reload={loaded.reload} />}
    </DetailScreen>
  );
}

const sentence = (refusal: { message: string; issues: { message: string }[] }) =>
  [refusal.message, ...refusal.issues.map((issue) => issue.message)].join(' ');

function TaskView({ task, reload }: { task: Task; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const [binCode, setBinCode] = useState<string | null>(null);
  const todo = openLines(task.lines);
  const next = todo[0];
  const mayPick = may('pick');
  const isToLab = task.destination === 'LAB';

  async function scan(scanned: string): Promise<ScanAnswer> {
    const step = readScan(task.lines, binCode, scanned);
    if (step.kind === 'ask') return { ok: false, message: step.message };
    if (step.kind === 'bin') {
      setBinCode(step.binCode);
      return { ok: true, message: `Bin ${step.binCode.toUpperCase()}. Now the item.` };
    }
    let refusal = '';
    const picked = await act(
      scanPick,
      { taskId: task.id, binCode: step.binCode, code: step.code, quantity: 1 },
      {
        onRefusal: (no) => {
          refusal = sentence(no);
        },
      },
    );
    if (!picked) return { ok: false, message: refusal || 'The server did not answer. Scan again.' };
    reload();
    const left = openLines(picked.lines);
    const after = left[0];
    if (!after) {
      // The field goes away with the last item, so the outcome is said where it stays.
      toast.good('All picked.');
      setBinCode(null);
      return { ok: true, message: 'All picked.' };
    }
    // The next item lies elsewhere: its bin has to be scanned, so that nobody picks from memory.
    if (after.bin && after.bin.code.toUpperCase() !== step.binCode.toUpperCase()) setBinCode(null);
    return { ok: true, message: `Picked. Next: ${after.itemName}, bin ${after.bin?.code ?? 'any'}.` };
  }

  return (
    <>
      <DetailHeader
        back={{ to: '/picking', label: '← Picking' }}
        title={`Pick ${task.number}`}
        badges={<Badge code={task.status} />}
        sub={
          <>
            To the {task.destination.toLowerCase()} · order{' '}
            <Go to={`/orders/${task.orderNumber}`}>{task.orderNumber}</Go>
            {task.dueOn && ` · due ${day(task.dueOn)} (${due(task.dueOn)})`}
          </>
        }
        actions={
          <>
            <a className="btn" href={task.pickListUrl} target="_blank" rel="noreferrer">
              Pick list
            </a>
            {mayPick && task.status === 'OPEN' && (
              <Button
                busy={busy}
                onClick={async () => {
                  if (
                    await act(
                      assignPickTask,
                      { taskId: task.id, toMe: !task.assignedTo },
                      { done: task.assignedTo ? 'Given back to everybody.' : 'This task is yours.' },
                    )
                  )
                    reload();
                }}
              >
                {task.assignedTo ? 'Give back' : 'Take it'}
              </Button>
            )}
            {mayPick && !isToLab && task.status === 'PICKED' && (
              <Button
                tone="primary"
                busy={busy}
                onClick={async () => {
                  if (await act(packTask, { taskId: task.id }, { done: 'Packed. Buy the label on the order.' }))
                    reload();
                }}
              >
                Close the parcel
              </Button>
            )}
            {task.status === 'PACKED' && (
              <>
                {mayPick && (
                  <Button
                    busy={busy}
                    onClick={async () => {
                      if (await act(handOver, { taskId: task.id, trayCode: null }, { done: 'Handed to shipping.' }))
                        reload();
                    }}
                  >
                    Hand to shipping
                  </Button>
                )}
                <Go plain className="btn btn-primary" to={`/orders/${task.orderNumber}`}>
                  Buy label
                </Go>
              </>
            )}
          </>
        }
      />
      <Columns
        main={
          <>
            {mayPick && task.status === 'OPEN' && todo.length > 0 && (
              <Panel>
                <p className="mb-2 text-lg">
                  {binCode ? (
                    <>
                      Bin <strong>{binCode.toUpperCase()}</strong>: scan the item
                    </>
                  ) : (
                    <>
                      Go to bin <strong>{next?.bin?.code ?? 'any'}</strong> and scan its label
                    </>
                  )}
                </p>
                <ScanBox
                  label={binCode ? 'Item' : 'Bin'}
                  placeholder={binCode ? 'Item barcode or SKU' : 'Bin label'}
                  onScan={scan}
                />
              </Panel>
            )}
            {mayPick && isToLab && task.status === 'PICKED' && (
              <Panel>
                <p className="mb-2 text-lg">Put the frame into a tray and scan the tray</p>
                <ScanBox
                  label="Tray code"
                  placeholder="Tray label"
                  onScan={async (code) => {
                    let refusal = '';
                    const done = await act(
                      handOver,
                      { taskId: task.id, trayCode: code },
                      {
                        onRefusal: (no) => {
                          refusal = sentence(no);
                        },
                      },
                    );
                    if (done) {
                      toast.good(`Tray ${code} goes to the lab.`);
                      reload();
                    }
                    return done
                      ? { ok: true, message: `Tray ${code} goes to the lab.` }
                      : { ok: false, message: refusal || 'The server did not answer. Scan again.' };
                  }}
                />
              </Panel>
            )}
            <Panel title="Lines" flush>
              <table className="grid-table">
                <thead>
                  <tr>
                    <th>Bin</th>
                    <th>Item</th>
                    <th>Barcode</th>
                    <th className="num">Picked</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {task.lines.map((line) => {
                    const isDone = line.pickedQuantity >= line.quantity;
                    return (
                      <tr key={line.id} className={clsx(line.id === next?.id && 'bg-accent-soft')} data-line={line.sku}>
                        <td className="font-semibold text-base">{line.fromLab ? 'Lab' : (line.bin?.code ?? 'any')}</td>
                        <td>
                          <p>{line.itemName}</p>
                          <p className="text-ink-soft text-xs">
                            {line.sku}
                            {line.lot && ` · lot ${line.lot}`}
                          </p>
                        </td>
                        <td className="text-ink-soft tabular">{line.gtin ?? '—'}</td>
                        <td className="num text-base">
                          {line.pickedQuantity} / {line.quantity}
                        </td>
                        <td className={isDone ? 'text-good' : 'text-ink-soft'}>
                          {isDone
                            ? '✓ done'
                            : line.waiting
                              ? 'still on order'
                              : line.fromLab
                                ? 'the lab brings it'
                                : ''}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </Panel>
          </>
        }
        side={
          <Panel title="Task">
            <Facts
              items={[
                ['Taken by', task.assignedTo ?? 'nobody'],
                ['Created', instant(task.createdAt)],
                ['Promise', task.promise ?? '—'],
                ['Tray', task.trayCode ?? '—'],
                ['Destination', sayCode(task.destination)],
              ]}
            />
          </Panel>
        }
      />
    </>
  );
}
