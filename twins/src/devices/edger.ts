import { Device, type DeviceAnswer, type DeviceFault, type DeviceOptions } from './device.ts';

/** An edger: fetches a job, cuts the lenses, reports. */
export class Edger {
  readonly device: Device;

  constructor(options: Omit<DeviceOptions, 'vendor' | 'model'> & { vendor?: string; model?: string }) {
    this.device = new Device({ vendor: 'TWIN', model: 'EDGER', ...options });
  }

  fetchJob(job: string, fault?: DeviceFault): Promise<DeviceAnswer> {
    return this.device.ask(['REQ=FIL', `JOB=${job}`], fault);
  }

  /** Tells how the job ended. @param measured records such as `CIRC=150.40;150.38` */
  report(job: string, status: number, measured: readonly string[] = [], fault?: DeviceFault): Promise<DeviceAnswer> {
    return this.device.ask(['ANS=FIL', `JOB=${job}`, `STATUS=${status}`, ...measured], fault);
  }
}
