import { refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';

/** More than any shelf holds: who gives more has scanned a barcode into the field for the number. */
const MOST_PIECES = 100_000;

/** @throws STOCK_QUANTITY_INVALID for parts of pieces, fewer than `least`, or more than one booking may move */
export function insistOnQuantity(pieces: number, least: 0 | 1): void {
  if (!Number.isInteger(pieces) || pieces < least || pieces > MOST_PIECES)
    refuse(ERRORS.STOCK_QUANTITY_INVALID, { least, most: MOST_PIECES });
}
