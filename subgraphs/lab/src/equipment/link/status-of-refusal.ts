import type { Refusal } from '@opticworks/kernel';
import { DeviceStatus, type DeviceStatusCode } from '../device-status.ts';

const byCode: Readonly<Record<string, DeviceStatusCode>> = {
  LAB_JOB_NOT_FOUND: DeviceStatus.JOB_NOT_FOUND,
  TRACE_OF_OTHER_JOB: DeviceStatus.INVALID_JOB,
  RESULT_OF_OTHER_JOB: DeviceStatus.INVALID_JOB,
  TRACE_OF_OTHER_FRAME: DeviceStatus.INCOMPATIBLE,
  TRACE_NOT_POSSIBLE: DeviceStatus.JOB_PROTECTED,
  LENS_IN_BATCH: DeviceStatus.BUSY,
  JOB_AT_OUTSIDE_LAB: DeviceStatus.JOB_PROTECTED,
  NOT_CALCULATED: DeviceStatus.CANNOT_PROCESS,
  RESULT_UNREADABLE: DeviceStatus.FORMAT_ERROR,
};

const outOfRange = new Set([
  'RADIUS_OUT_OF_RANGE',
  'RADIUS_JUMP',
  'SIZE_OUT_OF_RANGE',
  'BOX_MISMATCH',
  'PERIMETER_MISMATCH',
]);

/** What a machine is told when the lab refuses. A machine shows a number and has no room for a sentence. */
export function statusOfRefusal({ code, issues }: Pick<Refusal, 'code' | 'issues'>): DeviceStatusCode {
  if (code !== 'TRACE_UNREADABLE') return byCode[code] ?? DeviceStatus.CANNOT_PROCESS;
  const codes = issues.map((issue) => issue.code);
  if (codes.includes('TRACE_FORMAT_UNSUPPORTED')) return DeviceStatus.UNSUPPORTED_TRACE_FORMAT;
  if (codes.includes('TRACE_MISSING')) return DeviceStatus.MISSING_RECORD;
  return codes.some((one) => outOfRange.has(one)) ? DeviceStatus.OUT_OF_RANGE : DeviceStatus.FORMAT_ERROR;
}
