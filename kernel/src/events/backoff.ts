const PAUSES_MS = [500, 2_000, 8_000, 30_000, 120_000, 300_000, 600_000];

/** How long a failed event rests before the next try: half a second at first, ten minutes at last. */
export function retryPauseMs(attempts: number): number {
  return PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1] ?? PAUSES_MS[0]!;
}

export function dateAfter(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}
