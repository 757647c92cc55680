/** The process environment. Everybody else receives it, or the settings read from it. */
export function environment(): Record<string, string | undefined> {
  return process.env;
}
