import { graphql } from './tada.ts';

/** What every mutation asks for in case the answer is no. */
export const refusalFields = graphql(`
  fragment RefusalFields on Refusal {
    code
    message
    retryable
    issues { code severity message field }
  }
`);
