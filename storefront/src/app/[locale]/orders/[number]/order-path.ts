import { href, type Locale } from '@/i18n/href.ts';

export const orderPath = (order: { number: string }, locale: Locale): string => href(locale, `/orders/${order.number}`);
