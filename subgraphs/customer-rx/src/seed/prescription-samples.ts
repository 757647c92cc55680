import type { EyeRx } from '@opticworks/optics';
import { emptyContent, emptyPd, type PrescriptionContent } from '../prescriptions/prescription-content.ts';
import type { Dice } from './dice.ts';
import { PRESCRIBERS } from './people.ts';

const quarter = (value: number) => Math.round(value / 250) * 250;

/** Powers spread as in a practice: mostly mild minus, some plus, half with a small cylinder. */
function anEye(d: Dice, base: number, age: number): EyeRx {
  const cylinder = d.chance(0.55) ? -quarter(250 + d.next() * d.next() * 2_250) : 0;
  return {
    sphere: quarter(base + (d.next() - 0.5) * 1_000),
    cylinder,
    axis: cylinder === 0 ? null : d.pick([5, 10, 20, 75, 85, 90, 95, 100, 160, 170, 175, 180]),
    add: age >= 45 ? quarter(Math.min(2_500, 1_000 + (age - 45) * 75)) : null,
    prisms: [],
  };
}

/** A plausible pair for a person of that age. */
export function aPair(d: Dice, age: number): PrescriptionContent {
  const base = d.chance(0.72) ? -500 - d.next() * d.next() * 6_500 : 500 + d.next() * 2_500;
  const od = anEye(d, base, age);
  const os = { ...anEye(d, base, age), add: od.add };
  const half = 29 + d.whole(0, 8) / 2;
  return {
    ...emptyContent,
    od,
    os,
    pd: { ...emptyPd, odMm: half, osMm: half + d.pick([-0.5, 0, 0, 0.5]) },
    prescriberName: d.pick(PRESCRIBERS),
  };
}

/**
 * What practices find now and then: a small prism, mostly toward the nose or apart in height. With a near addition comes the height
 * that was measured at the last fitting.
 * @param d dice of its own, so that everybody else stays who they were
 */
export function withRareFindings(d: Dice, pair: PrescriptionContent): PrescriptionContent {
  const heightMm = 17 + d.whole(0, 4) / 2;
  const base = d.pick(['in', 'in', 'out', 'up'] as const);
  const amount = base === 'up' ? d.pick([500, 1_000]) : d.pick([500, 1_000, 1_500, 2_000]);
  const hasPrism = d.chance(0.07);
  const prisms = (of: EyeRx | null, on: 'in' | 'out' | 'up' | 'down'): EyeRx | null =>
    of && { ...of, prisms: [{ amount, base: on }] };
  return {
    ...pair,
    segHeightMm: pair.od?.add ? heightMm : null,
    ...(hasPrism ? { od: prisms(pair.od, base), os: prisms(pair.os, base === 'up' ? 'down' : base) } : {}),
  };
}

/** The same person some time later: a quarter more here or there. */
export const drifted = (d: Dice, before: PrescriptionContent): PrescriptionContent => ({
  ...before,
  od: before.od && { ...before.od, sphere: before.od.sphere + d.pick([-250, 0, 250]) },
  os: before.os && { ...before.os, sphere: before.os.sphere + d.pick([-250, 0, 0]) },
});

/** A change nobody should let pass unasked: more than a dioptre and a turned axis on one eye. */
export const changedALot = (before: PrescriptionContent): PrescriptionContent => ({
  ...before,
  od: { sphere: -3_250, cylinder: -1_250, axis: 170, add: null, prisms: [] },
  os: { sphere: -2_500, cylinder: -500, axis: 175, add: null, prisms: [] },
});

export const beforeTheChange: PrescriptionContent = {
  ...emptyContent,
  od: { sphere: -2_000, cylinder: -1_000, axis: 85, add: null, prisms: [] },
  os: { sphere: -1_750, cylinder: -500, axis: 175, add: null, prisms: [] },
  pd: { ...emptyPd, odMm: 31, osMm: 32 },
  prescriberName: 'Dr. S. Banerjee, MD',
};
