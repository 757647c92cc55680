/** Luhn's check over a string of digits, check digit last. @returns false for anything that is not digits */
export function passesLuhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** US National Provider Identifier: ten digits, Luhn over "80840" + NPI. 1234567893 is valid. */
export const isValidNpi = (npi: string): boolean => /^\d{10}$/.test(npi) && passesLuhn(`80840${npi}`);
