import { inflateSync } from 'node:zlib';
import Fastify from 'fastify';
import { type Lab, staff } from './factories.ts';

/** The text of a job's ticket, page by page in the order it was written. */
export async function ticketPages(lab: Lab, jobId: string): Promise<string[]> {
  const app = Fastify();
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { principal: staff('lab') });
  });
  await app.register(async (scope) => lab.subgraph.routes?.(scope), { prefix: '/lab' });
  const { rawPayload } = await app.inject(`/lab/tickets/${jobId}.pdf`);
  await app.close();
  return pagesOf(rawPayload);
}

function pagesOf(pdf: Buffer): string[] {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/\/FlateDecode[\s\S]*?stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(
    ([, body = '']) => {
      try {
        return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
      } catch {
        // Pictures and fonts are streams of other kinds.
        return '';
      }
    },
  );
  return streams
    .filter((stream) => stream.includes(' TJ'))
    .map((stream) =>
      [...stream.matchAll(/\[([^\]]*)\] TJ/g)]
        .map(([, parts = '']) =>
          [...parts.matchAll(/<([0-9a-f]*)>/g)]
            .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
            .join(''),
        )
        .join('\n'),
    );
}
