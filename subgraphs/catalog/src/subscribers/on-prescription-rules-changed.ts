import { onState } from '@opticworks/kernel';
import { PrescriptionRulesChanged } from '@opticworks/schema/events/customer-rx';

/** The builder judges prescriptions as the desk does, from the next quote on. An older version that arrives later changes nothing. */
export const onPrescriptionRulesChanged = onState(PrescriptionRulesChanged, async (entries, tx) => {
  for (const { payload } of entries) {
    const changed = await tx.query(
      `insert into told_prescription_rules as t (version, rules) values ($1, $2)
       on conflict (one) do update set version = excluded.version, rules = excluded.rules
         where t.version < excluded.version returning 1`,
      [payload.rules.version, JSON.stringify(payload.rules)],
    );
    if (changed.length > 0) await tx.query(`update catalog_version set version = version + 1 where name = 'lenses'`);
  }
});
