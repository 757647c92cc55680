import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({
  version: z.literal(1),
  operations: z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string()),
});

/**
 * The operations the own clients were built with, by the SHA-256 of their text. Every *.json of the folder counts, so manifests of
 * older client builds can stay beside the newest during a rollout.
 * @throws when a document does not have the hash under which it is listed
 */
export function readPersistedOperations(folder: string): Map<string, string> {
  const operations = new Map<string, string>();
  let files: string[] = [];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch {
    // no client has been built yet
  }
  for (const file of files) {
    const { operations: listed } = manifest.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    for (const [hash, text] of Object.entries(listed)) {
      if (createHash('sha256').update(text).digest('hex') !== hash)
        throw new Error(
          `${file}: the operation ${hash.slice(0, 12)}… does not have this hash. Build the client again.`,
        );
      operations.set(hash, text);
    }
  }
  return operations;
}
