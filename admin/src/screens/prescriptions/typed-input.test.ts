import { expect, test } from 'vitest';
import { emptyTyped, typedInput } from './typed-input.ts';

test('sends powers as they were typed, and an axis only where it is one', () => {
  const input = typedInput(
    { id: 'rx_1' },
    { ...emptyTyped, odSphere: ' −2,25 ', odCylinder: '-0.50', odAxis: '18o', osSphere: '+1.00' },
    [],
  );

  expect(input.od).toEqual({ sphere: '−2,25', cylinder: '-0.50', axis: null, add: null });
  expect(input.os).toEqual({ sphere: '+1.00', cylinder: null, axis: null, add: null });
  expect(input).toMatchObject({ id: 'rx_1', product: 'GLASSES' });
});

test('takes a PD per eye before one for both', () => {
  const pd = (over: Partial<typeof emptyTyped>) => typedInput({ id: 'rx_1' }, { ...emptyTyped, ...over }, []).pd;

  expect(pd({ pdOd: '31,5', pdOs: '32', pdBoth: '60' })).toEqual({ odMm: '31.5', osMm: '32' });
  expect(pd({ pdBoth: '63' })).toEqual({ binocularMm: '63' });
});
