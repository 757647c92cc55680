/** The twins' only source of time, so that tests and demonstrations can move it. */
export interface Clock {
  now(): Date;
}

/** The machine's clock plus an offset that `POST /control/clock` moves forward. */
export class AdjustableClock implements Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  reset(): void {
    this.offsetMs = 0;
  }
}

export const unixSeconds = (clock: Clock): number => Math.floor(clock.now().getTime() / 1000);
