import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { laterFlow } from './later.ts';

/** `npm run flow later`: walks the journey against a running installation and tells it step by step. */
const env = process.env;
const world = {
  graphUrl: env.GRAPH_URL ?? 'http://localhost:4000',
  shopUrl: env.SHOP_URL ?? 'http://localhost:3000',
  adminUrl: env.ADMIN_URL ?? 'http://localhost:3001',
  twinsUrl: env.TWINS_URL ?? 'http://localhost:4010',
  demo: JSON.parse(await readFile(join(env.DATA_DIR ?? '.data', 'demo.json'), 'utf8')),
};
const started = Date.now();
let steps = 0;
try {
  const done = await laterFlow(world, (line) => console.log(`${String(++steps).padStart(2)}. ${line}`));
  console.log(
    `\nThe way of the later prescription in ${((Date.now() - started) / 1000).toFixed(1)} s: order ${done.orderNumber}, mails at ${world.twinsUrl}/mailbox`,
  );
  process.exit(0);
} catch (error) {
  console.error(`\nThe journey stopped after step ${steps}: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
