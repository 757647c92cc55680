import type { BatchKind } from '../batches/batch.rules.ts';
import { addTrayToBatch, openBatch } from '../batches/load-batch.ts';
import { finishBatch, startBatch } from '../batches/run-batch.ts';
import type { agenda, Course } from './agenda.ts';
import type { PastLab } from './past-lab.ts';
import { people } from './past-people.ts';

const HOUR_MS = 3_600_000;
const MACHINES: Readonly<Record<BatchKind, string>> = { TINT: 'TINT-1', HARD_COAT: 'HC-1', AR: 'AR-1', MIRROR: 'AR-1' };
const RUNS_MS: Readonly<Record<BatchKind, number>> = {
  TINT: 0.75 * HOUR_MS,
  HARD_COAT: 1.5 * HOUR_MS,
  AR: 2.5 * HOUR_MS,
  MIRROR: 2.5 * HOUR_MS,
};
/** A carrier waits so long for further trays. */
const WAITS_MS = 2 * HOUR_MS;
/** Which run of the vacuum chamber comes out badly: its lenses are stripped and coated again. */
const BAD_RUN = 4;

interface Carrier {
  batchId: string;
  startsAt: number;
  doneAt: number;
}

/** Trays that come to coating within the same hours go onto the same carrier. */
export function pastCarriers(lab: PastLab, plan: ReturnType<typeof agenda>) {
  const open = new Map<BatchKind, Carrier>();
  const freeAt = new Map<string, number>();
  const runs = new Map<BatchKind, number>();
  const operator = people.bench[1];

  async function* run(kind: BatchKind, { batchId, doneAt }: Carrier, lot: string, good: boolean): Course {
    open.delete(kind);
    await startBatch(lab.parts, operator, { batchId, lot });
    yield doneAt;
    const failure = good
      ? { reasonCode: null, remedy: null, note: null }
      : { reasonCode: 'COAT_DEFECT', remedy: 'REWORK' as const, note: 'Pressure rose during the run' };
    await finishBatch(lab.parts, operator, { batchId, good, ...failure });
    await lab.settle();
  }

  const opened = async (kind: BatchKind): Promise<Carrier> => {
    const now = lab.clock.now().getTime();
    const machine = MACHINES[kind];
    const batch = await openBatch(lab.parts, operator, { station: machine, kind, lot: null, note: null });
    const startsAt = Math.max(now + WAITS_MS, freeAt.get(machine) ?? 0);
    const carrier = { batchId: batch.id, startsAt, doneAt: startsAt + RUNS_MS[kind] };
    freeAt.set(machine, carrier.doneAt + 60_000);
    open.set(kind, carrier);
    const count = (runs.get(kind) ?? 0) + 1;
    runs.set(kind, count);
    const lot = `${kind.slice(0, 2)}-${new Date(startsAt).toISOString().slice(2, 10).replaceAll('-', '')}-${count}`;
    plan.begin(startsAt, run(kind, carrier, lot, !(kind === 'AR' && count === BAD_RUN)));
    return carrier;
  };

  return {
    /** @returns the instant (ms) at which the tray comes off the carrier */
    async take(trayCode: string, kind: BatchKind): Promise<number> {
      const carrier = open.get(kind) ?? (await opened(kind));
      await addTrayToBatch(lab.parts, operator, {
        batchId: carrier.batchId,
        trayCode,
        eyes: null,
        splitReason: 'Its fellow was coated before',
      });
      return carrier.doneAt + 60_000;
    },
  };
}
