import type { ListLensBlanks } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';
import { expandSeries } from './lens-blank-series.ts';

export async function listLensBlanks(catalogue: Catalogue): Promise<z.infer<typeof ListLensBlanks.output>> {
  const { rules } = await catalogue.lenses.latest();
  return expandSeries(rules.blanks);
}
