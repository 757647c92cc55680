import { expect, it } from 'vitest';
import type { Pd, PrescriptionDraft } from './prescription.types.ts';
import { validatePrescription } from './validate-prescription.ts';

const eye = { sphere: -1_000, cylinder: 0, axis: null, add: 2_000, prisms: [] };
const codes = (over: Partial<PrescriptionDraft>, lensHeightMm?: number): string[] => {
  const { errors, warnings } = validatePrescription(
    {
      od: eye,
      os: eye,
      pd: { kind: 'binocular', distanceMm: 63 },
      issuedOn: '2026-03-01',
      prescriber: { name: 'Dr. Ada Winter', phone: '+1 212 555 0100' },
      ...over,
    },
    {
      use: 'progressive',
      today: '2026-06-01',
      jurisdiction: 'US',
      ...(lensHeightMm === undefined ? {} : { lensHeightMm }),
    },
  );
  return [...errors, ...warnings].map(({ code }) => code);
};
const apart = (odMm: number, osMm: number): Pd => ({ kind: 'monocular', odMm, osMm });
const near = (distanceMm: number, nearMm: number): Pd => ({ kind: 'binocular', distanceMm, nearMm });

// Tenths of a millimetre have no exact binary form: 32.2 − 28.2 is a hair more than 4.
it.each([
  [28.2, 32.2],
  [28.7, 32.7],
  [29.2, 33.2],
])('PDs of %s and %s lie at the limit of 4 mm, and a tenth more beyond it', (odMm, osMm) => {
  expect(codes({ pd: apart(odMm, osMm) })).not.toContain('PD_ASYMMETRIC');
  expect(codes({ pd: apart(odMm, osMm + 0.1) })).toContain('PD_ASYMMETRIC');
});

it('a near PD at either end of what is usual is not asked about, a tenth beyond it is', () => {
  expect(codes({ pd: near(64.1, 62.1) })).not.toContain('PD_NEAR_UNUSUAL');
  expect(codes({ pd: near(64.1, 62.2) })).toContain('PD_NEAR_UNUSUAL');
  expect(codes({ pd: near(64.4, 58.4) })).not.toContain('PD_NEAR_UNUSUAL');
  expect(codes({ pd: near(64.4, 58.3) })).toContain('PD_NEAR_UNUSUAL');
});

it('the same sum in other tenths is no near PD above the one for distance', () => {
  const pd = { ...apart(28, 28.4), nearOdMm: 27.8, nearOsMm: 28.6 } as Pd;
  expect(codes({ pd })).not.toContain('PD_NEAR_ABOVE_DISTANCE');
});

it('heights two millimetres apart, and one as low as is usual, are not asked about', () => {
  const at = (odMm: number, osMm: number) => ({ fittingHeights: { odMm, osMm } });
  expect(codes(at(14.1, 16.1), 32)).not.toContain('HEIGHTS_DIFFER');
  expect(codes(at(14.1, 16.2), 32)).toContain('HEIGHTS_DIFFER');
  expect(codes(at(14.1, 14.1), 32.2)).not.toContain('HEIGHT_UNUSUAL');
  expect(codes(at(14, 14.1), 32.2)).toContain('HEIGHT_UNUSUAL');
});
