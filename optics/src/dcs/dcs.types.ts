import type { Eye } from '../prescription/prescription.types.ts';

/** One line of a file exactly as it was: its characters, and the characters that ended it. */
export interface DcsLine {
  readonly raw: string;
  readonly end: '\r\n' | '\r' | '\n' | '';
  /** Upper-case label before the first "="; null on blank lines and on lines that have none. */
  readonly label: string | null;
  readonly isBlank: boolean;
}

/**
 * A DCS/OMA file without loss: unknown records, order, spellings, odd blanks and mixed line ends are all still there, so that
 * `emitDcs` of a document nobody touched gives back the very bytes.
 */
export interface DcsDocument {
  readonly lines: readonly DcsLine[];
}

/** One line `LABEL=a;b;c`. Two-eye records hold the right eye first; a single field counts for both. */
export interface DcsRecord {
  label: string;
  fields: string[];
  /** Line number from 1 in the file it was read from. */
  line?: number;
}

/** One traced side as in the file: hundredths of a millimetre from the tracer's own origin, viewer's frame. */
export interface DcsTrace {
  side: Eye;
  /** F frame, P pattern, D demo lens. */
  type: 'F' | 'P' | 'D' | string;
  radii: number[];
  /** Hundredths of a degree per radius; null when evenly spaced. */
  angles: number[] | null;
  /** Lines of its block that are neither radii nor angles: depths (`Z`), thicknesses (`T`). Kept, not read. */
  others?: readonly DcsRecord[];
  line?: number;
}

/** What a writer puts into a file: records in their order, then traces, then other blocks. */
export interface DcsParts {
  records: readonly DcsRecord[];
  traces: readonly DcsTrace[];
  /** Blocks whose lines are no frame: thickness contours (STHKFMT) with their `T` lines, depths (ZFMT), format offers, any other format. */
  otherBlocks?: readonly DcsBlock[];
}

export interface DcsBlock {
  header: DcsRecord;
  lines: readonly DcsRecord[];
}

/** A file that was read: its meaning, and the document it came from. */
export interface DcsFile extends DcsParts {
  document: DcsDocument;
  records: DcsRecord[];
  traces: DcsTrace[];
  otherBlocks: DcsBlock[];
  warnings: DcsProblem[];
}

export type DcsProblemCode =
  | 'FILE_TOO_LARGE'
  | 'TOO_MANY_LINES'
  | 'LINE_TOO_LONG'
  | 'NUL_BYTE'
  | 'CHARACTER_NOT_LATIN1'
  | 'CONTROL_CHARACTER'
  | 'LINE_WITHOUT_LABEL'
  | 'LABEL_REPEATED'
  | 'VALUE_UNREADABLE'
  | 'JOB_MISSING'
  | 'TRACE_FORMAT_UNSUPPORTED'
  | 'TRACE_HEADER_INVALID'
  | 'TRACE_COUNT_OUT_OF_RANGE'
  | 'TRACE_SIDE_TWICE'
  | 'RADII_BEFORE_TRACE'
  | 'NOT_A_NUMBER'
  | 'COUNT_MISMATCH'
  | 'ANGLES_MISSING'
  | 'ANGLES_NOT_RISING'
  | 'TRACE_MISSING'
  | 'RADIUS_OUT_OF_RANGE'
  | 'RADIUS_JUMP'
  | 'BOX_MISMATCH'
  | 'PERIMETER_MISMATCH'
  | 'SIZE_OUT_OF_RANGE'
  | 'SHAPE_IMPLAUSIBLE'
  | 'SIDES_DIFFER'
  | 'SIDE_MIRRORED'
  | 'LABEL_INVALID'
  | 'FIELD_INVALID'
  | 'TOO_MANY_PROBLEMS';

export interface DcsProblem {
  code: DcsProblemCode;
  /** Line number from 1, where one line is to blame. */
  line?: number;
  /** Label of the record to blame. */
  label?: string;
  /** What is wrong, with the values. */
  detail: string;
  /** What to do about it. */
  advice: string;
}
