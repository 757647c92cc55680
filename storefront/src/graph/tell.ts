import { fill } from '../i18n/fill.ts';
import { GraphFailure } from './failure.ts';

export interface Sentences {
  network: string;
  busy: string;
  failed: string;
  reference: string;
}

/** What a person reads when the way to the graph failed: the cause in words, and the reference support will ask for. */
export function tellFailure(error: unknown, t: Sentences): string {
  if (error instanceof GraphFailure) {
    if (error.kind === 'network') return t.network;
    if (error.kind === 'busy') return t.busy;
    if (error.reference) return `${t.failed} ${fill(t.reference, { id: error.reference })}`;
  }
  return t.failed;
}
