import { Device, type DeviceAnswer, type DeviceFault, type DeviceOptions } from './device.ts';

/** A frame on the tracer: radii in hundredths of a millimetre, both sides as seen from the front. */
export interface FrameOnTracer {
  right: readonly number[];
  left: readonly number[] | null;
  dblMm: number;
}

/** A frame tracer: asks how to send, traces, sends. */
export class Tracer {
  readonly device: Device;

  constructor(options: Omit<DeviceOptions, 'vendor' | 'model'> & { vendor?: string; model?: string }) {
    this.device = new Device({ vendor: 'TWIN', model: 'TRACER', ...options });
  }

  async sendTrace(job: string, frame: FrameOnTracer, fault?: DeviceFault): Promise<DeviceAnswer> {
    const offer = await this.device.ask(['REQ=TRC', `JOB=${job}`, `TRCFMT=1;${frame.right.length};E;B;F`]);
    if (offer.status !== 0) return offer;
    return this.device.ask(traceMessage(job, frame), fault);
  }
}

/** The message with the trace itself. */
export const traceMessage = (job: string, { right, left, dblMm }: FrameOnTracer): string[] => [
  'ANS=TRC',
  `JOB=${job}`,
  'STATUS=0',
  `DBL=${dblMm.toFixed(2)}`,
  ...side('R', right),
  ...(left ? side('L', left) : []),
];

function side(name: 'R' | 'L', radii: readonly number[]): string[] {
  const rows: string[] = [`TRCFMT=1;${radii.length};E;${name};F`];
  for (let at = 0; at < radii.length; at += 10) rows.push(`R=${radii.slice(at, at + 10).join(';')}`);
  return rows;
}
