import { expect, it } from 'vitest';
import { explainAddress, formFromAddress, inputOf } from './explain-input.ts';

it('opens on an order line by ids alone, and comes back the same', () => {
  const address = explainAddress({
    sku: 'VL-001-BLK-52',
    prescriptionId: 'rx_1',
    designId: 'd',
    materialId: 'm',
    treatmentIds: ['t1', 't2'],
  });

  expect(address).toBe('/lenses/explain?sku=VL-001-BLK-52&prescription=rx_1&design=d&material=m&treatments=t1%2Ct2');
  expect(inputOf(formFromAddress(address.split('?')[1] as string))).toEqual({
    sku: 'VL-001-BLK-52',
    prescriptionId: 'rx_1',
    designId: 'd',
    materialId: 'm',
    treatmentIds: ['t1', 't2'],
  });
});

it('takes no powers from an address', () => {
  const form = formFromAddress('sku=A&sphere=-2.00&od=-2.00');
  expect(form.od).toEqual({ sphere: '', cylinder: '', axis: '', add: '' });
});

it('reads typed powers as they stand, with a comma too, and one PD as that of both', () => {
  const form = formFromAddress('sku=A');
  form.od = { sphere: '-2,25', cylinder: '-0.50', axis: '5', add: '' };
  form.pdOd = '63,5';

  expect(inputOf(form)).toMatchObject({
    od: { sphere: '-2.25', cylinder: '-0.50', axis: 5, add: null },
    os: null,
    pd: { binocularMm: '63.5' },
    birthYear: null,
  });
});

it('asks nothing without a frame', () => {
  expect(inputOf(formFromAddress(''))).toBeNull();
});

it('asks for sport and one good eye only where somebody said so, also of a stored prescription', () => {
  const form = { ...formFromAddress('sku=A'), isForSport: true };
  expect(inputOf(form)).toMatchObject({ isForSport: true });
  expect(inputOf(form)).not.toHaveProperty('isOneEyed');
  expect(inputOf({ ...form, isForSport: false, isOneEyed: true, prescriptionId: 'rx_1' })).toEqual({
    sku: 'A',
    prescriptionId: 'rx_1',
    designId: null,
    materialId: null,
    treatmentIds: [],
    isOneEyed: true,
  });
});
