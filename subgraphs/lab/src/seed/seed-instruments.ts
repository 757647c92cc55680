import { newId } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import type { LabParts } from '../parts.ts';

/** Days until the next calibration; the second lensmeter is overdue, so that everybody sees what that means. */
const bench = [
  ['LM-1', 'LENSMETER', 'Automatic lensmeter, inspection', 160],
  ['LM-2', 'LENSMETER', 'Manual lensmeter, surfacing', -12],
  ['CAL-1', 'CALIPER', 'Thickness caliper', 300],
  ['LC-1', 'LENS_CLOCK', 'Lens clock', 90],
] as const;

/** The instruments of a demonstration lab. May run again. */
export async function seedInstruments(parts: LabParts): Promise<void> {
  const today = parts.today();
  for (const [code, kind, name, days] of bench) {
    await parts.database.query(
      `INSERT INTO lab_instrument (id, code, kind, name, calibration_due_on) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (code) DO NOTHING`,
      [newId('instrument'), code, kind, name, addDays(today, days)],
    );
  }
}
