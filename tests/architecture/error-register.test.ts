import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Codes registered with defineErrors in every errors file of the house. */
async function registered(): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  for (const room of ['kernel/src', 'subgraphs', 'gateway/src']) {
    for (const entry of await readdir(join(root, room), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/errors\.ts$/.test(entry.name) || /node_modules|\/dist\//.test(path)) continue;
      for (const [, code] of (await readFile(path, 'utf8')).matchAll(/^\s{2}([A-Z][A-Z0-9_]+): \{/gm))
        if (code) codes.set(code, path);
    }
  }
  return codes;
}

describe('the error register', () => {
  it('lists in docs/errors.md exactly the codes the code can raise', async () => {
    const documented = new Set(
      [...(await readFile(join(root, 'docs/errors.md'), 'utf8')).matchAll(/^\| `([A-Z0-9_]+)`/gm)].map(
        ([, code]) => code,
      ),
    );
    const codes = new Set((await registered()).keys());

    expect([...codes].filter((code) => !documented.has(code))).toEqual([]);
    expect([...documented].filter((code) => code && !codes.has(code))).toEqual([]);
  });
});
