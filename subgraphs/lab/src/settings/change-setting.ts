import { actorOf, newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { nameOf } from '../permissions.ts';
import { SETTING_ERRORS } from './setting.errors.ts';

export type SettingArea =
  | 'STATION'
  | 'TERMS'
  | 'BLANK_RULE'
  | 'INSTRUMENT'
  | 'STANDARD_COST'
  | 'LABOUR_HOURS'
  | 'TOLERANCES'
  | 'WAIVERS'
  | 'CALIBRATION'
  | 'WEAR'
  | 'REMAKES'
  | 'TRACES'
  | 'CHECKLIST';

/** Which thing is changed, and which version of it whoever changes it has seen; nothing is compared when that is left out. */
export interface SettingRef {
  area: SettingArea;
  key: string;
  basedOn?: number | null | undefined;
}

/** SQL for the version of a thing: how often it was changed, 0 at first. The key is a column or a literal of our own, never input. */
export const versionOf = (area: SettingArea, key: string): string =>
  `coalesce((SELECT max(c.version) FROM lab_setting_change c WHERE c.area = '${area}' AND c.key = ${key}), 0)`;

/**
 * Changes one thing of the settings: what it was, what it is now, who and when are kept with it, in the transaction of the change. Saving
 * what is there already is no change.
 * @param change.read as it stands; null where it does not exist yet
 * @param change.write does it, and answers how it stands then
 * @returns how it stands, with its version
 * @throws SETTING_CHANGED_MEANWHILE when somebody else changed it since `basedOn`
 */
export async function changeSetting<Value extends object>(
  parts: LabParts,
  principal: Principal,
  thing: SettingRef & { note?: string | null },
  change: { read(tx: Tx): Promise<Value | null>; write(tx: Tx): Promise<Value> },
): Promise<Value & { version: number }> {
  return parts.database.transaction(
    async (tx) => {
      const version = await claim(tx, thing);
      const before = await change.read(tx);
      const after = await change.write(tx);
      if (isSame(before, after)) return { ...after, version };
      await tx.query(
        `INSERT INTO lab_setting_change (id, area, key, version, before, after, note, changed_by, changed_by_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          newId('change'),
          thing.area,
          thing.key,
          version + 1,
          before && JSON.stringify(before),
          JSON.stringify(after),
          thing.note ?? null,
          nameOf(principal),
          actorOf(principal),
          parts.clock.now(),
        ],
      );
      return { ...after, version: version + 1 };
    },
    { name: `change ${thing.area.toLowerCase()} of the lab` },
  );
}

/** One at a time: the second of two owners waits here, and then sees what the first one wrote. */
async function claim(tx: Tx, { area, key, basedOn }: SettingRef): Promise<number> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`lab-setting:${area}:${key}`]);
  const [last] = await tx.query<{ version: number; by: string; at: Date }>(
    `SELECT version, changed_by AS by, at FROM lab_setting_change WHERE area = $1 AND key = $2 ORDER BY version DESC LIMIT 1`,
    [area, key],
  );
  const version = last?.version ?? 0;
  if (basedOn != null && basedOn !== version)
    refuse(SETTING_ERRORS.SETTING_CHANGED_MEANWHILE, {
      by: last?.by ?? 'Somebody',
      at: last ? `${last.at.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '?',
    });
  return version;
}

const isSame = (before: unknown, after: unknown): boolean => inOrder(before) === inOrder(after);

/** The same text for the same values, in whatever order their keys were written. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
