import { readFileSync } from 'node:fs';

const kept = new Map<string, string>();

/** A file of `twins/assets`: the same place seen from `src` and from `dist`. */
export function asset(path: string): string {
  const known = kept.get(path);
  if (known !== undefined) return known;
  const content = readFileSync(new URL(`../assets/${path}`, import.meta.url), 'utf8');
  kept.set(path, content);
  return content;
}
