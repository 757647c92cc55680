import {
  type DesignId,
  designs,
  type EyeRx,
  type InspectedLens,
  type InspectedPair,
  monocularNearPd,
  monocularPd,
} from '@opticworks/optics';
import type { LabValues } from '../calculation/lab-values.ts';

/** What the pair should measure: the lenses as calculated, not as prescribed, so that a reading pair is held against its own power. */
export function nominalPair(values: LabValues, design: DesignId): InspectedPair {
  const { use } = designs[design];
  const isNear = use === 'single-vision-near' || use === 'single-vision-intermediate';
  const pdOf = (eye: 'od' | 'os') => (isNear ? monocularNearPd(values.pd, eye) : monocularPd(values.pd, eye));
  const lens = (eye: 'od' | 'os'): InspectedLens => {
    const made = values.lenses.find((one) => one.eye.toLowerCase() === eye);
    const rx: EyeRx = made?.rx ?? values.rx[eye];
    const height = values.heights && (eye === 'od' ? values.heights.odMm : values.heights.osMm);
    return {
      sphere: rx.sphere,
      cylinder: rx.cylinder,
      axis: rx.axis,
      add: rx.add,
      prisms: rx.prisms,
      ...(height === null ? {} : { heightMm: height }),
      ...(made ? { centreThicknessMm: made.centreThicknessMm } : {}),
    };
  };
  const [odMm, osMm] = [pdOf('od'), pdOf('os')];
  return { od: lens('od'), os: lens('os'), pdMm: odMm + osMm, monocularPdMm: { odMm, osMm } };
}

export const inspectionKind = (design: DesignId) =>
  designs[design].corridors ? ('progressive' as const) : ('single-vision-or-multifocal' as const);
