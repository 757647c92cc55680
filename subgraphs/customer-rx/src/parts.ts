import type { Clock, Database } from '@opticworks/kernel';
import type { ContentCipher } from './prescriptions/content-cipher.ts';

/** What the use cases of this subgraph work with. */
export interface CustomerRxParts {
  database: Database;
  clock: Clock;
  contents: ContentCipher;
  /** Place of sale for validity terms: an ISO country or "US-NY". */
  jurisdiction: string;
}
