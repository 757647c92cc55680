import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Environment = Record<string, string | undefined>;

const random = () => randomBytes(32).toString('base64url');
const made: Record<string, () => string> = {
  AUTH_SECRET: random,
  GUEST_SECRET: random,
  LINK_SECRET: random,
  PERSONAL_DATA_KEY: () => randomBytes(32).toString('base64'),
  SIGNING_KEY: () => String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })),
};

const fileIn = (dataDir: string) => join(dataDir, 'secrets.json');

/** The secrets a demonstration has made in this folder; none before its first start. */
export function keptSecrets(dataDir: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

/**
 * Secrets of a demonstration, made once per installation and kept beside its data. Production gets its secrets from outside: a file
 * next to the database would be lost and stolen together with it.
 */
export function demoSecrets(dataDir: string): Environment {
  const kept = keptSecrets(dataDir);
  const missing = Object.keys(made).filter((name) => !kept[name]);
  if (missing.length > 0) {
    for (const name of missing) kept[name] = made[name]!();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(fileIn(dataDir), `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  }
  return kept;
}
