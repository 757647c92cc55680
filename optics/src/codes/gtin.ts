/** GS1 mod-10 check digit of the digits before it. @param body 7, 11, 12 or 13 digits @throws RangeError for anything else */
export function gtinCheckDigit(body: string): number {
  if (!/^(\d{7}|\d{11,13})$/.test(body)) throw new RangeError('A GTIN body has 7, 11, 12 or 13 digits.');
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += Number(body[body.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** Whether a GTIN-8, -12, -13 or -14 carries the right check digit. */
export function isValidGtin(gtin: string): boolean {
  return /^(\d{8}|\d{12,14})$/.test(gtin) && gtinCheckDigit(gtin.slice(0, -1)) === Number(gtin.at(-1));
}

/** The 14-digit form used as a key: shorter GTINs are padded with zeros on the left. */
export const toGtin14 = (gtin: string): string => gtin.padStart(14, '0');
