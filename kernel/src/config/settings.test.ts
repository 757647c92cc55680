import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineSettings, loadSettings, SettingsError } from './settings.ts';

const definition = defineSettings({
  PORT: { schema: z.coerce.number().int().min(1), default: 4000, unit: 'port', doc: 'Where to listen.' },
  API_KEY: { schema: z.string().min(8), demoDefault: 'demo-key-1', secret: true, doc: 'Key of the service.' },
  REGION: { schema: z.enum(['eu', 'us']), doc: 'Where the data lives.' },
  NOTE: { schema: z.string().optional(), doc: 'Anything.' },
});

describe('settings', () => {
  it('lists everything missing or wrong at once, without repeating values', () => {
    const load = () => loadSettings(definition, { mode: 'production', env: { PORT: 'nine', REGION: 'mars-secret' } });

    expect(load).toThrow(SettingsError);
    try {
      load();
    } catch (error) {
      const { problems, message } = error as SettingsError;
      expect(problems).toHaveLength(3);
      expect(message).not.toContain('mars-secret');
    }
  });

  it('uses demonstration values outside production only', () => {
    expect(loadSettings(definition, { mode: 'demo', env: { REGION: 'eu' } })).toEqual({
      PORT: 4000,
      API_KEY: 'demo-key-1',
      REGION: 'eu',
      NOTE: undefined,
    });
    expect(() => loadSettings(definition, { mode: 'production', env: { REGION: 'eu' } })).toThrow(/API_KEY is missing/);
    expect(() =>
      loadSettings(definition, { mode: 'production', env: { REGION: 'eu', API_KEY: 'demo-key-1' } }),
    ).toThrow(/demonstration value/);
  });
});
