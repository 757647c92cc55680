import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const headLine = z.object({
  stream: z.string(),
  position: z.string().regex(/^\d+$/),
  hash: z.string().length(64),
  at: z.string(),
});
/** The end of a chain as it was when it was last found whole. */
export type AuditHead = z.infer<typeof headLine>;

/**
 * Heads of audit chains in a file beside the database: who may change rows must not be able to make the chain look whole as well.
 * Lines are only ever added, so the file can lie on storage that takes nothing back.
 */
export interface HeadsFile {
  /** The newest head of each stream. @throws when a line cannot be read: a damaged file proves nothing */
  latest(): Promise<Map<string, AuditHead>>;
  add(heads: readonly AuditHead[]): Promise<void>;
}

/** The file of a part: each by itself, because parts may run on machines that share nothing. */
export const headsFileOf = (part: string, env: Record<string, string | undefined>): HeadsFile =>
  headsFile(join(env.AUDIT_HEADS_DIR ?? join(env.DATA_DIR ?? '.data', 'audit-heads'), `${part}.jsonl`));

export function headsFile(path: string): HeadsFile {
  return {
    async latest() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      const heads = new Map<string, AuditHead>();
      for (const [index, line] of text.split('\n').entries()) {
        if (line === '') continue;
        const head = headLine.safeParse(parsed(line));
        if (!head.success) throw new Error(`Line ${index + 1} of ${path} is not a head of an audit chain.`);
        heads.set(head.data.stream, head.data);
      }
      return heads;
    },
    async add(heads) {
      if (heads.length === 0) return;
      await mkdir(dirname(path), { recursive: true });
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
