import type { Eye } from '../prescription/prescription.types.ts';

/** One line `LABEL=a;b;c`. Two-eye records hold the right eye first; a single field counts for both. */
export interface DcsRecord {
  label: string;
  fields: string[];
}

/** One traced side as in the file: hundredths of a millimetre from the tracer's own origin, viewer's frame. */
export interface DcsTrace {
  side: Eye;
  type: 'F' | 'P' | 'D' | string;
  radii: number[];
  /** Hundredths of a degree per radius; null when evenly spaced. */
  angles: number[] | null;
}

export interface DcsFile {
  /** All records that belong to no block, unknown ones included, in the order of the file. */
  records: DcsRecord[];
  traces: DcsTrace[];
  /** Blocks kept as text for the round trip: thickness contours (STHKFMT) and depth data (ZFMT). */
  otherBlocks: { header: DcsRecord; lines: DcsRecord[] }[];
}

export type DcsProblemCode =
  | 'FILE_TOO_LARGE'
  | 'NUL_BYTE'
  | 'LINE_WITHOUT_LABEL'
  | 'TRACE_FORMAT_UNSUPPORTED'
  | 'TRACE_HEADER_INVALID'
  | 'RADII_BEFORE_TRACE'
  | 'NOT_A_NUMBER'
  | 'COUNT_MISMATCH'
  | 'ANGLES_MISSING'
  | 'TRACE_MISSING'
  | 'RADIUS_OUT_OF_RANGE'
  | 'RADIUS_JUMP'
  | 'BOX_MISMATCH'
  | 'PERIMETER_MISMATCH'
  | 'SIZE_OUT_OF_RANGE'
  | 'SIDES_DIFFER'
  | 'SIDE_MIRRORED';

export interface DcsProblem {
  code: DcsProblemCode;
  /** Line number from 1, where one line is to blame. */
  line?: number;
  detail: string;
}
