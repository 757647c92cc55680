import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** The build has compiled the server already; compiling it once more on the fly doubles the work. */
const fromSource = ['--conditions=source', '--import', '@oxc-node/core/register'];
const run = (file: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [...(file.endsWith('.ts') ? fromSource : []), file, ...args], {
    cwd: root,
    maxBuffer: 1e8,
  }).then(
    () => 'as committed',
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );

describe('composition', () => {
  it('prints from code the subgraph schemas that are committed', { timeout: 120_000 }, async () => {
    await expect(run('gateway/dist/hosts/print-schemas.js', '--check')).resolves.toBe('as committed');
  });

  it('composes to the supergraph, api and partner schemas that are committed', { timeout: 120_000 }, async () => {
    await expect(run('schema/compose.ts', '--check')).resolves.toBe('as committed');
  });

  it('has the client types and persisted operations that the schema and the documents say', {
    timeout: 120_000,
  }, async () => {
    await expect(run('schema/client-types.ts', '--check')).resolves.toBe('as committed');
    await expect(run('schema/persist.ts', 'storefront', '--check')).resolves.toBe('as committed');
    await expect(run('schema/persist.ts', 'admin', '--check')).resolves.toBe('as committed');
  });

  it('shows partners no person and no prescription on any path', async () => {
    const partner = buildSchema(await readFile(join(root, 'schema/partner.graphql'), 'utf8'), { assumeValid: true });
    const types = Object.values(partner.getTypeMap()).filter(
      (type) => isObjectType(type) && !type.name.startsWith('__'),
    );

    const words = types.flatMap((type) =>
      isObjectType(type) ? [type.name, ...Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)] : [],
    );

    // What a frame can take and a contact lens is made in are facts of products.
    expect(words.length).toBeGreaterThan(20);
    expect(
      words.filter(
        (word) =>
          /prescription|customer|email|address|phone|birth|sphere|cylinder|axis|payment|journal/i.test(word) &&
          !/prescriptionReady|^FrameModel|^ContactLens(Matrix|Row)\./.test(word),
      ),
    ).toEqual([]);
  });
});
