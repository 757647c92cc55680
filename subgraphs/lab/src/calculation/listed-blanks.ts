import type { Caller, Clock } from '@opticworks/kernel';
import { ListLensBlanks } from '@opticworks/schema/operations/catalog';
import type { BlankList } from './choose-blank.ts';

/** Some thousand rows that change with the assortment, not with the hour: asking for each job would cost more than the calculation. */
const KEPT_MS = 5 * 60_000;

/** The house's list of blanks, asked at most once in a while; a failed answer is not kept. */
export function listedBlanks(caller: Caller, clock: Clock): () => Promise<BlankList> {
  let kept: { list: Promise<BlankList>; until: number } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (!kept || now >= kept.until) {
      const list = caller.call(ListLensBlanks, {});
      kept = { list, until: now + KEPT_MS };
      list.catch(() => {
        kept = undefined;
      });
    }
    return kept.list;
  };
}
