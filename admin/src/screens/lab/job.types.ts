import type { FragmentOf, ResultOf } from '../../graph/tada.ts';
import { sayCode } from '../../kit/format.ts';
import type { labJobQuery, lensWork } from './lab.documents.ts';

export type Job = NonNullable<ResultOf<typeof labJobQuery>['labJob']>;
export type Lens = FragmentOf<typeof lensWork>;

/** A panel or dialog of a job: what it shows, and how it tells the screen that something changed. */
export interface JobPart {
  job: Job;
  reload: () => void;
}

export const asOption = (code: string) => ({ value: code, label: sayCode(code) });
