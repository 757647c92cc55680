import { systemClock } from '@opticworks/kernel';
import { openSurroundings } from './surroundings.ts';
import { openParts, startTogether } from './together.ts';

const names = ['catalog', 'customer-rx', 'inventory'];
if (process.env.SEED) {
  const around = await openSurroundings({ name: 'seed' });
  const open = await openParts(around, { names });
  await open.identity.migrate();
  await open.start();
  for (const n of ['catalog', 'inventory', 'customer-rx']) {
    const t = performance.now();
    await open.parts
      .find((p) => p.name === n)!
      .seed?.({ log: around.logger, clock: systemClock, caller: open.directory.callerFor(n) });
    console.log('seeded', n, Math.round(performance.now() - t));
  }
  await new Promise((r) => setTimeout(r, 5000));
  await open.stop();
  await around.close();
  process.exit(0);
}
const together = await startTogether({ names });
console.log('started', together.url);
