import { gauge, KERNEL_ERRORS, type Principal, refuse } from '@opticworks/kernel';
import type { Operation } from '../execution/operation.ts';

export interface AdmissionLimits {
  /** Operations answered at the same time. */
  inFlight: number;
  /** How many of them may be browsing. */
  browsing: number;
}

/** What an operation is worth when not everything can be answered: looking around waits for those who buy, and for those who work. */
export type Urgency = 'browsing' | 'needed';

const inFlightNow = gauge('opticworks_operations_in_flight', 'GraphQL operations being answered', ['urgency']);
/** When a shed caller should come back: the operations before it are long answered by then. */
const COME_BACK_AFTER_S = 2;

/**
 * The bounded queue before the graph. More than this at once would only make everybody wait longer, until all give up: whoever comes
 * on top is sent away at once with 503 and Retry-After. Nothing was begun then, so asking again is safe.
 */
export class Admission {
  readonly #limits: AdmissionLimits;
  #browsing = 0;
  #needed = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /** @throws OVERLOADED */
  async run<T>(urgency: Urgency, work: () => Promise<T>): Promise<T> {
    const { inFlight, browsing } = this.#limits;
    const isFull = this.#browsing + this.#needed >= inFlight || (urgency === 'browsing' && this.#browsing >= browsing);
    if (isFull) refuse(KERNEL_ERRORS.OVERLOADED, { seconds: COME_BACK_AFTER_S });
    this.#count(urgency, 1);
    try {
      return await work();
    } finally {
      this.#count(urgency, -1);
    }
  }

  #count(urgency: Urgency, by: 1 | -1): void {
    if (urgency === 'browsing') this.#browsing += by;
    else this.#needed += by;
    inFlightNow.set({ urgency }, urgency === 'browsing' ? this.#browsing : this.#needed);
  }
}

/** Runs an operation, or sends its caller away. An operation nobody has looked at yet counts as needed. @throws OVERLOADED */
export type Admit = <T>(operation: Operation | undefined, principal: Principal, work: () => Promise<T>) => Promise<T>;

/** @param shopWindow the subgraphs that only show what there is to buy: a customer's question to them alone is browsing */
export function admitBy(admission: Admission, shopWindow: ReadonlySet<string>): Admit {
  const known = new WeakMap<Operation, boolean>();
  const looksOnly = (operation: Operation): boolean => {
    let is = known.get(operation);
    if (is === undefined) {
      is = operation.kind === 'query' && operation.everyService().every((name) => shopWindow.has(name));
      known.set(operation, is);
    }
    return is;
  };
  return (operation, principal, work) => {
    const isBrowsing = operation && principal.kind !== 'staff' && looksOnly(operation);
    return admission.run(isBrowsing ? 'browsing' : 'needed', work);
  };
}
