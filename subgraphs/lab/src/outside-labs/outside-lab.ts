import type { SettingsOf, SubgraphDeps } from '@opticworks/kernel';
import type { SETTINGS } from '../config.ts';
import type { OutsideLabProvider } from './outside-lab.provider.ts';
import { JsonLab } from './providers/json-lab/json-lab.ts';

type OutsideSettings = Pick<
  SettingsOf<typeof SETTINGS>,
  'OUTSIDE_LAB_API_BASE' | 'OUTSIDE_LAB_NAME' | 'OUTSIDE_LAB_API_KEY' | 'OUTSIDE_LAB_WEBHOOK_SECRET'
>;

/** The outside lab, where one is set up. @throws when an address comes without key or secret */
export function outsideLab(settings: OutsideSettings, deps: Pick<SubgraphDeps, 'fetch'>): OutsideLabProvider | null {
  const {
    OUTSIDE_LAB_API_BASE: apiBase,
    OUTSIDE_LAB_API_KEY: apiKey,
    OUTSIDE_LAB_WEBHOOK_SECRET: webhookSecret,
  } = settings;
  if (apiBase === undefined) return null;
  if (apiKey === undefined || webhookSecret === undefined)
    throw new Error(
      'OUTSIDE_LAB_API_BASE is set: OUTSIDE_LAB_API_KEY and OUTSIDE_LAB_WEBHOOK_SECRET are needed with it.',
    );
  return new JsonLab({ name: settings.OUTSIDE_LAB_NAME, apiBase, apiKey, webhookSecret, fetch: deps.fetch });
}
