import type { DcsProblem, DcsProblemCode } from './dcs.types.ts';

/** What to do about each problem. Read by lab staff beside a machine, so: one sentence, one act. */
const advice: Record<DcsProblemCode, string> = {
  FILE_TOO_LARGE: 'Export one job only; a trace with a thousand radii has about 12 kB.',
  TOO_MANY_LINES: 'Export one job only.',
  LINE_TOO_LONG: 'Export the trace as format 1 (ASCII absolute), ten values a line.',
  NUL_BYTE: 'Choose the text file (.oma, .vca, .dcs) of the tracer, not its binary one.',
  CHARACTER_NOT_LATIN1: 'Save the file as plain text (ASCII or Latin-1).',
  CONTROL_CHARACTER: 'This is a recorded device message; export a plain file, or send it over the device link.',
  LINE_WITHOUT_LABEL: 'Remove the line, or write it as LABEL=value.',
  LABEL_REPEATED: 'Keep the right one of the lines and remove the other.',
  VALUE_UNREADABLE: 'Write a number with a decimal point, nothing, or “?” for unknown.',
  JOB_MISSING: 'Add the job number as JOB=…',
  TRACE_FORMAT_UNSUPPORTED: 'Set the tracer to trace format 1 (ASCII absolute) and send again.',
  TRACE_HEADER_INVALID: 'Trace again; the header must read TRCFMT=1;count;E or U;R or L;F.',
  TRACE_COUNT_OUT_OF_RANGE: 'Set the tracer to between 12 and 10000 points a side; 400 is usual.',
  TRACE_SIDE_TWICE: 'Keep one trace of each side.',
  RADII_BEFORE_TRACE: 'The file is cut off at its start; send it again.',
  NOT_A_NUMBER: 'The file is damaged; send it again.',
  COUNT_MISMATCH: 'The file is cut off or damaged; send it again.',
  ANGLES_MISSING: 'The file is cut off, or the mode must be E; send it again.',
  ANGLES_NOT_RISING: 'Trace again; angles must rise once around, at least every 45°.',
  TRACE_MISSING: 'Send a file that holds a trace (TRCFMT and R lines).',
  RADIUS_OUT_OF_RANGE:
    'Trace again; check that the frame was clamped in the middle and radii are hundredths of a millimetre.',
  RADIUS_JUMP: 'Trace again; the stylus left the groove.',
  BOX_MISMATCH: 'Trace again; size and trace of this file do not belong together.',
  PERIMETER_MISMATCH: 'Trace again; perimeter and trace of this file do not belong together.',
  SIZE_OUT_OF_RANGE: 'Check the frame; box width 30–70, height 15–65 and DBL 5–35 mm are possible.',
  SHAPE_IMPLAUSIBLE: 'Trace again; this outline is no lens shape.',
  SIDES_DIFFER: 'Check that the frame is not bent; each lens is cut to its own side.',
  SIDE_MIRRORED: 'Trace the other side too where the frame may be asymmetric.',
  LABEL_INVALID: 'A label is letters, digits and “_”, without “=”.',
  FIELD_INVALID: 'A value holds no “;”, no line end and no character outside Latin-1.',
  TOO_MANY_PROBLEMS: 'Send the file again; it is damaged.',
};

export const dcsProblem = (
  code: DcsProblemCode,
  detail: string,
  at: { line?: number | undefined; label?: string | undefined } = {},
): DcsProblem => ({
  code,
  ...(at.line === undefined ? {} : { line: at.line }),
  ...(at.label === undefined ? {} : { label: at.label }),
  detail,
  advice: advice[code],
});

/** A damaged file may break in every line: this many problems are told, and that there are more. */
export const MAX_PROBLEMS = 50;

/** Collects problems up to `MAX_PROBLEMS`. */
export class DcsProblems {
  readonly list: DcsProblem[] = [];

  add(code: DcsProblemCode, detail: string, at: { line?: number | undefined; label?: string | undefined } = {}): void {
    if (this.list.length < MAX_PROBLEMS) this.list.push(dcsProblem(code, detail, at));
    else if (this.list.length === MAX_PROBLEMS)
      this.list.push(dcsProblem('TOO_MANY_PROBLEMS', `The file has more than ${MAX_PROBLEMS} problems.`));
  }
}

/** Values of a damaged file in a sentence: short, and without characters that move a cursor. */
export function quoted(text: string): string {
  let safe = '';
  for (const char of text.slice(0, 40)) safe += char < ' ' || (char >= '\x7f' && char < '\xa0') ? '�' : char;
  return `“${safe}${text.length > 40 ? '…' : ''}”`;
}
