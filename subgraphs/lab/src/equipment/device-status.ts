/** STATUS of an answer, as devices and labs number it. The numbers come from open firmware; the standard's text could not be read. */
export const DeviceStatus = {
  OK: 0,
  JOB_NOT_FOUND: 1,
  JOB_PROTECTED: 2,
  GENERAL: 3,
  CANNOT_PROCESS: 4,
  NEED_INIT: 5,
  INVALID_JOB: 6,
  MISSING_RECORD: 7,
  HOST_ERROR: 8,
  INCOMPATIBLE: 9,
  OUT_OF_RANGE: 10,
  BUSY: 11,
  OUT_OF_SYNC: 12,
  INVALID_INIT: 13,
  AUTO_FORMAT_UNSUPPORTED: 14,
  INIT_UNSUPPORTED: 15,
  INVALID_REQUEST: 16,
  UNSUPPORTED_TRACE_FORMAT: 17,
  FORMAT_ERROR: 18,
  PROCESS_FAILED: 19,
} as const;

export type DeviceStatusCode = (typeof DeviceStatus)[keyof typeof DeviceStatus];

const sentences: Record<number, string> = {
  0: 'Done',
  1: 'Job not found',
  2: 'Job is protected',
  3: 'General error',
  4: 'Cannot process the job',
  5: 'Initialisation needed',
  6: 'Invalid job number',
  7: 'A record is missing',
  8: 'Error at the host',
  9: 'Incompatible',
  10: 'Out of range',
  11: 'Busy',
  12: 'Out of sync',
  13: 'Invalid initialisation',
  14: 'Automatic format not supported',
  15: 'Initialisation not supported',
  16: 'Invalid request',
  17: 'Unsupported trace format',
  18: 'Format error',
  19: 'Process failed',
};

/** Words for a status; an unknown number is shown as it came. */
export const statusSentence = (status: number): string => sentences[status] ?? `Status ${status}`;
