import { silentLogger } from '@opticworks/kernel';
import { noteStatement } from '@opticworks/kernel/database/statements';
import Fastify from 'fastify';
import { afterAll, expect, it } from 'vitest';
import { showStatements } from './show-statements.ts';

const app = Fastify();
showStatements(app, silentLogger);
app.post('/work', async () => {
  noteStatement('BEGIN');
  noteStatement('SELECT 1');
  await new Promise((resolve) => setTimeout(resolve, 1));
  noteStatement('SELECT 2');
  return {};
});
afterAll(() => app.close());

it('counts the statements of the request that asks, without transaction control', async () => {
  const ask = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/work', headers });

  const answers = await Promise.all([
    ask({ 'x-opticworks-count': 'statements' }),
    ask({}),
    ask({ 'x-opticworks-count': 'texts' }),
  ]);

  expect(answers.map(({ headers }) => headers['x-opticworks-statements'])).toEqual(['2', undefined, '2']);
});
