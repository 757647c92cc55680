import { formatDecimal } from '../format/decimal.ts';
import { fill } from '../i18n/fill.ts';
import type { Messages } from '../i18n/locales.ts';

/** "up to ±4.00, cylinder up to 2.00"; the strongest band has no limits. */
export const bandLabel = (
  band: { maxPower: string | null; maxCylinder: string | null },
  locale: string,
  t: Pick<Messages['later'], 'upTo' | 'stronger'>,
): string =>
  band.maxPower && band.maxCylinder
    ? fill(t.upTo, {
        power: formatDecimal(Number(band.maxPower), locale, 2),
        cylinder: formatDecimal(Number(band.maxCylinder), locale, 2),
      })
    : t.stronger;
