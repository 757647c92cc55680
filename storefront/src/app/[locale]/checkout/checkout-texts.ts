import type { Sentences } from '@/graph/tell.ts';
import type { Messages } from '@/i18n/locales.ts';

export interface CheckoutTexts extends Sentences {
  checkout: Messages['checkout'];
  cart: Messages['cart'];
  total: string;
  optional: string;
  browse: string;
  days: { one: string; other: string };
  wait: string;
}
