import { expect, it } from 'vitest';
import { waivedValues } from './waived-inspections.ts';

const check = {
  code: 'POWER',
  label: 'Power',
  eye: 'OD',
  nominal: '−2.00',
  measured: '−1.85',
  tolerance: '±0.13 D',
  deviation: '0.15 D',
  pass: false,
  source: null,
  isBinding: true,
};

it('names what was let pass with its values and limit, and nothing that passed or does not decide', () => {
  expect(
    waivedValues({
      checks: [
        check,
        { ...check, pass: true },
        { ...check, eye: 'OS', isBinding: false },
        { ...check, eye: null, label: 'Imbalance' },
      ],
      faults: [{ code: 'SCRATCH', label: 'No scratches', eye: 'OS', note: 'at the rim' }],
    }),
  ).toEqual([
    'OD Power: −1.85 for −2.00, off by 0.15 D, limit ±0.13 D',
    'Imbalance: −1.85 for −2.00, off by 0.15 D, limit ±0.13 D',
    'OS not so: No scratches (at the rim)',
  ]);
});
