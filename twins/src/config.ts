import type { StartTwinsOptions } from './start-twins.ts';
import { DEFAULT_SECRETS } from './start-twins.ts';

/**
 * Settings of the twins as a program of their own.
 * - `TWINS_PORT` (4010), `TWINS_HOST` (127.0.0.1), `TWINS_PUBLIC_URL` (what browsers use, when it differs)
 * - `TWINS_DATA_DIR`: where state is kept (`.data/twins`); empty keeps it in memory
 * - `TWINS_STRIPE_WEBHOOK_URL`, `TWINS_EASYPOST_WEBHOOK_URL`, `TWINS_OUTSIDE_LAB_WEBHOOK_URL`: where events go
 * - `STRIPE_WEBHOOK_SECRET`, `EASYPOST_WEBHOOK_SECRET`, `OUTSIDE_LAB_WEBHOOK_SECRET`: what they are signed with
 * - `TWINS_TRACKER_STEP_MS` (20000): how long a parcel stays in each state; 0 leaves it to the control API
 */
export function readConfig(env: Record<string, string | undefined>): StartTwinsOptions {
  const number = (name: string, usual: number): number => {
    const value = Number(env[name] ?? usual);
    if (!Number.isFinite(value) || value < 0)
      throw new Error(`${name} must be a number of 0 or more, not "${env[name]}"`);
    return value;
  };
  return {
    port: number('TWINS_PORT', 4010),
    host: env.TWINS_HOST ?? '127.0.0.1',
    dataDir: env.TWINS_DATA_DIR ?? '.data/twins',
    trackerStepMs: number('TWINS_TRACKER_STEP_MS', 20_000),
    webhookTargets: {
      stripe: env.TWINS_STRIPE_WEBHOOK_URL,
      easypost: env.TWINS_EASYPOST_WEBHOOK_URL,
      'outside-lab': env.TWINS_OUTSIDE_LAB_WEBHOOK_URL,
    },
    secrets: {
      stripeWebhook: env.STRIPE_WEBHOOK_SECRET || DEFAULT_SECRETS.stripeWebhook,
      easypostWebhook: env.EASYPOST_WEBHOOK_SECRET || DEFAULT_SECRETS.easypostWebhook,
      outsideLabWebhook: env.OUTSIDE_LAB_WEBHOOK_SECRET || DEFAULT_SECRETS.outsideLabWebhook,
    },
    ...(env.TWINS_PUBLIC_URL ? { publicUrl: env.TWINS_PUBLIC_URL } : {}),
  };
}
