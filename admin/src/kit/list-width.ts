const GAP_REM = 0.75;
const PADDING_REM = 3;

/** The narrowest a list may get: its columns at their minimum, their gaps and the edges. Header and rows share it, so they line up. */
export function listWidthRem(tracks: readonly string[]): number {
  const columns = tracks.reduce((sum, track) => sum + Number(/(\d+(?:\.\d+)?)rem/.exec(track)?.[1] ?? 0), 0);
  return columns + GAP_REM * Math.max(0, tracks.length - 1) + PADDING_REM;
}
