import type { CheckCode } from './inspect-types.ts';

export type CheckUnit = 'D' | '°' | 'Δ' | 'mm';

/** How a check is called and in which unit its numbers are told. Powers and prisms are held in thousandths. */
export const checkLabels: Record<CheckCode, { en: string; de: string; unit: CheckUnit }> = {
  POWER: { en: 'Power, strongest meridian', de: 'Stärke, stärkster Hauptschnitt', unit: 'D' },
  POWER_ALONG_AXIS: { en: 'Power along the axis', de: 'Stärke in der Achse', unit: 'D' },
  POWER_ACROSS_AXIS: { en: 'Power across the axis', de: 'Stärke quer zur Achse', unit: 'D' },
  CYLINDER: { en: 'Cylinder', de: 'Zylinder', unit: 'D' },
  AXIS: { en: 'Axis', de: 'Achse', unit: '°' },
  ADD: { en: 'Addition', de: 'Addition', unit: 'D' },
  PRISM_UNMOUNTED: { en: 'Prism at the reference point', de: 'Prisma im Bezugspunkt', unit: 'Δ' },
  PRISM_EYE: { en: 'Prism of the lens', de: 'Prisma des Glases', unit: 'Δ' },
  PRISM_VERTICAL: { en: 'Vertical imbalance', de: 'Höhenprisma der Gläser', unit: 'Δ' },
  PRISM_HORIZONTAL: { en: 'Horizontal imbalance', de: 'Seitenprisma der Gläser', unit: 'Δ' },
  PRP_LEVEL: { en: 'Level of the reference points', de: 'Höhe der Bezugspunkte', unit: 'mm' },
  PD: { en: 'Pupillary distance', de: 'Pupillendistanz', unit: 'mm' },
  FITTING_CROSS: { en: 'Fitting cross, horizontal', de: 'Zentrierkreuz, seitlich', unit: 'mm' },
  HEIGHT: { en: 'Height', de: 'Höhe', unit: 'mm' },
  HEIGHT_PAIR: { en: 'Height, difference of the pair', de: 'Höhe, Unterschied der Gläser', unit: 'mm' },
  SEGMENT_HORIZONTAL: { en: 'Segments, horizontal', de: 'Nahteile, seitlich', unit: 'mm' },
  CENTRE_THICKNESS: { en: 'Centre thickness', de: 'Mittendicke', unit: 'mm' },
  BASE_CURVE: { en: 'Base curve', de: 'Basiskurve', unit: 'D' },
  SEGMENT_SIZE: { en: 'Segment size', de: 'Segmentgröße', unit: 'mm' },
  SEGMENT_SIZE_PAIR: { en: 'Segment size, difference', de: 'Segmentgröße, Unterschied', unit: 'mm' },
  SEGMENT_TILT: { en: 'Segment tilt', de: 'Segmentneigung', unit: '°' },
  WARPAGE: { en: 'Warpage', de: 'Verwerfung', unit: 'D' },
};

const isKnown = (code: string): code is CheckCode => Object.hasOwn(checkLabels, code);

/** What a check is called; a code of an older record that is no longer made stays readable as its code. */
export const checkLabel = (code: string, locale: 'en' | 'de'): string =>
  isKnown(code) ? checkLabels[code][locale] : code;

const signed: ReadonlySet<string> = new Set<CheckCode>([
  'POWER',
  'POWER_ALONG_AXIS',
  'POWER_ACROSS_AXIS',
  'CYLINDER',
  'ADD',
]);

/** At least two decimals, a third where it is not zero: readings lie between lens steps and limits are shares of a power. */
const decimals = (value: number): string => value.toFixed(3).replace(/0$/, '');

/**
 * A nominal or measured value as people read it: "−2.13 D", "175°", "31.50 mm".
 * @param code of the check it belongs to
 */
export function printCheckValue(code: string, value: number): string {
  const size = printCheckSize(code, value);
  const isNegative = value < 0 && /[1-9]/.test(size);
  if (isNegative) return `−${size}`;
  return signed.has(code) && value > 0 ? `+${size}` : size;
}

/** A limit or a deviation, without a sign: "0.13 D", "2°". */
export function printCheckSize(code: string, value: number): string {
  const unit = isKnown(code) ? checkLabels[code].unit : 'mm';
  const size = Math.abs(value);
  if (unit === '°') return `${decimalsOfDegrees(size)}°`;
  return `${decimals(unit === 'mm' ? size : size / 1_000)} ${unit}`;
}

const decimalsOfDegrees = (degrees: number): string => String(Math.round(degrees * 10) / 10);
