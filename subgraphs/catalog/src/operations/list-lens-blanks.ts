import type { ListLensBlanks } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';
import { type BlankSeries, expandSeries } from './lens-blank-series.ts';

export async function listLensBlanks(catalogue: Catalogue): Promise<z.infer<typeof ListLensBlanks.output>> {
  const series = await catalogue.database.query<BlankSeries>('select * from lens_blank_series order by code');
  return expandSeries(series);
}
