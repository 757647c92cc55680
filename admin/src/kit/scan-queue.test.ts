import { expect, it } from 'vitest';
import { type ScanAnswer, scanQueue } from './scan-queue.ts';

/** Handles slower than it is scanned. */
function slow(outcomes: Record<string, ScanAnswer | Error>) {
  const handled: string[] = [];
  const told: ScanAnswer[] = [];
  let under = 0;
  let most = 0;
  const scan = scanQueue(
    async (code) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 5));
      under -= 1;
      handled.push(code);
      const outcome = outcomes[code] ?? { ok: true, message: `${code} counted.` };
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    (answer) => told.push(answer),
  );
  return {
    scan,
    handled,
    told,
    most: () => most,
    done: (count: number) => expect.poll(() => handled.length).toBe(count),
  };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

it('handles quick scans one after another, in their order, and loses none', async () => {
  const { scan, handled, told, most, done } = slow({});
  const codes = Array.from({ length: 12 }, (_, i) => `SKU-${i}`);
  for (const code of codes) scan(code);
  await done(12);
  await settled();

  expect(handled).toEqual(codes);
  expect(most()).toBe(1);
  expect(told).toHaveLength(12);
});

it('keeps a refusal told while good ones follow it', async () => {
  const { scan, told, done } = slow({ 'A-2': { ok: false, message: 'Not on this order.' } });
  for (const code of ['A-1', 'A-2', 'A-3']) scan(code);
  await done(3);
  await settled();

  expect(told.at(-1)).toEqual({ ok: false, message: 'A-2: Not on this order.' });
  scan('A-4');
  await done(4);
  await settled();
  expect(told.at(-1)).toEqual({ ok: true, message: 'A-4 counted.' });
});

it('says of one alone exactly what it was told, and forgets a code that went well the second time', async () => {
  const outcomes: Record<string, ScanAnswer | Error> = { X: { ok: false, message: 'Wrong bin.' } };
  const { scan, told, done } = slow(outcomes);
  scan('X');
  await done(1);
  await settled();
  expect(told.at(-1)).toEqual({ ok: false, message: 'Wrong bin.' });

  scan('X');
  delete outcomes.X;
  scan('X');
  await done(3);
  await settled();
  expect(told.at(-1)).toEqual({ ok: true, message: 'X counted.' });
});

it('goes on after a scan that could not be sent, and names its code', async () => {
  const { scan, told, done } = slow({ B: new Error('down') });
  for (const code of ['B', 'C']) scan(code);
  await done(2);
  await settled();

  expect(told.at(-1)).toEqual({ ok: false, message: 'B could not be sent. Scan it again.' });
});
