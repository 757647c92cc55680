import { defaultPrescriptionRules } from '@opticworks/optics';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCart, guest, type House, openHouse } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const lens = (over: object = {}) => ({
  variantId: 'variant_lens',
  prescriptionId: 'prescription_cl',
  contactLens: { eye: 'OD', power: '-3.25', baseCurveMm: '8.6', diameterMm: '14.2', ...over },
});

it('takes the prescribed lens into the cart', async () => {
  expect(await aCart(house, [lens()])).toMatchObject({ __typename: 'Cart', itemCount: 1 });
});

it.each([
  ['another power', lens({ power: '-3.00' }), 'CONTACT_LENS_NOT_AS_PRESCRIBED'],
  ['the eye without a lens', lens({ eye: 'OS' }), 'CONTACT_LENS_EYE_NOT_PRESCRIBED'],
  ['a prescription for glasses', { ...lens(), prescriptionId: 'prescription_1' }, 'GLASSES_RX_FOR_CONTACTS'],
])('refuses %s already at the cart, and says what differs', async (_, line, code) => {
  const refused = await aCart(house, [line]);

  expect(refused).toMatchObject({ __typename: 'Refusal', code: 'CART_LINE_NOT_ORDERABLE' });
  expect(refused.issues.map((issue: { code: string }) => issue.code)).toContain(code);
});

it('reads powers by the rules the owner has now', async () => {
  const who = guest('guest-of-new-rules');
  const { sphere } = defaultPrescriptionRules.thresholds;
  house.world.prescriptionRules = {
    ...defaultPrescriptionRules,
    version: 7,
    thresholds: { ...defaultPrescriptionRules.thresholds, sphere: { ...sphere, min: -3_000 } },
  };
  const refused = await aCart(house, [lens()], who);
  expect(refused.issues.map((issue: { code: string }) => issue.code)).toContain('CONTACT_LENS_NOT_AS_PRESCRIBED');

  house.world.prescriptionRules = { ...defaultPrescriptionRules, version: 8 };
  expect((await aCart(house, [lens()], who)).__typename).toBe('Cart');
});
