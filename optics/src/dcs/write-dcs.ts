import type { DcsParts, DcsProblem, DcsRecord, DcsTrace } from './dcs.types.ts';
import { isOfBlock } from './dcs-document.ts';
import { DcsProblems, quoted } from './dcs-problem.ts';
import { mayRepeat } from './dcs-records.ts';
import { latin1Bytes } from './latin1.ts';
import { tracePoints } from './parse-dcs.ts';

export type WrittenDcs = { ok: true; text: string } | { ok: false; errors: DcsProblem[] };

const VALUES_PER_LINE = 10;

/**
 * Writes DCS/OMA text: CRLF, ten values a line, scalar records first, trace blocks last. A label is written once unless a reader
 * takes it twice (its kind repeats, it is private or unknown); values that would break a line are refused, not repaired.
 */
export function writeDcs(parts: DcsParts): WrittenDcs {
  const problems = new DcsProblems();
  const { records, traces, otherBlocks = [] } = parts;
  const seen = new Set<string>();
  for (const record of records) {
    checkRecord(record, problems);
    if (isOfBlock(record.label.toUpperCase()))
      problems.add('LABEL_INVALID', `${record.label} belongs to a trace block.`, { label: record.label });
    // Readers know no upper and lower case in a label.
    const label = record.label.toUpperCase();
    if (seen.has(label) && !mayRepeat(label))
      problems.add('LABEL_REPEATED', `${record.label} would be written twice.`, { label: record.label });
    seen.add(label);
  }
  for (const block of otherBlocks) for (const record of [block.header, ...block.lines]) checkRecord(record, problems);
  for (const trace of traces) {
    checkTrace(trace, problems);
    for (const record of trace.others ?? []) checkRecord(record, problems);
  }
  if (problems.list.length > 0) return { ok: false, errors: problems.list };
  const lines = [
    ...records.map(lineOf),
    ...traces.flatMap(traceLines),
    ...otherBlocks.flatMap((b) => [lineOf(b.header), ...b.lines.map(lineOf)]),
  ];
  return { ok: true, text: lines.map((line) => `${line}\r\n`).join('') };
}

function checkRecord({ label, fields }: DcsRecord, problems: DcsProblems): void {
  if (!/^[A-Za-z0-9_]+$/.test(label)) problems.add('LABEL_INVALID', `${quoted(label)} is no label.`, { label });
  const bad = fields.find((field) => field.includes(';') || !isPlain(field));
  if (bad !== undefined) problems.add('FIELD_INVALID', `${label}: ${quoted(bad)} cannot be written.`, { label });
}

/** Printable Latin-1: nothing that ends a line or a message. */
const isPlain = (field: string): boolean => latin1Bytes(field)?.every((byte) => byte >= 0x20) ?? false;

function checkTrace({ radii, angles, type }: DcsTrace, problems: DcsProblems): void {
  const at = { label: 'TRCFMT' };
  const isWhole = (value: number) => Number.isInteger(value) && value >= 0;
  if (radii.length < tracePoints.min || radii.length > tracePoints.max)
    problems.add('TRACE_COUNT_OUT_OF_RANGE', `A trace of ${radii.length} points.`, at);
  if (angles && angles.length !== radii.length)
    problems.add('COUNT_MISMATCH', `${radii.length} radii and ${angles.length} angles.`, at);
  if (!radii.every(isWhole) || !(angles ?? []).every(isWhole))
    problems.add('NOT_A_NUMBER', 'Radii and angles are written as whole hundredths.', at);
  if (!/^[A-Z]$/.test(type)) problems.add('TRACE_HEADER_INVALID', `${quoted(type)} is no kind of trace.`, at);
}

const lineOf = ({ label, fields }: DcsRecord): string => `${label}=${fields.join(';')}`;

function traceLines({ side, type, radii, angles, others = [] }: DcsTrace): string[] {
  const rows = (label: string, values: readonly number[]) =>
    Array.from(
      { length: Math.ceil(values.length / VALUES_PER_LINE) },
      (_, i) => `${label}=${values.slice(i * VALUES_PER_LINE, (i + 1) * VALUES_PER_LINE).join(';')}`,
    );
  return [
    `TRCFMT=1;${radii.length};${angles ? 'U' : 'E'};${side === 'od' ? 'R' : 'L'};${type}`,
    ...rows('R', radii),
    ...(angles ? rows('A', angles) : []),
    ...others.map(lineOf),
  ];
}
