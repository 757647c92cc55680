import { PRINCIPAL_HEADER, type Principal, type SigningKey, signPrincipal } from '@opticworks/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Pool } from 'undici';

export interface ProxyRoutesOptions {
  name: string;
  url: string;
  signingKey: SigningKey;
  principalOf(request: FastifyRequest): Promise<Principal>;
}

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;
const NOT_FORWARDED = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'cookie',
  'expect',
  PRINCIPAL_HEADER,
]);

/** Webhooks, pictures and documents of a subgraph in another process: passed on byte for byte, with who asks signed beside. */
export async function proxyRoutes(app: FastifyInstance, options: ProxyRoutesOptions): Promise<void> {
  const pool = new Pool(new URL(options.url).origin, { connections: 32, keepAliveTimeout: 30_000 });
  app.addHook('onClose', () => pool.close());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.all('/*', async (request, reply) => {
    const path = request.raw.url ?? '/';
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined && !NOT_FORWARDED.has(name)) headers[name] = value;
    // The signature covers the request line: bodies here are for others to check (a webhook carries its own).
    headers[PRINCIPAL_HEADER] = await signPrincipal(
      { principal: await options.principalOf(request), requestId: request.id, clientIp: request.ip },
      `${options.name}/routes`,
      `${request.method} ${path}`,
      options.signingKey,
    );
    const answer = await pool.request({
      path,
      method: request.method as 'GET',
      headers,
      body: Buffer.isBuffer(request.body) ? request.body : null,
    });
    reply.code(answer.statusCode);
    for (const [name, value] of Object.entries(answer.headers))
      if (value !== undefined && !NOT_FORWARDED.has(name)) reply.header(name, value);
    return reply.send(answer.body);
  });
}
