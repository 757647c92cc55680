import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';
import { fromDecimalString } from './decimal.ts';
import type { MoneyMinor } from './money.ts';

/**
 * An amount as somebody typed it, in minor units of its currency.
 * @throws Refusal AMOUNT_UNREADABLE at the field: no number, too long, or more decimals than the currency has
 */
export function amountInput(text: string, currency: string, field: string): MoneyMinor {
  try {
    return fromDecimalString(text, currency);
  } catch (cause) {
    const { code, message } = KERNEL_ERRORS.AMOUNT_UNREADABLE;
    refuse(KERNEL_ERRORS.AMOUNT_UNREADABLE, {}, { cause, issues: [{ code, field, message, severity: 'error' }] });
  }
}
