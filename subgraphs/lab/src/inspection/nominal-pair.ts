import {
  type CentrationRules,
  canonical,
  type Eye,
  heightKindOf,
  type InspectedLens,
  type InspectedPair,
  type LensDesign,
  type LensmeterEye,
  type LensmeterEyes,
  monocularNearPd,
  monocularPd,
  type Prism,
  prismsOf,
  prismVector,
  rxForDesign,
  thinningPrismFor,
} from '@opticworks/optics';
import type { LabValues } from '../calculation/lab-values.ts';
import type { NominalFrom } from './inspection.rows.ts';

/**
 * What the pair should measure: the lenses as calculated, not as prescribed, so that a reading pair is held against its own power and a
 * pair made as worn against the compensated one. Where the maker of a compensated lens says what the lensmeter will show, that is what counts.
 */
export function nominalPair(
  values: LabValues,
  { design, centration }: { design: LensDesign; centration: CentrationRules },
  expected: LensmeterEyes = {},
): InspectedPair {
  const isNear = design.use === 'single-vision-near' || design.use === 'single-vision-intermediate';
  // Told to the hundredth, as it is read: what follows from the distance PD has no end of decimals.
  const nearPdOf = (eye: Eye) => Math.round(monocularNearPd(values.pd, eye, centration) * 100) / 100;
  const pdOf = (eye: Eye) => (isNear ? nearPdOf(eye) : monocularPd(values.pd, eye));
  const made = {
    od: canonical(rxForDesign(values.rx.od, design)),
    os: canonical(rxForDesign(values.rx.os, design)),
  };
  // Thinning lies equal on both lenses: it cancels in the pair, and is read on each.
  const usual = design.corridors ? Math.min(thinningPrismFor(made.od), thinningPrismFor(made.os)) : 0;
  const lens = (eye: Eye): InspectedLens => {
    const calculated = values.lenses.find((one) => one.eye.toLowerCase() === eye);
    const rx = calculated?.rx ?? made[eye];
    // What is ground follows from the rules the pair was calculated by; jobs from before it was kept had the usual ones.
    const thinning = calculated?.thinningPrism ?? usual;
    const height = values.heights && (eye === 'od' ? values.heights.odMm : values.heights.osMm);
    return {
      sphere: rx.sphere,
      cylinder: rx.cylinder,
      axis: rx.axis,
      add: rx.add,
      prisms: withThinning(eye, rx.prisms, thinning),
      // The table holds heights of segments and fitting crosses; a plain lens is held by the prism its centre makes.
      ...(height === null || heightKindOf(design) === null ? {} : { heightMm: height }),
      ...(calculated
        ? {
            centreThicknessMm: calculated.centreThicknessMm,
            baseCurve: Math.round(calculated.baseCurve * 1_000),
          }
        : {}),
      // A line through the whole lens has no size to measure.
      ...(design.segment?.widthMm == null ? {} : { segmentSizeMm: design.segment.widthMm }),
      ...expectedValues(expected[eye]),
    };
  };
  const [odMm, osMm] = [pdOf('od'), pdOf('os')];
  return {
    od: lens('od'),
    os: lens('os'),
    pdMm: odMm + osMm,
    monocularPdMm: { odMm, osMm },
    // Ordered to uneven heights, the reference points are to lie uneven: only their difference is held.
    ...(values.heights && !design.segment ? { prpHeightsMm: values.heights } : {}),
    ...(design.segment ? { nearPdMm: Math.round(100 * (nearPdOf('od') + nearPdOf('os'))) / 100 } : {}),
  };
}

function withThinning(eye: Eye, prescribed: readonly Prism[], thinning: number): readonly Prism[] {
  if (thinning === 0) return prescribed;
  const { x, y } = prismVector(eye, prescribed);
  return prismsOf(eye, { x, y: y - thinning });
}

/** A cylinder without an axis of its own keeps the ordered one. */
function expectedValues(expected: LensmeterEye | undefined): Partial<InspectedLens> {
  if (!expected) return {};
  const { sphere, cylinder, axis, add, prismIn, prismUp } = expected;
  const hasPrism = prismIn !== undefined || prismUp !== undefined;
  return {
    ...(sphere === undefined ? {} : { sphere }),
    ...(cylinder === undefined ? {} : { cylinder }),
    ...(axis === undefined ? {} : { axis }),
    ...(add === undefined ? {} : { add }),
    ...(hasPrism ? { prisms: [...part(prismIn ?? 0, 'in', 'out'), ...part(prismUp ?? 0, 'up', 'down')] } : {}),
  };
}

const part = (value: number, plus: Prism['base'], minus: Prism['base']): Prism[] =>
  value === 0 ? [] : [{ amount: Math.abs(value), base: value > 0 ? plus : minus }];

export const nominalFrom = (values: LabValues, expected: LensmeterEyes | null): NominalFrom => {
  if (expected) return 'EXPECTED';
  return values.wear === 'COMPENSATED' ? 'COMPENSATED' : 'CALCULATED';
};

export const inspectionKind = ({ corridors }: Pick<LensDesign, 'corridors'>) =>
  corridors ? ('progressive' as const) : ('single-vision-or-multifocal' as const);
