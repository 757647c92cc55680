import {
  type Caller,
  type FixedClock,
  fixedClock,
  type OperationDef,
  quietDatabase,
  type Subscription,
} from '@opticworks/kernel';
import { AllocateStock, SettleAllocation, StockOf } from '@opticworks/schema/operations/inventory';
import { z } from 'zod';
import type { LabParts } from '../parts.ts';
import { timeIn } from '../promise/working-days.rules.ts';
import { allocateBlanks } from '../queue/allocate-blanks.ts';
import { AllocateBlanks, PrepareJob, SettleBlank } from '../queue/lab-queue.ts';
import { prepareJob } from '../queue/prepare-job.ts';
import { settleBlank } from '../queue/settle-blank.ts';
import { labSubscribers } from '../subscribers/on-sibling-events.ts';

/** The lab as it was: the same use cases under a clock of their own, beside a present that must not hear of it. */
export interface PastLab {
  parts: LabParts;
  clock: FixedClock;
  /** What the store answers: blanks, or that they have to be waited for. */
  shelf: { isEmpty: boolean };
  /** Takes an event of a sibling as it came then, and does the work that followed from it. */
  hear<P>(event: { readonly name: string }, payload: P): Promise<void>;
  /** Does what is queued. To be called after each use case that asks for more. */
  settle(): Promise<void>;
}

/**
 * What happens is recorded as ever, but events are told to nobody and queued work is done here and at once. Otherwise an order
 * that was delivered weeks ago would be packed again, and the shelf would give blanks for lenses that are worn already.
 */
export function pastLab(real: LabParts, since: Date): PastLab {
  const clock = fixedClock(since.toISOString());
  const shelf = { isEmpty: false };
  const queue: { name: string; payload: unknown }[] = [];
  const parts: LabParts = {
    ...real,
    clock,
    database: quietDatabase(real.database, {
      events: false,
      onJob: (job, payload) => queue.push({ name: job.name, payload }),
    }),
    caller: pastCaller(real.caller, shelf),
    today: () => clock.today(real.timeZone),
    timeOfDay: () => timeIn(clock.now(), real.timeZone),
  };
  const work: Record<string, (payload: unknown) => Promise<void>> = {
    [PrepareJob.name]: (payload) => prepareJob(parts, PrepareJob.payload.parse(payload).jobId),
    [AllocateBlanks.name]: (payload) => allocateBlanks(parts, AllocateBlanks.payload.parse(payload).jobId),
    [SettleBlank.name]: (payload) => settleBlank(parts, SettleBlank.payload.parse(payload)),
  };
  const settle = async () => {
    // Lead times are not told here: they follow from the present queue, and are looked at every ten minutes anyway.
    for (let next = queue.shift(); next; next = queue.shift()) await work[next.name]?.(next.payload);
  };
  const subscribers = new Map<string, Subscription>(labSubscribers(parts).map((one) => [one.event.name, one]));
  return {
    parts,
    clock,
    shelf,
    settle,
    async hear(event, payload) {
      const subscriber = subscribers.get(event.name);
      if (!subscriber) throw new TypeError(`The lab does not listen to ${event.name}.`);
      await parts.database.transaction((tx) =>
        // Handlers here use payload and transaction only; the rest of the envelope belongs to the inbox.
        subscriber.handle(payload, { tx } as Parameters<Subscription['handle']>[1]),
      );
      await settle();
    },
  };
}

const stocked = z.object({ lines: z.array(z.object({ sku: z.string(), quantity: z.number() })) });
const skus = z.object({ skus: z.array(z.string()) });

/** Blanks of the past left the shelf before the opening stock was counted: the present store does not hear of them. */
const pastCaller = (real: Caller, shelf: PastLab['shelf']): Caller => ({
  async call<I, O>(operation: OperationDef<I, O>, input: I, options?: Parameters<Caller['call']>[2]): Promise<O> {
    const answer = pastAnswer(operation.name, input, shelf);
    return answer === undefined ? real.call(operation, input, options) : operation.output.parse(answer);
  },
});

function pastAnswer(operation: string, input: unknown, { isEmpty }: PastLab['shelf']): unknown {
  switch (operation) {
    case AllocateStock.name:
      return isEmpty
        ? { allocated: [], waiting: stocked.parse(input).lines }
        : { allocated: stocked.parse(input).lines, waiting: [] };
    case SettleAllocation.name:
      return { settled: 1 };
    case StockOf.name: {
      const there = isEmpty ? 0 : 8;
      const level = {
        onHand: there,
        reserved: 0,
        allocated: 0,
        available: there,
        onOrder: 0,
        waiting: 0,
        expectedOn: null,
      };
      return { levels: skus.parse(input).skus.map((sku) => ({ sku, ...level })) };
    }
    default:
      return undefined;
  }
}
