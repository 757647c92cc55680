import { expect, test } from 'vitest';
import { emptyTyped, typedInput } from './typed-input.ts';
import { errorsAt, typedIssues, unreadable } from './typed-issues.ts';

const typed = (over: Partial<typeof emptyTyped>) => ({ ...emptyTyped, ...over });
const sent = (over: Partial<typeof emptyTyped>) => typedInput({ id: 'rx_1' }, typed(over), []);
const told = (over: Partial<typeof emptyTyped>) =>
  typedIssues(typed(over)).map(({ field, code }) => `${field} ${code}`);

test('sends powers as they were typed, and an axis only where it is one', () => {
  const input = sent({ odSphere: ' −2,25 ', odCylinder: '-0.50', odAxis: '18o', osSphere: '+1.00' });

  expect(input.od).toEqual({ sphere: '−2,25', cylinder: '-0.50', axis: null, add: null });
  expect(input.os).toEqual({ sphere: '+1.00', cylinder: null, axis: null, add: null });
  expect(input).toMatchObject({ id: 'rx_1', product: 'GLASSES', prescriber: null, birthDate: null, vertexMm: null });
});

test('sends every distance that stands on the paper, near ones too', () => {
  const none = { binocularMm: null, odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null };

  expect(sent({ pdOd: '31,5', pdOs: '32', pdBoth: '63,5' }).pd).toEqual({
    ...none,
    binocularMm: '63.5',
    odMm: '31.5',
    osMm: '32',
  });
  expect(sent({ pdBoth: '63', nearBoth: '60' }).pd).toEqual({ ...none, binocularMm: '63', nearMm: '60' });
  expect(sent({ nearOd: '30', nearOs: '30,5' }).pd).toEqual({ ...none, nearOdMm: '30', nearOsMm: '30.5' });
});

test('sends prism of both directions with its bases, vertex, birth date and how to reach the prescriber', () => {
  const input = sent({
    odPrismH: '1,5',
    odBaseH: 'IN',
    odPrismV: '0.50',
    odBaseV: 'DOWN',
    osPrismV: '2',
    osBaseV: 'UP',
    vertex: '12,5',
    birthDate: '1961-04-03',
    prescriberPhone: ' +1 212 555 0100 ',
    prescriberNpi: '1234567893',
  });

  expect(input.od.prisms).toEqual([
    { amount: '1.5', base: 'IN' },
    { amount: '0.50', base: 'DOWN' },
  ]);
  expect(input.os.prisms).toEqual([{ amount: '2', base: 'UP' }]);
  expect(input).toMatchObject({
    vertexMm: '12.5',
    birthDate: '1961-04-03',
    prescriber: { phone: '+1 212 555 0100', licence: null, npi: '1234567893' },
  });
});

test('says what the graph could not take, instead of dropping it', () => {
  expect(told({ odPrismH: '1.5' })).toEqual(['od.prisms PRISM_BASE_REQUIRED']);
  expect(told({ osBaseV: 'UP' })).toEqual(['os.prisms PRISM_AMOUNT_REQUIRED']);
  expect(told({ odPrismV: '0.3', odBaseV: 'UP' })).toEqual(['od.prisms STEP']);
  expect(told({ odPrismV: 'x', odBaseV: 'UP' })).toEqual(['od.prisms NOT_A_POWER']);
  expect(told({ odAxis: '18o' })).toEqual(['od.axis AXIS_NOT_INTEGER']);
  expect(told({ vertex: '12mm', nearBoth: '6o' })).toEqual(['pd.nearMm VALUE_INVALID', 'vertexMm VALUE_INVALID']);
  expect(told({ odPrismH: '0,12', odBaseH: 'OUT', vertex: '12,5', pdOd: '31.5' })).toEqual([]);
  expect(unreadable(emptyTyped)).toBeNull();
});

test('puts each error at its field, and warnings at none', () => {
  const issue = (field: string, severity = 'ERROR') => ({ code: 'X', severity, message: `${field}!`, field });

  expect(
    errorsAt(
      ['od.sphere', 'os.prisms', 'pd', 'pd.nearMm', 'prescriber.npi', 'vertexMm', 'unheard'].map((one) => issue(one)),
      typed({ osPrismV: '9', nearOd: '40' }),
    ),
  ).toEqual({
    odSphere: 'od.sphere!',
    osPrismV: 'os.prisms!',
    pdBoth: 'pd!',
    nearOd: 'pd.nearMm!',
    prescriberNpi: 'prescriber.npi!',
    vertex: 'vertexMm!',
  });
  expect(errorsAt([issue('vertexMm', 'WARNING')], emptyTyped)).toEqual({});
});
