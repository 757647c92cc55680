export interface ScanAnswer {
  ok: boolean;
  message: string;
}

/** What a scan changed on the screen must stand there before the next one is looked at. */
const drawn = () => new Promise<void>((resolve) => setTimeout(resolve, 25));

/**
 * Takes scans as fast as they come and handles them one after another in their order. A refused one stays told, with its code, until
 * somebody has seen the scans behind it fail or the same code succeed: it must not vanish behind the next good one.
 * @param handle what one scan does
 * @param tell the outcome to show
 */
export function scanQueue(
  handle: (code: string) => Promise<ScanAnswer> | ScanAnswer,
  tell: (answer: ScanAnswer) => void,
): (code: string) => void {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  let refused = new Map<string, string>();
  const one = async (code: string) => {
    const answer = await Promise.resolve()
      .then(() => handle(code))
      .catch((): ScanAnswer => ({ ok: false, message: `${code} could not be sent. Scan it again.` }));
    waiting -= 1;
    if (answer.ok) refused.delete(code);
    else refused.set(code, answer.message);
    if (refused.size === 0) return tell(answer);
    const stillRefused = [...refused].map(([which, why]) => (why.includes(which) ? why : `${which}: ${why}`));
    // Scanned one by one, each outcome stands alone, as people expect; in a burst the refused ones are kept together.
    if (waiting === 0 && refused.size === 1 && !answer.ok) {
      refused = new Map();
      return tell(answer);
    }
    tell({ ok: false, message: stillRefused.join(' ') });
    if (waiting === 0) refused = new Map();
  };
  return (code) => {
    waiting += 1;
    last = last.then(() => one(code)).then(() => (waiting > 0 ? drawn() : undefined));
  };
}
