/** The only source of the current time. Rules and use cases receive one, so tests can stop it. */
export interface Clock {
  now(): Date;
  /**
   * The calendar date, `YYYY-MM-DD`.
   * @param timeZone IANA name; UTC unless told
   */
  today(timeZone?: string): string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** The last minute asked for in each zone: a day has begun on a whole minute everywhere since 1972, and a request asks for today many times. */
const lastAsked = new Map<string, { minute: number; date: string }>();

/** The calendar date of an instant in a time zone, `YYYY-MM-DD`. */
export function dateIn(instant: Date, timeZone = 'UTC'): string {
  const minute = Math.floor(instant.getTime() / 60_000);
  const last = lastAsked.get(timeZone);
  if (last?.minute === minute) return last.date;
  const date = formatterOf(timeZone).format(instant);
  lastAsked.set(timeZone, { minute, date });
  return date;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    // en-CA writes ISO order; building a formatter costs about 50 µs, so they are kept.
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  today: (timeZone) => dateIn(new Date(), timeZone),
};

export interface FixedClock extends Clock {
  set(iso: string): void;
  advance(ms: number): void;
}

/** A clock that stands still until told otherwise. */
export function fixedClock(iso: string): FixedClock {
  let current = new Date(iso).getTime();
  if (Number.isNaN(current)) throw new TypeError(`"${iso}" is not an instant in ISO 8601.`);
  return {
    now: () => new Date(current),
    today: (timeZone) => dateIn(new Date(current), timeZone),
    set(next) {
      current = new Date(next).getTime();
    },
    advance(ms) {
      current += ms;
    },
  };
}
