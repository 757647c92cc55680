import type { FastifyReply } from 'fastify';
import type { ResultTexts } from './streams.ts';

const KEEP_ALIVE_MS = 15_000;

/** GraphQL over server-sent events, distinct connections mode: `next` per result, `complete` at the end. */
export async function streamOverSse(reply: FastifyReply, events: ResultTexts): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  const headers = { ...(reply.getHeaders() as Record<string, string>) };
  raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  raw.write(':\n\n');
  const keepAlive = setInterval(() => raw.write(':\n\n'), KEEP_ALIVE_MS);
  const leave = () => void events.return?.();
  raw.once('close', leave);
  try {
    for (let event = await events.next(); !event.done; event = await events.next()) {
      if (!raw.write(`event: next\ndata: ${event.value}\n\n`))
        await new Promise<void>((resolve) => {
          raw.once('drain', resolve);
          raw.once('close', resolve);
        });
    }
    raw.write('event: complete\ndata:\n\n');
  } finally {
    clearInterval(keepAlive);
    raw.off('close', leave);
    raw.end();
  }
  return reply;
}
