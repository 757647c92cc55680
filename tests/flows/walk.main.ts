import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../support/people.ts';
import { bundleFlow } from './bundle.ts';
import { glassesFlow, type Say } from './glasses.ts';
import { laterFlow } from './later.ts';
import { emptyShelves } from './missing-blank.ts';

type Walk = (world: World, say: Say) => Promise<string>;

/** `npm run flow:glasses`, `npx opticworks flow <name>`: walks a journey against a running installation and tells it step by step. */
const walks: Record<string, Walk> = {
  /** The whole main journey: glasses with a blank that is missing, and a sensor bundle, which needs no lab. */
  async glasses(world, say) {
    await emptyShelves(world);
    say('The shelves of a blank are empty, whatever was ordered before.');
    const glasses = await glassesFlow(world, say);
    const bundle = await bundleFlow(world, say);
    return `Orders ${glasses.orderNumber} and ${bundle.orderNumber}`;
  },
  bundle: async (world, say) => `Order ${(await bundleFlow(world, say)).orderNumber}`,
  later: async (world, say) => `Order ${(await laterFlow(world, say)).orderNumber}`,
};

const env = process.env;
const addresses = {
  graphUrl: env.GRAPH_URL ?? 'http://localhost:4000',
  shopUrl: env.SHOP_URL ?? 'http://localhost:3000',
  adminUrl: env.ADMIN_URL ?? 'http://localhost:3001',
  twinsUrl: env.TWINS_URL ?? 'http://localhost:4010',
};

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const [name = 'glasses'] = process.argv.slice(2);
const walk = walks[name] ?? stop(`There is no journey "${name}". There are: ${Object.keys(walks).join(', ')}.`);
const demo = await readFile(join(env.DATA_DIR ?? '.data', 'demo.json'), 'utf8').catch(() =>
  stop('There is no installation with demonstration people here. Start one with `npm start` and leave it running.'),
);
await fetch(new URL('/ready', addresses.graphUrl)).catch(() =>
  stop(`Nothing answers at ${addresses.graphUrl}. Start the installation with \`npm start\` and leave it running.`),
);

const started = Date.now();
let steps = 0;
try {
  const done = await walk({ ...addresses, demo: JSON.parse(demo) }, (line) => {
    steps += 1;
    console.log(`${String(steps).padStart(2)}. ${line}`);
  });
  console.log(
    `\nThe whole way in ${((Date.now() - started) / 1000).toFixed(1)} s. ${done}; mails at ${addresses.twinsUrl}/mailbox`,
  );
  process.exit(0);
} catch (error) {
  stop(`\nThe journey stopped after step ${steps}: ${error instanceof Error ? error.message : error}`);
}
