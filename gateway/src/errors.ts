import { defineErrors } from '@opticworks/kernel';

export const GATEWAY_ERRORS = defineErrors('gateway', {
  BODY_NOT_JSON: {
    message: 'Send a JSON object as the body, with content-type application/json.',
    status: 415,
    retryable: false,
  },
  BODY_UNREADABLE: {
    message: 'The body is missing or is no JSON. Send a JSON object.',
    status: 400,
    retryable: false,
  },
  BODY_TOO_LARGE: {
    message: 'This request is larger than {limit} KB. Send less at once.',
    status: 413,
    retryable: false,
  },
  DOCUMENT_MISSING: { message: 'Send a query, or the id of a persisted operation.', status: 400, retryable: false },
  DOCUMENT_INVALID: { message: 'The document is not valid GraphQL: {reason}', status: 400, retryable: false },
  DOCUMENT_TOO_LARGE: {
    message: 'The document has more than {limit} {what}. Ask for less, or in several requests.',
    status: 400,
    retryable: false,
  },
  PERSISTED_QUERY_NOT_FOUND: {
    message: 'This operation is not known here. Reload the page to get the current version.',
    status: 404,
    retryable: false,
  },
  PERSISTED_QUERY_ONLY: {
    message: 'Only registered operations are accepted here. Partners: use /partner/graphql with your key.',
    status: 403,
    retryable: false,
  },
  READ_WITH_GET_ONLY: {
    message: 'Only queries may be sent with GET. Send this operation with POST.',
    status: 405,
    retryable: false,
  },
  ORIGIN_NOT_ALLOWED: { message: 'This page may not call this service.', status: 403, retryable: false },
  PARTNER_KEY_INVALID: {
    message: 'This API key is missing, unknown, expired or revoked. Check the Authorization header.',
    status: 401,
    retryable: false,
  },
  PARTNER_BUDGET_SPENT: {
    message: 'Your query budget is spent. Try again in {seconds} seconds.',
    status: 429,
    retryable: true,
  },
  QUERY_TOO_COSTLY: {
    message: 'This query may cost {cost} points; at most {limit} are allowed. Ask for fewer items or fields.',
    status: 400,
    retryable: false,
  },
  STAFF_NOT_POSSIBLE: { message: '{reason}', status: 409, retryable: false },
  STAFF_YOURSELF: {
    message: 'Nobody changes their own access. Ask another administrator.',
    status: 409,
    retryable: false,
  },
  SUBSCRIPTION_OVER_HTTP: {
    message: 'Subscriptions need a WebSocket (graphql-transport-ws) or accept: text/event-stream.',
    status: 406,
    retryable: false,
  },
  SUBSCRIPTION_LIMIT: {
    message: 'Too many live subscriptions on one connection. Close some first.',
    status: 429,
    retryable: true,
  },
  LIVE_RESYNC: {
    message: 'Updates came faster than this connection could take them. Reload, then subscribe again.',
    status: 409,
    retryable: true,
  },
  LIVE_ACCESS_ENDED: {
    message: 'Your access to these updates has ended. Sign in again.',
    status: 401,
    retryable: false,
  },
});
