import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@opticworks/kernel';
import pg from 'pg';
import { expect, it } from 'vitest';
import { openSurroundings } from '../src/hosts/surroundings.ts';

const answers = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  return client
    .connect()
    .then(() => client.end())
    .then(
      () => true,
      () => false,
    );
};

it('a command beside a running server leaves its database to it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'opticworks-beside-'));
  await chmod(dataDir, 0o711);
  const open = () =>
    openSurroundings({
      name: 'beside',
      mode: 'demo',
      env: { DATA_DIR: dataDir, DATABASE_URL: undefined, POSTGRES_PORT: '0' },
      logger: silentLogger,
    });
  const server = await open();
  try {
    const command = await open();
    expect(command.databaseUrl).toBe(server.databaseUrl);
    await command.close();

    expect(await answers(server.databaseUrl)).toBe(true);
  } finally {
    await server.close();
  }
  expect(await answers(server.databaseUrl)).toBe(false);
  await rm(dataDir, { recursive: true, force: true });
});
