import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Logger } from '../observe/logger.ts';
import { formatGraphError } from './format-error.ts';

describe('an error of the database', () => {
  const logged: unknown[] = [];
  const log = { error: (entry: unknown) => logged.push(entry) } as unknown as Logger;
  const formatted = (code: string) =>
    formatGraphError(
      new GraphQLError('wrapped', { originalError: Object.assign(new Error('invalid byte sequence: 0x00'), { code }) }),
      log,
    );

  it('that a zero character or a number without a place caused is a mistake of who sent it', () => {
    expect(formatted('22021').extensions).toMatchObject({ code: 'INVALID_INPUT', status: 400, retryable: false });
    expect(formatted('22P05').extensions).toMatchObject({ code: 'INVALID_INPUT' });
    expect(formatted('22003').extensions).toMatchObject({ code: 'INVALID_INPUT' });
    expect(logged).toHaveLength(0);
  });

  it('of another kind stays a fault under a reference, without its words', () => {
    const answer = formatted('42P01');

    expect(answer.extensions).toMatchObject({ code: 'INTERNAL_ERROR' });
    expect(JSON.stringify(answer)).not.toContain('byte sequence');
    expect(logged).toHaveLength(1);
  });
});
