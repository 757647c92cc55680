interface ScanLine {
  sku: string;
  gtin: string | null;
  quantity: number;
  pickedQuantity: number;
  fromLab: boolean;
  waiting: boolean;
  bin: { code: string } | null;
}

export type ScanStep =
  | { kind: 'bin'; binCode: string }
  | { kind: 'pick'; binCode: string; code: string }
  | { kind: 'ask'; message: string };

const same = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase();
const isItem = (line: ScanLine, code: string) => same(line.sku, code) || (line.gtin !== null && same(line.gtin, code));

/** Lines still to be collected from a shelf, in the order of the bins: one walk. */
export const openLines = <Line extends ScanLine>(lines: readonly Line[]): Line[] =>
  lines
    .filter((line) => !line.fromLab && !line.waiting && line.pickedQuantity < line.quantity)
    .sort((a, b) => (a.bin?.code ?? '~').localeCompare(b.bin?.code ?? '~'));

/**
 * What a scan means at this point: the first one names the bin, the next ones the items in it. A bin's label may be scanned at any
 * time; an item is only taken after a bin, so that a wrong shelf is noticed. The server refuses what does not fit.
 */
export function readScan(lines: readonly ScanLine[], binCode: string | null, scanned: string): ScanStep {
  const code = scanned.trim();
  if (lines.some((line) => line.bin && same(line.bin.code, code))) return { kind: 'bin', binCode: code };
  if (lines.some((line) => isItem(line, code))) {
    if (binCode) return { kind: 'pick', binCode, code };
    return { kind: 'ask', message: 'Scan the bin first, then the item.' };
  }
  // Neither a bin nor an item of this task: with a bin chosen it is taken for an item, so that the refusal comes from the books.
  return binCode ? { kind: 'pick', binCode, code } : { kind: 'bin', binCode: code };
}
