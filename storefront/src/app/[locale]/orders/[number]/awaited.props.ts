import type { VariablesOf } from 'gql.tada';
import type { ResultOf } from '@/graph/tada.ts';
import type { Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import type { EntryTexts } from '@/prescription-entry/entry-texts.ts';
import type { RxRules } from '@/prescription-entry/rx-rules.ts';
import type { lensQuoteDocument } from '../../lenses/[variant]/lenses.documents.ts';
import type { Order } from './order-screen.tsx';

export interface AwaitedTexts extends EntryTexts {
  awaited: Messages['awaited'];
  workingDays: { one: string; other: string };
}

export type Quote = Extract<ResultOf<typeof lensQuoteDocument>['lensQuote'], { __typename: 'LensQuote' }>;
export type QuoteInput = VariablesOf<typeof lensQuoteDocument>['input'];
export type Awaited = Order['awaitedPrescriptions'][number];
export type Line = Order['lines'][number];

export interface AwaitedProps {
  order: Order;
  token: string | undefined;
  today: string;
  rules: RxRules;
  locale: Locale;
  t: AwaitedTexts;
  onSent(): Promise<void>;
}

export type EntryProps = AwaitedProps & { line: Line; awaited: Awaited };
