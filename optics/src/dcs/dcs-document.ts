import type { DcsDocument, DcsLine, DcsProblem } from './dcs.types.ts';
import { dcsProblem, quoted } from './dcs-problem.ts';
import { latin1Text } from './latin1.ts';

/** Guards of the reader: a megabyte, and lines that no device writes, are refused before anything is allocated for them. */
export const dcsLimits = { bytes: 1_000_000, lines: 20_000, lineLength: 32_768 } as const;

/**
 * Splits a file into lines without losing a character. Line ends may be CR, LF or CRLF, also mixed. Cost and memory are linear in the
 * size, which is limited (`dcsLimits`).
 * @param input bytes as they came, or text of one character per byte
 */
export function parseDcsDocument(
  input: string | Uint8Array,
): { ok: true; document: DcsDocument } | { ok: false; errors: DcsProblem[] } {
  const refuse = (problem: DcsProblem) => ({ ok: false as const, errors: [problem] });
  if (input.length > dcsLimits.bytes)
    return refuse(dcsProblem('FILE_TOO_LARGE', `The file has ${input.length} bytes; ${dcsLimits.bytes} are read.`));
  const text = typeof input === 'string' ? input : latin1Text(input);
  if (text.includes('\0')) return refuse(dcsProblem('NUL_BYTE', 'The file holds NUL bytes; it is not text.'));

  const lines: DcsLine[] = [];
  const ends = /\r\n|\r|\n/g;
  let from = 0;
  while (from < text.length) {
    ends.lastIndex = from;
    const end = ends.exec(text);
    const to = end ? end.index : text.length;
    const at = { line: lines.length + 1 };
    if (lines.length >= dcsLimits.lines)
      return refuse(dcsProblem('TOO_MANY_LINES', `The file has more than ${dcsLimits.lines} lines.`, at));
    if (to - from > dcsLimits.lineLength)
      return refuse(
        dcsProblem('LINE_TOO_LONG', `Line ${at.line} is longer than ${dcsLimits.lineLength} characters.`, at),
      );
    const raw = text.slice(from, to);
    const odd = oddCharacter(raw, at);
    if (odd) return refuse(odd);
    lines.push(dcsLine(raw, (end?.[0] ?? '') as DcsLine['end']));
    from = to + (end?.[0].length ?? 0);
  }
  return { ok: true, document: { lines } };
}

/** The text of a document. For one that nobody changed these are the very characters it was read from. */
export const emitDcs = (document: DcsDocument): string => document.lines.map(({ raw, end }) => raw + end).join('');

/** Fields of a line, trimmed; only the first "=" separates label and value. */
export function fieldsOf(line: DcsLine): string[] {
  return line.raw
    .slice(line.raw.indexOf('=') + 1)
    .split(';')
    .map((field) => field.trim());
}

/** Fields of the first line with a label; null when there is none. For messages whose blocks nobody has read yet. */
export function fieldsOfLabel(document: DcsDocument, label: string): string[] | null {
  const line = document.lines.find((one) => one.label === label);
  return line ? fieldsOf(line) : null;
}

const BOM = '\xef\xbb\xbf';

export function dcsLine(raw: string, end: DcsLine['end']): DcsLine {
  const at = raw.indexOf('=');
  const label = at < 1 ? '' : raw.slice(raw.startsWith(BOM) ? BOM.length : 0, at).trim();
  const isBlank = raw === BOM || raw.replaceAll('\x1a', '').trim() === '';
  return { raw, end, label: label === '' ? null : label.toUpperCase(), isBlank };
}

/** Ctrl-Z is how old systems end a text file. */
const END_MARK = 0x1a;
const TAB = 0x09;

/** What is wrong with the first character that has no place in a text file. */
function oddCharacter(raw: string, at: { line: number }): DcsProblem | null {
  for (const char of raw) {
    const code = char.charCodeAt(0);
    if (code > 0xff)
      return dcsProblem('CHARACTER_NOT_LATIN1', `Line ${at.line} holds the character ${quoted(char)}.`, at);
    if (code < 0x20 && code !== TAB && code !== END_MARK)
      return dcsProblem('CONTROL_CHARACTER', `Line ${at.line} holds a control character.`, at);
  }
  return null;
}

/**
 * Gives one record other values and leaves every other line as it is. The label keeps its spelling and the line its end; a label that
 * is not there is added before the first trace block, where scalar records belong.
 */
export function withDcsRecord(document: DcsDocument, label: string, fields: readonly string[]): DcsDocument {
  const wanted = label.toUpperCase();
  const value = fields.join(';');
  const at = document.lines.findIndex((line) => line.label === wanted);
  const present = document.lines[at];
  if (present) {
    const raw = `${present.raw.slice(0, present.raw.indexOf('=') + 1)}${value}`;
    return { lines: document.lines.with(at, dcsLine(raw, present.end)) };
  }
  const usualEnd = document.lines.find((line) => line.end !== '')?.end ?? '\r\n';
  const block = document.lines.findIndex((line) => isOfBlock(line.label));
  const before = block < 0 ? document.lines.length : block;
  const lines = [...document.lines];
  const last = lines[before - 1];
  // A last line without an end would swallow what follows it.
  if (last?.end === '') lines[before - 1] = { ...last, end: usualEnd };
  lines.splice(before, 0, dcsLine(`${label}=${value}`, usualEnd));
  return { lines };
}

/**
 * Whether a label opens a block of data: `TRCFMT`, `STHKFMT`, `ZFMT`, and any other format. What stands below one we do not know is its
 * own and not the frame's. A private label means nothing to a reader.
 */
export const opensBlock = (label: string): boolean => /^[A-Z0-9]+FMT$/.test(label);

/** Data lines that stand in a block and nowhere else. */
const blockData: ReadonlySet<string> = new Set(['R', 'A', 'Z']);

/** Whether a label opens or belongs to a block. A `T` does inside one only, and outside is a label like any other. */
export const isOfBlock = (label: string | null): boolean =>
  label !== null && (opensBlock(label) || blockData.has(label));
