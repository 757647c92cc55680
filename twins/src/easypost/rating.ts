import { milesBetween } from './addresses.ts';
import type { Address, Parcel } from './easypost-objects.ts';

export interface Quote {
  carrier: string;
  service: string;
  /** Cents. */
  price: number;
  days: number;
  isGuaranteed: boolean;
}

/** Postal zone 1–8 by distance, with the carriers' usual limits in miles. */
export function zoneOf(from: Address, to: Address): number {
  const miles = milesBetween(from, to);
  const limits = [50, 150, 300, 600, 1000, 1400, 1800];
  const index = limits.findIndex((limit) => miles <= limit);
  return index < 0 ? 8 : index + 1;
}

/** Pounds charged for: the greater of weight and volume, with the carriers' divisors (cubic inches per pound). */
export function billablePounds(parcel: Parcel, divisor: number): number {
  const volume = (parcel.length ?? 0) * (parcel.width ?? 0) * (parcel.height ?? 0);
  const dimensional = volume > 1728 || divisor < 166 ? volume / divisor : 0;
  return Math.max(parcel.weight / 16, dimensional);
}

interface Service {
  carrier: string;
  service: string;
  /** Cents: to start, per pound, per zone, per pound and zone. */
  base: number;
  perPound: number;
  perZone: number;
  perPoundZone: number;
  divisor: number;
  /** Days to zone 1–2, 3–4, 5–6, 7–8. */
  days: readonly [number, number, number, number];
  isGuaranteed?: boolean;
  residential?: number;
}

const service = (
  carrier: string,
  name: string,
  [base, perPound, perZone, perPoundZone]: [number, number, number, number],
  days: Service['days'],
  rest: Partial<Service> = {},
): Service => ({
  carrier,
  service: name,
  base,
  perPound,
  perZone,
  perPoundZone,
  divisor: carrier === 'USPS' ? 166 : 139,
  days,
  ...rest,
});

// Synthetic tariffs with the order of magnitude of 2025 commercial rates; no carrier's price list.
const DOMESTIC: readonly Service[] = [
  service('USPS', 'GroundAdvantage', [395, 62, 18, 9], [2, 3, 4, 5]),
  service('USPS', 'Priority', [720, 80, 42, 16], [1, 2, 2, 3]),
  service('USPS', 'Express', [2550, 260, 180, 35], [1, 1, 1, 2], { isGuaranteed: true }),
  service('UPSDAP', 'Ground', [840, 55, 30, 8], [1, 2, 4, 5], { residential: 395 }),
  service('UPSDAP', '3DaySelect', [1480, 120, 95, 22], [3, 3, 3, 3], { residential: 395 }),
  service('UPSDAP', '2ndDayAir', [1920, 190, 170, 34], [2, 2, 2, 2], { isGuaranteed: true, residential: 395 }),
  service('UPSDAP', 'NextDayAirSaver', [3350, 310, 360, 52], [1, 1, 1, 1], { isGuaranteed: true, residential: 395 }),
  service('FedExDefault', 'FEDEX_GROUND', [865, 54, 31, 8], [1, 2, 3, 5], { residential: 410 }),
  service('FedExDefault', 'FEDEX_EXPRESS_SAVER', [1530, 118, 98, 21], [3, 3, 3, 3], { residential: 410 }),
  service('FedExDefault', 'FEDEX_2_DAY', [1880, 185, 168, 33], [2, 2, 2, 2], { isGuaranteed: true, residential: 410 }),
  service('FedExDefault', 'STANDARD_OVERNIGHT', [3290, 305, 352, 50], [1, 1, 1, 1], {
    isGuaranteed: true,
    residential: 410,
  }),
];

const ABROAD: readonly Service[] = [
  service('USPS', 'FirstClassPackageInternationalService', [1480, 690, 0, 0], [10, 10, 12, 14]),
  service('USPS', 'PriorityMailInternational', [3890, 480, 0, 0], [6, 7, 8, 10]),
  service('USPS', 'ExpressMailInternational', [6250, 620, 0, 0], [3, 4, 5, 5]),
  service('UPSDAP', 'UPSStandard', [2950, 340, 0, 0], [4, 6, 7, 8]),
  service('UPSDAP', 'UPSSaver', [6480, 720, 0, 0], [2, 3, 3, 4], { isGuaranteed: true }),
  service('FedExDefault', 'INTERNATIONAL_ECONOMY', [5120, 610, 0, 0], [4, 5, 5, 6]),
  service('FedExDefault', 'INTERNATIONAL_PRIORITY', [6590, 740, 0, 0], [2, 3, 3, 3], { isGuaranteed: true }),
  service('DHLExpress', 'ExpressWorldwide', [5890, 790, 0, 0], [2, 3, 3, 4]),
];

/** How far abroad: near neighbours, Europe, the rest. Chooses the column of `days` and a price factor. */
function reach(from: string, to: string): { column: number; factor: number } {
  const america = ['US', 'CA', 'MX'];
  const europe =
    'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');
  if (america.includes(from) && america.includes(to)) return { column: 0, factor: 0.85 };
  if (europe.includes(from) && europe.includes(to)) return { column: 0, factor: 0.6 };
  if (europe.includes(to) || europe.includes(from)) return { column: 1, factor: 1 };
  return { column: 2, factor: 1.25 };
}

/** Every service that takes this parcel, cheapest first. The same request always has the same prices. */
export function quote(from: Address, to: Address, parcel: Parcel): Quote[] {
  const isDomestic = from.country === 'US' && to.country === 'US';
  const zone = isDomestic ? zoneOf(from, to) : 1;
  const { column, factor } = isDomestic
    ? { column: Math.floor((zone - 1) / 2), factor: 1 }
    : reach(from.country, to.country);
  return (isDomestic ? DOMESTIC : ABROAD)
    .filter((each) => each.carrier !== 'USPS' || (from.country === 'US' && parcel.weight <= 70 * 16))
    .filter((each) => each.service !== 'FirstClassPackageInternationalService' || parcel.weight <= 64)
    .map((each) => {
      const pounds = Math.max(0.25, Math.ceil(billablePounds(parcel, each.divisor) * 4) / 4);
      const cents = each.base + each.perPound * pounds + each.perZone * zone + each.perPoundZone * pounds * zone;
      const residential = to.residential === false ? 0 : (each.residential ?? 0);
      return {
        carrier: each.carrier,
        service: each.service,
        price: Math.round(cents * factor) + residential,
        days: each.days[column as 0 | 1 | 2 | 3],
        isGuaranteed: each.isGuaranteed ?? false,
      };
    })
    .sort((left, right) => left.price - right.price);
}

/** `days` working days after `from`, at the end of the delivery day. */
export function deliveryDate(from: Date, days: number): Date {
  const date = new Date(from);
  for (let left = days; left > 0; ) {
    date.setUTCDate(date.getUTCDate() + 1);
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left -= 1;
  }
  date.setUTCHours(23, 59, 0, 0);
  return date;
}
