import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkSettings, defineSettings, loadSettings, SettingsError } from './settings.ts';

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

  it('complains once for all parts together, and knows the demonstration values of each in all', () => {
    const other = defineSettings({
      REGION: { schema: z.enum(['eu', 'us']), doc: 'Said by another part.' },
      MAIL_KEY: { schema: z.string().min(8), secret: true, doc: 'Key of the mail service.' },
    });
    const check = (env: Record<string, string>) => {
      try {
        checkSettings([definition, other], { mode: 'production', env }, ['OPEN is on. Turn it off.']);
      } catch (error) {
        return (error as SettingsError).problems;
      }
      return [];
    };

    expect(check({ MAIL_KEY: 'demo-key-1' })).toEqual([
      'API_KEY is missing. Key of the service.',
      'MAIL_KEY still has its demonstration value. Key of the mail service.',
      'OPEN is on. Turn it off.',
      'REGION is missing. Where the data lives.',
    ]);
  });
});
