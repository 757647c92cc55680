import { nearPdFromDistance } from '@opticworks/optics/frame';
import { mm } from '../../kit/format.ts';

/** "27.2 if left empty": the near PD that follows from a distance PD, said beside its field while nobody has measured it. */
export function nearHints(typed: {
  pdOd: string;
  pdOs: string;
  pdBoth: string;
}): Partial<Record<'od' | 'os' | 'both', string>> {
  const hint = (distance: string) => {
    const value = Number(distance.trim().replace(',', '.'));
    return value > 0 ? `${mm(nearPdFromDistance(value))} is calculated if left empty` : undefined;
  };
  const [od, os, both] = [hint(typed.pdOd), hint(typed.pdOs), hint(typed.pdBoth)];
  return { ...(od ? { od } : {}), ...(os ? { os } : {}), ...(both ? { both } : {}) };
}
