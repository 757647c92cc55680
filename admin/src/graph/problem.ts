import type { CombinedError } from '@urql/core';

/** A failure as a person needs it: what happened, what to quote when asking for help, and whether signing in again is the cure. */
export interface Problem {
  code: string;
  message: string;
  reference: string | null;
  isSignedOut: boolean;
}

/** Network, HTTP and graph failures are told apart: the first is cured by waiting, the second by signing in, the third by reading. */
export function problemOf(error: CombinedError): Problem {
  const first = error.graphQLErrors[0];
  if (first) {
    const code = String(first.extensions?.code ?? 'UNKNOWN');
    const reference = first.extensions?.reference;
    return {
      code,
      message: first.message,
      reference: typeof reference === 'string' ? reference : null,
      isSignedOut: code === 'UNAUTHENTICATED',
    };
  }
  const status = (error.response as Response | undefined)?.status;
  if (status === 401) return { code: 'UNAUTHENTICATED', message: 'Sign in again.', reference: null, isSignedOut: true };
  return {
    code: status ? `HTTP_${status}` : 'UNREACHABLE',
    message: status
      ? `The server answered with status ${status}. Try again in a moment.`
      : 'The server does not answer. What you typed is kept; try again in a moment.',
    reference: null,
    isSignedOut: false,
  };
}
