import type { Database } from '@opticworks/kernel';
import { tokensOf } from './search-sql.ts';

/** Two words are taken for the same from this share of common trigrams on (Dice coefficient, weighed down by unequal length). */
const LEAST_LIKENESS = 0.42;

/** Trigrams of a word with its edges marked, as the term index stores them. */
export function trigramsOf(word: string): string[] {
  const padded = `  ${word} `;
  return [...new Set(Array.from({ length: word.length + 1 }, (_, i) => padded.slice(i, i + 3)))];
}

/** The query with each unknown word replaced by the most similar known one; null when nothing is similar. One statement. */
export async function correctWords(database: Database, text: string): Promise<string | null> {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return null;
  const pairs = tokens.flatMap((token) => trigramsOf(token).map((trigram) => [token, trigram] as const));
  const rows = await database.query<{ token: string; term: string }>(
    `select distinct on (token) token, term from (
       select k.token, t.term, s.weight, 2.0 * count(*) / (s.trigrams + ($3::int[])[array_position($4::text[], k.token)])
           * sqrt(least(length(k.token), length(t.term))::float8 / greatest(length(k.token), length(t.term))) as likeness
         from unnest($1::text[], $2::text[]) k(token, trigram) join search_term_trigram t on t.trigram = k.trigram
         join search_term s on s.term = t.term group by k.token, t.term, s.weight, s.trigrams) c
      where likeness >= $5 order by token, likeness desc, weight desc, term`,
    [pairs.map((p) => p[0]), pairs.map((p) => p[1]), tokens.map((t) => trigramsOf(t).length), tokens, LEAST_LIKENESS],
  );
  const best = new Map(rows.map((r) => [r.token, r.term]));
  const corrected = tokens.map((t) => best.get(t) ?? t).join(' ');
  return corrected === tokens.join(' ') ? null : corrected;
}
