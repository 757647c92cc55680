import { emptyTally, type Logger, type StatementTally, tallyStatements } from '@opticworks/kernel';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    statements?: StatementTally;
  }
}

/**
 * Tells how many SQL statements a request cost: `x-opticworks-count: statements` is answered with `x-opticworks-statements`.
 * With `x-opticworks-count: texts` they are written to the log as well. Counts what this process sends, so a whole request only where
 * the subgraphs live in it. Never in production: the number says which of two answers had to look something up.
 */
export function showStatements(app: FastifyInstance, log: Logger): void {
  // Once the body is read: the events of a stream would begin outside the tally.
  app.addHook('preHandler', (request, _reply, done) => {
    if (!request.headers['x-opticworks-count']) return done();
    request.statements = emptyTally();
    tallyStatements(request.statements, done);
  });
  app.addHook('onSend', async (request, reply) => {
    if (!request.statements) return;
    reply.header('x-opticworks-statements', String(request.statements.count));
    if (request.headers['x-opticworks-count'] === 'texts')
      log.info({ requestId: reply.getHeader('x-request-id'), statements: request.statements.texts }, 'Statements.');
  });
}
