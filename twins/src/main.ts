import { readConfig } from './config.ts';
import { startTwins } from './start-twins.ts';

const twins = await startTwins(readConfig(process.env));
process.stdout.write(`twins of Stripe, EasyPost, Resend and TaxJar at ${twins.url} (mailbox: ${twins.url}/mailbox)\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void twins.close().then(() => process.exit(0));
  });
