const LONG_NUMBER = /\b\d(?:[ -]?\d){12,18}\b/g;

/** Whether digits carry the check digit of payment cards (ISO/IEC 7812-1, annex B). */
function hasCardCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Takes payment card numbers out of a text. People paste them where they do not belong, and the errors of others repeat what they
 * were given. One in ten other long numbers goes with them, which a log can bear.
 */
export function scrubbed(text: string): string {
  return text.replace(LONG_NUMBER, (found) =>
    hasCardCheckDigit(found.replace(/\D/g, '')) ? '[number removed]' : found,
  );
}
