import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { LocalResult } from '../graph/execute.ts';
import type { LiveIterator } from '../live/live-tail.ts';

const PING_MS = 15_000;

/**
 * Writes results in the distinct-connections mode of GraphQL over SSE: `next` per result, then `complete`. A slow reader slows
 * the reading down instead of filling memory; a reader that leaves ends the stream at once.
 */
export async function sendEvents(
  reply: FastifyReply,
  source: LiveIterator<LocalResult> | LocalResult,
): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  raw.write(':\n\n');
  const iterator = isIterator(source) ? source : undefined;
  let open = true;
  const ping = setInterval(() => raw.write(':\n\n'), PING_MS);
  raw.on('close', () => {
    open = false;
    clearInterval(ping);
    void iterator?.return();
  });
  raw.on('error', () => undefined);

  try {
    if (iterator) {
      while (open) {
        const result = await iterator.next();
        if (result.done) break;
        await write(raw, 'next', result.value);
      }
    } else await write(raw, 'next', source);
  } catch {
    // The iterator reports what a client may know as a result; anything else just ends the stream, and the client resumes.
  } finally {
    clearInterval(ping);
    if (open) {
      await write(raw, 'complete', null).catch(() => undefined);
      raw.end();
    }
  }
  return reply;
}

function isIterator(source: LiveIterator<LocalResult> | LocalResult): source is LiveIterator<LocalResult> {
  return Symbol.asyncIterator in source;
}

async function write(raw: FastifyReply['raw'], event: string, data: unknown): Promise<void> {
  const text = `event: ${event}\ndata:${data === null ? '' : ` ${JSON.stringify(data)}`}\n\n`;
  if (!raw.write(text) && !raw.destroyed) await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
}
