import type { InspectionCheck } from '@opticworks/optics';

type Code = InspectionCheck['code'];
type Unit = 'D' | '°' | 'Δ' | 'mm';

/** How a check is called and in which unit its numbers are told. Powers and prisms arrive in thousandths. */
export const checkLabels: Record<Code, { en: string; de: string; unit: Unit }> = {
  POWER: { en: 'Power, strongest meridian', de: 'Stärke, stärkster Hauptschnitt', unit: 'D' },
  CYLINDER: { en: 'Cylinder', de: 'Zylinder', unit: 'D' },
  AXIS: { en: 'Axis', de: 'Achse', unit: '°' },
  ADD: { en: 'Addition', de: 'Addition', unit: 'D' },
  PRISM_UNMOUNTED: { en: 'Prism at the reference point', de: 'Prisma im Bezugspunkt', unit: 'Δ' },
  PRISM_VERTICAL: { en: 'Vertical imbalance', de: 'Höhenprisma der Gläser', unit: 'Δ' },
  PRISM_HORIZONTAL: { en: 'Horizontal imbalance', de: 'Seitenprisma der Gläser', unit: 'Δ' },
  PRP_LEVEL: { en: 'Level of the reference points', de: 'Höhe der Bezugspunkte', unit: 'mm' },
  PD: { en: 'Pupillary distance', de: 'Pupillendistanz', unit: 'mm' },
  HEIGHT: { en: 'Height', de: 'Höhe', unit: 'mm' },
  HEIGHT_PAIR: { en: 'Height, difference of the pair', de: 'Höhe, Unterschied der Gläser', unit: 'mm' },
  NEAR_PD: { en: 'Near PD', de: 'Nah-PD', unit: 'mm' },
  CENTRE_THICKNESS: { en: 'Centre thickness', de: 'Mittendicke', unit: 'mm' },
  BASE_CURVE: { en: 'Base curve', de: 'Basiskurve', unit: 'D' },
  SEGMENT_SIZE: { en: 'Segment size', de: 'Segmentgröße', unit: 'mm' },
  SEGMENT_SIZE_PAIR: { en: 'Segment size, difference', de: 'Segmentgröße, Unterschied', unit: 'mm' },
  SEGMENT_TILT: { en: 'Segment tilt', de: 'Segmentneigung', unit: '°' },
  WARPAGE: { en: 'Warpage', de: 'Verwerfung', unit: 'D' },
};

/** A value of a check as people read it: "−2.13 D", "5°", "31.5 mm". */
export function printCheckValue(code: Code, value: number, isSigned = true): string {
  const { unit } = checkLabels[code];
  if (unit === '°') return `${Math.round(value)}°`;
  if (unit === 'mm') return `${value.toFixed(2).replace(/0$/, '')} mm`;
  const text = (Math.abs(value) / 1_000).toFixed(3).replace(/0$/, '');
  const sign = !isSigned || value === 0 || unit === 'Δ' ? '' : value < 0 ? '−' : '+';
  return `${sign}${text} ${unit}`;
}
