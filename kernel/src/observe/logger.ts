import { type DestinationStream, type Logger, pino } from 'pino';
import { currentRequestId } from './request-scope.ts';
import { scrubbed } from './scrub.ts';

export type { Logger } from 'pino';

/** Field names whose values never reach a log line, at the top and up to two levels down. */
const SENSITIVE = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'apiKey',
  'clientSecret',
  'cardNumber',
  'cvc',
  'iban',
  'email',
  'phone',
  'firstName',
  'lastName',
  'birthDate',
  'address',
  'prescription',
  'rawBody',
  'payload',
  'parameters',
];
const DEPTHS = ['', '*.', '*.*.'];

/** A structured logger. Personal and secret fields are removed whatever an author passes; each line names its request. */
export function createLogger(
  options: { name: string; level?: string; pretty?: boolean },
  destination?: DestinationStream,
): Logger {
  return pino(
    {
      name: options.name,
      level: options.level ?? 'info',
      mixin: (_given, _level, logger) => requestOf(logger as Logger),
      redact: {
        paths: DEPTHS.flatMap((depth) => SENSITIVE.map((field) => `${depth}${field}`)),
        censor: '[removed]',
      },
      serializers: { err: serializeError, error: serializeError },
    },
    destination as DestinationStream,
  );
}

const named = new WeakMap<Logger, boolean>();

/** A child made outside of a scope may name the request already; one key twice is not JSON that tools agree on. */
function requestOf(logger: Logger): { requestId?: string } {
  const requestId = currentRequestId();
  if (!requestId) return {};
  let isNamed = named.get(logger);
  if (isNamed === undefined) {
    isNamed = 'requestId' in logger.bindings();
    named.set(logger, isNamed);
  }
  return isNamed ? {} : { requestId };
}

/** A logger that says nothing, for tests. */
export const silentLogger: Logger = pino({ level: 'silent' });

/** Error as data: SQL parameters and the driver's `detail` line are dropped, because both can repeat column values. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const known = error as Error & { code?: unknown; constraint?: unknown; table?: unknown; details?: unknown };
  return {
    type: error.name,
    message: scrubbed(error.message),
    stack: error.stack === undefined ? undefined : scrubbed(error.stack),
    ...(known.code === undefined ? {} : { code: known.code }),
    ...(known.constraint === undefined ? {} : { constraint: known.constraint }),
    ...(known.table === undefined ? {} : { table: known.table }),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}
