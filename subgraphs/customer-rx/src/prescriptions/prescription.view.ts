import { canonical, type EyeRx, formatPowerMachine, formatPrism, formatRx } from '@opticworks/optics';
import {
  type ContactLensEyeType,
  EyeDominanceName,
  EyeName,
  type EyeRxType,
  PrismBaseName,
  type PupillaryDistanceType,
} from './prescription.type.ts';
import type { ContactLensContent, PdContent } from './prescription-content.ts';

/** Two decimals, or three where an eighth needs them: −2125 is "-2.125". */
const power = (mdpt: number): string =>
  mdpt % 10 === 0 ? formatPowerMachine(mdpt) : `${mdpt < 0 ? '-' : '+'}${(Math.abs(mdpt) / 1000).toFixed(3)}`;

export function eyeView(eye: 'OD' | 'OS', written: EyeRx | null): EyeRxType | null {
  if (!written) return null;
  const rx = canonical(written);
  return {
    eye: EyeName[eye],
    sphere: power(rx.sphere),
    cylinder: rx.cylinder === 0 ? null : power(rx.cylinder),
    axis: rx.axis,
    add: rx.add ? power(rx.add) : null,
    prisms: rx.prisms.map(({ amount, base }) => ({
      amount: formatPrism(amount),
      base: PrismBaseName[base.toUpperCase() as keyof typeof PrismBaseName],
    })),
    asWritten: formatRx(written),
  };
}

const decimal = (value: number | null): string | null => (value === null ? null : String(value));

export const pdView = (pd: PdContent | null): PupillaryDistanceType | null =>
  pd && {
    binocularMm: decimal(pd.binocularMm),
    odMm: decimal(pd.odMm),
    osMm: decimal(pd.osMm),
    nearMm: decimal(pd.nearMm),
    nearOdMm: decimal(pd.nearOdMm),
    nearOsMm: decimal(pd.nearOsMm),
  };

export const contactLensView = (lens: ContactLensContent): ContactLensEyeType => ({
  eye: EyeName[lens.eye],
  power: lens.power,
  cylinder: lens.cylinder ?? null,
  axis: lens.axis ?? null,
  add: lens.add ?? null,
  baseCurveMm: lens.baseCurveMm || null,
  diameterMm: lens.diameterMm || null,
  brand: lens.brand ?? null,
  colour: lens.colour ?? null,
  dominance: lens.dominance ? EyeDominanceName[lens.dominance] : null,
  baseCurveName: lens.baseCurveName ?? null,
  privateLabel: lens.privateLabel ?? null,
  manufacturer: lens.manufacturer ?? null,
  equivalentBrand: lens.equivalentBrand ?? null,
});
