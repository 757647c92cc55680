import type { DcsBlock, DcsDocument, DcsFile, DcsProblem, DcsRecord, DcsTrace } from './dcs.types.ts';
import { fieldsOf, isOfBlock, opensBlock, parseDcsDocument } from './dcs-document.ts';
import { DcsProblems, quoted } from './dcs-problem.ts';
import { dcsNumber, dcsRecords, known, mayRepeat } from './dcs-records.ts';

export type ParsedDcs = { ok: true; file: DcsFile } | { ok: false; errors: DcsProblem[] };

/** Points a side may have. Fewer than twelve are no outline; the largest seen in files is 1440. */
export const tracePoints = { min: 12, max: 10_000 } as const;

/** Trace formats by number, for the sentence that refuses them. */
const formatNames: Record<string, string> = {
  '2': 'binary absolute',
  '3': 'binary differential',
  '4': 'packed binary',
  '5': 'a vendor form',
  '6': 'a vendor form',
};

/** A block while its lines come in. `skipped` swallows the data of a header that was refused, so that one clear reason is given. */
type Block =
  | {
      kind: 'trace';
      count: number;
      isUneven: boolean;
      trace: DcsTrace;
      angles: number[];
      line: number;
      broken: boolean;
    }
  | { kind: 'other'; block: { header: DcsRecord; lines: DcsRecord[] } }
  | { kind: 'skipped' };

/** Reads a file: lines first, then what they mean. @param input bytes, or text of one character per byte */
export function parseDcs(input: string | Uint8Array): ParsedDcs {
  const parsed = parseDcsDocument(input);
  return parsed.ok ? readDcs(parsed.document) : parsed;
}

/**
 * What a document says. `R=`, `A=`, `Z=` and `T=` lines belong to the block opened last: a second `R=` block after `STHKFMT` is a
 * thickness contour, not the frame, and its thicknesses follow as `T=`. Only trace format 1 (ASCII absolute) is read; others are refused by name.
 */
export function readDcs(document: DcsDocument): ParsedDcs {
  const problems = new DcsProblems();
  const reader = new Reader(problems);
  for (const [i, line] of document.lines.entries()) {
    if (line.isBlank) continue;
    if (line.label === null)
      problems.add('LINE_WITHOUT_LABEL', `Line ${i + 1}, ${quoted(line.raw)}, has no “LABEL=”.`, { line: i + 1 });
    else reader.take({ label: line.label, fields: fieldsOf(line), line: i + 1 });
  }
  reader.close();
  checkTraceSides(reader.traces, problems);
  if (problems.list.length > 0) return { ok: false, errors: problems.list };
  const { records, traces, otherBlocks, warnings } = reader;
  return { ok: true, file: { document, records, traces, otherBlocks, warnings: warnings.list } };
}

/** A record with the line it stands in. */
type ReadRecord = DcsRecord & { line: number };

class Reader {
  readonly records: DcsRecord[] = [];
  readonly traces: DcsTrace[] = [];
  readonly otherBlocks: DcsBlock[] = [];
  readonly warnings = new DcsProblems();
  private readonly seen = new Map<string, ReadRecord>();
  private block: Block | null = null;

  private readonly problems: DcsProblems;

  constructor(problems: DcsProblems) {
    this.problems = problems;
  }

  take(record: ReadRecord): void {
    if (opensBlock(record.label)) {
      this.close();
      this.block = this.open(record);
    } else if (isOfBlock(record.label) || (record.label === 'T' && this.block)) this.addToBlock(record);
    else this.addRecord(record);
  }

  close(): void {
    const { block } = this;
    this.block = null;
    if (block?.kind !== 'trace' || block.broken) return;
    const { trace, count, isUneven, angles, line } = block;
    const at = { line, label: 'TRCFMT' };
    if (trace.radii.length !== count)
      this.problems.add('COUNT_MISMATCH', `${count} radii are announced, ${trace.radii.length} are given.`, at);
    else if (isUneven && angles.length !== count)
      this.problems.add('ANGLES_MISSING', `Mode U needs ${count} angles; ${angles.length} are given.`, at);
    else this.traces.push({ ...trace, angles: isUneven ? angles : null });
  }

  private open(header: ReadRecord): Block {
    const other = (): Block => {
      const block = { header, lines: [] };
      this.otherBlocks.push(block);
      return { kind: 'other', block };
    };
    if (header.label !== 'TRCFMT') return other();
    const [format, count, mode, side, type] = header.fields.map((field) => field.toUpperCase());
    const at = { line: header.line, label: 'TRCFMT' };
    // Side B only occurs where devices offer formats to each other; no data follows it.
    if (side === 'B') return other();
    if (format !== '1') {
      const name = formatNames[String(format)] ?? 'unknown';
      this.problems.add(
        'TRACE_FORMAT_UNSUPPORTED',
        `Trace format ${quoted(String(format))} (${name}) is not read.`,
        at,
      );
      return { kind: 'skipped' };
    }
    const isUneven = mode === 'U';
    const isRight = side === 'R';
    if (!/^\d{1,6}$/.test(String(count)) || !(isUneven || mode === 'E') || !(isRight || side === 'L')) {
      this.problems.add('TRACE_HEADER_INVALID', `TRCFMT=${quoted(header.fields.join(';'))} cannot be read.`, at);
      return { kind: 'skipped' };
    }
    if (Number(count) < tracePoints.min || Number(count) > tracePoints.max) {
      this.problems.add('TRACE_COUNT_OUT_OF_RANGE', `${Number(count)} points are announced.`, at);
      return { kind: 'skipped' };
    }
    const trace: DcsTrace = {
      side: isRight ? 'od' : 'os',
      type: type || 'F',
      radii: [],
      angles: null,
      line: header.line,
    };
    return { kind: 'trace', count: Number(count), isUneven, trace, angles: [], line: header.line, broken: false };
  }

  private addToBlock(record: ReadRecord): void {
    const { block } = this;
    const at = { line: record.line, label: record.label };
    if (!block) {
      this.problems.add('RADII_BEFORE_TRACE', `Line ${record.line}: “${record.label}=” before any TRCFMT.`, at);
      // One sentence for all lines of a file without header.
      this.block = { kind: 'skipped' };
      return;
    }
    if (block.kind === 'skipped') return;
    if (block.kind === 'other') {
      block.block.lines.push(record);
      return;
    }
    if (block.broken) return;
    if (record.label === 'Z' || record.label === 'T') {
      block.trace.others = [...(block.trace.others ?? []), record];
      return;
    }
    const into = record.label === 'R' ? block.trace.radii : block.angles;
    for (const field of record.fields) {
      // A separator at the end of a line is no value.
      if (field === '') continue;
      if (/^\d{1,9}$/.test(field)) into.push(Number(field));
      else {
        this.problems.add('NOT_A_NUMBER', `Line ${record.line}: ${quoted(field)} is not a whole number.`, at);
        block.broken = true;
        return;
      }
    }
  }

  private addRecord(record: ReadRecord): void {
    this.records.push(record);
    const rule = dcsRecords.get(record.label);
    const at = { line: record.line, label: record.label };
    if (rule?.number) {
      const wrong = record.fields.filter((field) => known(field) && dcsNumber(field) === null);
      const told = rule.number === 'needed' ? this.problems : this.warnings;
      for (const field of wrong.slice(0, 1))
        told.add(
          'VALUE_UNREADABLE',
          `${record.label}=${quoted(record.fields.join(';'))}: ${quoted(field)} is not a number.`,
          at,
        );
    }
    if (mayRepeat(record.label)) return;
    const earlier = this.seen.get(record.label);
    if (!earlier) this.seen.set(record.label, record);
    // The same line twice harms nobody; two values for one thing do.
    else if (earlier.fields.join(';') !== record.fields.join(';'))
      this.problems.add(
        'LABEL_REPEATED',
        `${record.label} has one value in line ${earlier.line} and another in line ${record.line}.`,
        at,
      );
  }
}

function checkTraceSides(traces: readonly DcsTrace[], problems: DcsProblems): void {
  const seen = new Set<string>();
  for (const { side, type, line } of traces) {
    const key = `${side}:${type}`;
    if (seen.has(key))
      problems.add('TRACE_SIDE_TWICE', `The ${side === 'od' ? 'right' : 'left'} side is traced twice.`, {
        line,
        label: 'TRCFMT',
      });
    seen.add(key);
  }
}

/** First record of a label. */
export const recordOf = (file: Pick<DcsFile, 'records'>, label: string): DcsRecord | undefined =>
  file.records.find((r) => r.label === label);

/** Text of a single-value record; undefined when absent, empty or unknown ("?"). */
export function textOf(file: Pick<DcsFile, 'records'>, label: string): string | undefined {
  return known(recordOf(file, label)?.fields[0]);
}

/**
 * Right and left value of a two-eye record: one field counts for both, an empty field (`IPD=;33`, `IPD=33;`) for none.
 * @returns undefined per eye where nothing is given
 */
export function eyesOf(
  file: Pick<DcsFile, 'records'>,
  label: string,
): { od: string | undefined; os: string | undefined } {
  const [od, os = od] = recordOf(file, label)?.fields ?? [];
  return { od: known(od), os: known(os) };
}

/** Right and left number of a two-eye record. @returns undefined per eye where nothing readable is given */
export function eyeNumbersOf(
  file: Pick<DcsFile, 'records'>,
  label: string,
): { od: number | undefined; os: number | undefined } {
  const { od, os } = eyesOf(file, label);
  const number = (text: string | undefined) => dcsNumber(text) ?? undefined;
  return { od: number(od), os: number(os) };
}
