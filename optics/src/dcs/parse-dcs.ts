import type { DcsFile, DcsProblem, DcsProblemCode, DcsRecord, DcsTrace } from './dcs.types.ts';

export const DCS_MAX_BYTES = 1_000_000;

export type ParsedDcs = { ok: true; file: DcsFile } | { ok: false; errors: DcsProblem[] };

type Block =
  | { kind: 'trace'; count: number; isUneven: boolean; trace: DcsTrace; angles: number[]; line: number }
  | { kind: 'other'; header: DcsRecord; lines: DcsRecord[] };

/**
 * Reads DCS/OMA text. `R=`, `A=` and `Z=` lines belong to the block opened last: a second `R=` block after `STHKFMT` is a thickness
 * contour, not the frame. Only trace format 1 (ASCII absolute) is read; others are refused by name.
 */
export function parseDcs(text: string): ParsedDcs {
  const errors: DcsProblem[] = [];
  const fail = (code: DcsProblemCode, detail: string, line?: number) => {
    errors.push({ code, detail, ...(line === undefined ? {} : { line }) });
  };
  if (text.length > DCS_MAX_BYTES) fail('FILE_TOO_LARGE', `The file is larger than ${DCS_MAX_BYTES} bytes.`);
  else if (text.includes('\0')) fail('NUL_BYTE', 'The file is not text.');
  if (errors.length > 0) return { ok: false, errors };

  const file: DcsFile = { records: [], traces: [], otherBlocks: [] };
  let block: Block | null = null;
  const close = () => {
    if (block?.kind === 'trace') closeTrace(block, file, fail);
    block = null;
  };
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const line = i + 1;
    if (raw.trim() === '') return;
    const at = raw.indexOf('=');
    if (at < 1) {
      fail('LINE_WITHOUT_LABEL', `Line ${line} has no “LABEL=”.`, line);
      return;
    }
    const record = {
      label: raw.slice(0, at).trim(),
      fields: raw
        .slice(at + 1)
        .split(';')
        .map((f) => f.trim()),
    };
    if (record.label === 'TRCFMT' || record.label === 'STHKFMT' || record.label === 'ZFMT') {
      close();
      block = openBlock(record, line, fail);
      if (block?.kind === 'other') file.otherBlocks.push(block);
      return;
    }
    if (record.label !== 'R' && record.label !== 'A' && record.label !== 'Z') {
      file.records.push(record);
      return;
    }
    addToBlock(block, record, line, fail);
  });
  close();
  return errors.length > 0 ? { ok: false, errors } : { ok: true, file };
}

type Fail = (code: DcsProblemCode, detail: string, line?: number) => void;

function openBlock(record: DcsRecord, line: number, fail: Fail): Block | null {
  if (record.label !== 'TRCFMT') return { kind: 'other', header: record, lines: [] };
  const [format = '', count = '', mode = '', side = '', type = 'F'] = record.fields;
  if (format !== '1') {
    fail(
      'TRACE_FORMAT_UNSUPPORTED',
      `Trace format ${format} is binary or vendor-specific; export as format 1 (ASCII absolute).`,
      line,
    );
    // Swallow its data lines, so that one clear reason is given.
    return { kind: 'other', header: record, lines: [] };
  }
  if (!/^\d{2,5}$/.test(count) || !['E', 'U'].includes(mode) || !['R', 'L'].includes(side)) {
    fail('TRACE_HEADER_INVALID', `“TRCFMT=${record.fields.join(';')}” cannot be read.`, line);
    return { kind: 'other', header: record, lines: [] };
  }
  const trace: DcsTrace = { side: side === 'R' ? 'od' : 'os', type, radii: [], angles: null };
  return { kind: 'trace', count: Number(count), isUneven: mode === 'U', trace, angles: [], line };
}

function addToBlock(block: Block | null, record: DcsRecord, line: number, fail: Fail): void {
  if (!block) {
    fail('RADII_BEFORE_TRACE', `Line ${line}: “${record.label}=” before any TRCFMT.`, line);
    return;
  }
  if (block.kind === 'other') {
    block.lines.push(record);
    return;
  }
  if (record.label === 'Z') return;
  const into = record.label === 'R' ? block.trace.radii : block.angles;
  for (const field of record.fields) {
    if (field === '') continue;
    if (/^\d+$/.test(field)) into.push(Number(field));
    else fail('NOT_A_NUMBER', `Line ${line}: “${field}” is not a number.`, line);
  }
}

function closeTrace(block: Extract<Block, { kind: 'trace' }>, file: DcsFile, fail: Fail): void {
  const { trace, count, isUneven, angles, line } = block;
  if (trace.radii.length !== count)
    fail('COUNT_MISMATCH', `${count} radii announced, ${trace.radii.length} given.`, line);
  if (isUneven && angles.length !== count)
    fail('ANGLES_MISSING', `${count} angles needed for mode U, ${angles.length} given.`, line);
  file.traces.push({ ...trace, angles: isUneven ? angles : null });
}

/** First record of a label. */
export const recordOf = (file: DcsFile, label: string): DcsRecord | undefined =>
  file.records.find((r) => r.label === label);

/** Text of a single-value record; undefined when absent, empty or unknown ("?"). */
export function textOf(file: DcsFile, label: string): string | undefined {
  const value = recordOf(file, label)?.fields[0];
  return value === undefined || value === '' || value === '?' ? undefined : value;
}

/**
 * Right and left value of a two-eye record: one field counts for both, an empty field (`IPD=;33`) for none.
 * @returns undefined per eye where nothing is given
 */
export function eyesOf(file: DcsFile, label: string): { od: string | undefined; os: string | undefined } {
  const fields = recordOf(file, label)?.fields ?? [];
  const known = (value: string | undefined) =>
    value === undefined || value === '' || value === '?' ? undefined : value;
  return { od: known(fields[0]), os: known(fields.length < 2 ? fields[0] : fields[1]) };
}
