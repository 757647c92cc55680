import { KERNEL_ERRORS } from './kernel-errors.ts';
import { refuse } from './refusal.ts';

/**
 * What somebody wrote, without the space around it; null where that is nothing. Never cut: what is too long is refused and stays
 * in the form.
 * @param most characters that are kept
 * @throws Refusal TEXT_TOO_LONG at the field, with both numbers
 */
export function writtenText(text: string | null | undefined, most: number, field: string): string | null {
  const written = text?.trim() ?? '';
  const length = written.length;
  if (length <= most) return written || null;
  const { code } = KERNEL_ERRORS.TEXT_TOO_LONG;
  const message = `Write at most ${most} characters; these are ${length}.`;
  refuse(KERNEL_ERRORS.TEXT_TOO_LONG, { length, most }, { issues: [{ code, field, message, severity: 'error' }] });
}
