import { refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';

export interface FoundBin {
  id: string;
  code: string;
  locationId: string;
}

/** @throws BIN_UNKNOWN */
export async function findBin(tx: Tx, code: string): Promise<FoundBin> {
  const [bin] = await findBins(tx, [code]);
  return bin;
}

/** Bins in the order they were asked for. @throws BIN_UNKNOWN for the first that is none */
export async function findBins<Codes extends readonly [string, ...string[]]>(
  tx: Tx,
  codes: Codes,
): Promise<{ [Code in keyof Codes]: FoundBin }> {
  const keys = codes.map((code) => code.trim().toUpperCase());
  const bins = await tx.query<FoundBin>('SELECT id, code, location_id AS "locationId" FROM bin WHERE code = ANY($1)', [
    keys,
  ]);
  return keys.map(
    (key, i) => bins.find(({ code }) => code === key) ?? refuse(ERRORS.BIN_UNKNOWN, { bin: codes[i]! }),
  ) as { [Code in keyof Codes]: FoundBin };
}

export interface LotInBin {
  lot: string;
  expires_on: string | null;
  quantity: number;
}

/** Lots of an item in a bin, the one that expires last first: corrections touch the freshest goods last when reversed. */
export function lotsInBin(tx: Tx, sku: string, binId: string): Promise<LotInBin[]> {
  return tx.query<LotInBin>(
    `SELECT lot, expires_on::text, quantity FROM bin_stock WHERE sku = $1 AND bin_id = $2 AND quantity > 0
     ORDER BY expires_on NULLS LAST, lot`,
    [sku, binId],
  );
}

/** Spreads a quantity over lots in their order. @returns what is left over when the bin holds less */
export function spreadOverLots(
  lots: readonly LotInBin[],
  quantity: number,
): { parts: (LotInBin & { part: number })[]; left: number } {
  const parts: (LotInBin & { part: number })[] = [];
  let left = quantity;
  for (const lot of lots) {
    if (left === 0) break;
    const part = Math.min(lot.quantity, left);
    parts.push({ ...lot, part });
    left -= part;
  }
  return { parts, left };
}
