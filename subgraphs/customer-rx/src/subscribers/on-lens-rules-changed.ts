import { onState } from '@opticworks/kernel';
import { LensRulesChanged } from '@opticworks/schema/events/catalog';

/** The desk judges ordered pairs as the builder does, from the next look on. An older version that arrives later changes nothing. */
export const onLensRulesChanged = onState(LensRulesChanged, async (entries, tx) => {
  for (const { payload } of entries)
    await tx.query(
      `INSERT INTO told_lens_rules AS t (version, rules) VALUES ($1, $2)
       ON CONFLICT (one) DO UPDATE SET version = excluded.version, rules = excluded.rules WHERE t.version < excluded.version`,
      [payload.version, JSON.stringify(payload.rules)],
    );
});
