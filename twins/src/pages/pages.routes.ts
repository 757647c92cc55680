import type { FastifyInstance, FastifyReply } from 'fastify';
import { asset } from '../assets.ts';

const html = (reply: FastifyReply, path: string) =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(asset(path));

/** What a person sees: the console at `/` and the mailbox. */
export function registerPages(app: FastifyInstance): void {
  app.get('/', (_request, reply) => html(reply, 'pages/console.html'));
  app.get('/mailbox', (_request, reply) => html(reply, 'pages/mailbox.html'));
  for (const file of ['console.js', 'mailbox.js'])
    app.get(`/pages/${file}`, (_request, reply) =>
      reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(asset(`pages/${file}`)),
    );
  app.get('/pages/pages.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(asset('pages/pages.css')),
  );
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  app.get('/health', () => ({ status: 'ok' }));
}
