import type { Database } from '@opticworks/kernel';

/** What an owner decides about promises. */
export interface PromiseTerms {
  /** Packing and handing over. */
  handlingDays: number;
  /** The way, where neither a rate nor a measurement tells. */
  transitDays: number;
  /** So many of a hundred promises shall be kept; null: nothing measured is added. */
  percentile: number | null;
  /** Below so many cases a group tells nothing. */
  minCases: number;
  /** Deliveries of so many past days count. */
  windowDays: number;
  /** Whether a group that always arrives early is promised earlier. */
  mayPromiseEarlier: boolean;
}

/** What holds until an owner decides. */
export const PROMISE_DEFAULTS: PromiseTerms = {
  handlingDays: 1,
  transitDays: 5,
  percentile: 80,
  minCases: 30,
  windowDays: 180,
  mayPromiseEarlier: false,
};

/** A percentile of what was measured, in days, of a group with enough cases. */
export interface Measured {
  /** WHOLE: error from order to door without the margin. HOUSE: the same up to the carrier. TRANSIT: days of the way. */
  kind: 'WHOLE' | 'HOUSE' | 'TRANSIT';
  key: string;
  cases: number;
  days: number;
}

export interface PromiseBasis {
  terms: PromiseTerms & { version: number };
  measured: Measured[];
}

const TERMS = `version, handling_days AS "handlingDays", transit_days AS "transitDays", percentile, min_cases AS "minCases",
  window_days AS "windowDays", may_promise_earlier AS "mayPromiseEarlier"`;

type Query = Pick<Database, 'query'>['query'];

export async function termsNow(query: Query): Promise<PromiseTerms & { version: number }> {
  const [row] = await query<PromiseTerms & { version: number }>(
    `SELECT ${TERMS} FROM promise_terms ORDER BY version DESC LIMIT 1`,
  );
  return row ?? { ...PROMISE_DEFAULTS, version: 0 };
}

export async function readBasis(query: Query): Promise<PromiseBasis> {
  const [row] = await query<{ terms: (PromiseTerms & { version: number }) | null; measured: Measured[] | null }>(
    `SELECT (SELECT to_json(t) FROM (SELECT ${TERMS} FROM promise_terms ORDER BY version DESC LIMIT 1) t) AS terms,
       (SELECT json_agg(json_build_object('kind', kind, 'key', key, 'cases', cases, 'days', days)) FROM promise_measured) AS measured`,
  );
  return { terms: row?.terms ?? { ...PROMISE_DEFAULTS, version: 0 }, measured: row?.measured ?? [] };
}

/** Each change of a cart promises a day, and what it rests on changes by the hour. */
const FRESH_MS = 15_000;

export interface PromiseBook {
  now(): Promise<PromiseBasis>;
  /** What was changed here counts at once. */
  forget(): void;
}

export function promiseBook(query: Query): PromiseBook {
  let known: { basis: Promise<PromiseBasis>; at: number } | null = null;
  return {
    now() {
      const at = performance.now();
      if (known && at - known.at < FRESH_MS) return known.basis;
      const basis = readBasis(query);
      known = { basis, at };
      // One that failed is asked again.
      basis.catch(() => {
        known = null;
      });
      return basis;
    },
    forget() {
      known = null;
    },
  };
}
