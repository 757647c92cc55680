import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { SubgraphAnswer } from '../execution/data-source.ts';
import { AsyncQueue } from '../live/async-queue.ts';

/** Reads a stream of `next` and `complete` events (distinct connections mode). Ends when the stream ends; fails when it breaks. */
export function readServerSentEvents(stream: Readable): AsyncIterator<SubgraphAnswer> {
  const queue = new AsyncQueue<SubgraphAnswer>(() => stream.destroy());
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const handle = (block: string) => {
    let event = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      if (line.startsWith('event:')) event = line.slice(6).trim();
      else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
    }
    if (event === 'complete') queue.end();
    else if (event === 'next' && data.length > 0) queue.push(JSON.parse(data.join('\n')) as SubgraphAnswer);
  };
  stream.on('data', (chunk: Buffer) => {
    rest += decoder.write(chunk);
    const blocks = rest.replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    try {
      for (const block of blocks) handle(block);
    } catch (error) {
      queue.fail(error instanceof Error ? error : new Error(String(error)));
      stream.destroy();
    }
  });
  stream.once('error', (error) => queue.fail(error));
  // A stream that ends without "complete" broke off.
  stream.once('close', () => queue.fail(new Error('the live connection to the subgraph ended')));
  return queue;
}
