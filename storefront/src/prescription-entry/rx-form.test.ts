import { defaultPrescriptionRules } from '@opticworks/optics/desk';
import { describe, expect, it } from 'vitest';
import {
  asksForHeights,
  asksForNearPd,
  asksForVertex,
  derivedNearPd,
  emptyForm,
  eyeInput,
  formOf,
  judgeForm,
  type LensUse,
  pdInput,
  type RxForm,
  readMm,
  savingInput,
  stillConfirmed,
  type Told,
  warningsByCode,
} from './rx-form.ts';
import { rxRulesOf } from './rx-rules.ts';

const today = '2026-11-22';
const rules = rxRulesOf({ version: 0, json: JSON.stringify(defaultPrescriptionRules) });

const aForm = (change: Partial<RxForm> = {}): RxForm => ({
  ...emptyForm(),
  od: { sphere: '-2.25', cylinder: '-0.75', axis: '180', add: '', prisms: [] },
  os: { sphere: '-2.50', cylinder: '', axis: '', add: '', prisms: [] },
  pdBoth: '63',
  issuedOn: '2026-10-01',
  prescriberName: 'Dr. Avery Lindqvist',
  ...change,
});
const errorsOf = (form: RxForm, use: LensUse = 'DISTANCE') =>
  judgeForm(form, { use, today, locale: 'en', rules }).filter((one) => one.severity === 'ERROR');

describe('a typed prescription', () => {
  it('passes when it is complete', () => {
    expect(errorsOf(aForm())).toEqual([]);
  });

  it('asks for the sign and offers both', () => {
    const [error] = errorsOf(aForm({ os: { sphere: '2.50', cylinder: '', axis: '', add: '', prisms: [] } }));

    expect(error).toMatchObject({ code: 'SIGN_REQUIRED', field: 'os.sphere' });
    expect(error?.suggestions).toEqual(expect.arrayContaining(['-2.50', '+2.50']));
  });

  it('tells a missing axis at the axis', () => {
    const [error] = errorsOf(aForm({ od: { sphere: '-2.25', cylinder: '-0.75', axis: '', add: '', prisms: [] } }));

    expect(error).toMatchObject({ code: 'AXIS_REQUIRED', field: 'od.axis' });
  });

  it('says one thing about an unreadable field, not two', () => {
    const errors = errorsOf(aForm({ od: { sphere: 'abc', cylinder: '', axis: '', add: '', prisms: [] } }));

    expect(errors.filter((one) => one.field === 'od.sphere')).toHaveLength(1);
  });

  it('needs a PD, per eye or for both', () => {
    expect(errorsOf(aForm({ pdBoth: '' }))[0]).toMatchObject({ field: 'pd.binocularMm' });
    expect(errorsOf(aForm({ pdKind: 'two', pdOd: '31', pdOs: '' }))[0]).toMatchObject({ field: 'pd.osMm' });
  });

  it('needs an addition for all distances', () => {
    expect(errorsOf(aForm(), 'MULTIFOCAL').map((one) => one.field)).toContain('od.add');
  });

  it('refuses an expired one', () => {
    expect(errorsOf(aForm({ issuedOn: '2014-06-15' })).map((one) => one.code)).toContain('EXPIRED');
  });
});

describe('what travels to the graph', () => {
  it('keeps powers as typed and makes the axis a number', () => {
    expect(
      eyeInput({ sphere: ' −2,25', cylinder: '-0.75', axis: '005', add: '', prisms: [{ amount: '1,5', base: 'UP' }] }),
    ).toEqual({
      sphere: '−2,25',
      cylinder: '-0.75',
      axis: 5,
      add: null,
      prisms: [{ amount: '1.5', base: 'UP' }],
    });
  });

  it('reads lengths in either language', () => {
    expect(readMm('31,5 mm')).toBe(31.5);
    expect(readMm('')).toBeNull();
    expect(readMm('wide')).toBeNaN();
    expect(pdInput(aForm({ pdKind: 'two', pdOd: '31,5', pdOs: '32' }))).toEqual({
      odMm: '31.5',
      osMm: '32',
      nearOdMm: null,
      nearOsMm: null,
    });
  });

  it('puts read values back into the fields', () => {
    const form = formOf({
      od: { sphere: '-2.00', cylinder: null, axis: null, add: '+2.00', prisms: [] },
      os: null,
      pd: { binocularMm: null, odMm: '31.5', osMm: '32' },
      issuedOn: '2026-01-01',
      expiresOn: null,
      prescriberName: null,
    });

    expect(form).toMatchObject({
      pdKind: 'two',
      pdOd: '31.5',
      od: { sphere: '-2.00', add: '+2.00' },
      os: { sphere: '' },
    });
  });
});

describe('near PD and heights', () => {
  const reading = { od: { sphere: '+1.00', cylinder: '', axis: '', add: '+2.00', prisms: [] } };
  const pair = (change: Partial<RxForm> = {}) => aForm({ od: reading.od, os: reading.od, ...change });

  it.each([
    ['60', 56.2],
    ['64', 60.0],
    ['68', 63.7],
  ])('of %s mm is calculated where none is typed: %s', (pdBoth, near) => {
    expect(derivedNearPd(pair({ pdBoth }))?.bothMm).toBeCloseTo(near, 1);
    // What is typed does not change what would be calculated.
    expect(derivedNearPd(pair({ pdBoth, nearBoth: '58' }))?.bothMm).toBeCloseTo(near, 1);
  });

  it('are calculated per eye where the PD is known per eye', () => {
    const near = derivedNearPd(pair({ pdKind: 'two', pdOd: '31', pdOs: '33' }));

    expect([near?.odMm.toFixed(1), near?.osMm.toFixed(1)]).toEqual(['29.0', '30.9']);
    expect(derivedNearPd(pair({ pdBoth: '' }))).toBeNull();
  });

  it('are asked back when one eye is left out, above the distance PD, or unreadable', () => {
    const told = (change: Partial<RxForm>) =>
      errorsOf(pair(change), 'MULTIFOCAL').map(({ code, field }) => `${field} ${code}`);

    expect(told({ heightOd: '22' })).toEqual(['heightOsMm HEIGHT_OTHER_EYE_MISSING']);
    expect(told({ heightOd: '22', heightOs: 'x' })).toEqual(['heightOsMm VALUE_INVALID']);
    expect(told({ nearBoth: '64' })).toEqual(['pd.nearMm PD_NEAR_ABOVE_DISTANCE']);
    expect(told({ pdKind: 'two', pdOd: '31', pdOs: '33', nearOd: '29' })).toEqual([
      'pd.nearOsMm PD_NEAR_OTHER_EYE_MISSING',
    ]);
    expect(told({ heightOd: '22', heightOs: '22,5', nearBoth: '59.5' })).toEqual([]);
  });

  it('ask to confirm heights that differ by more than the limit, and not at it', () => {
    const warned = (heightOs: string) =>
      judgeForm(pair({ heightOd: '22', heightOs }), { use: 'MULTIFOCAL', today, locale: 'en', rules }).some(
        ({ code }) => code === 'HEIGHTS_DIFFER',
      );

    expect([warned('24'), warned('24.1')]).toEqual([false, true]);
  });

  it('travel as typed; a height for both eyes that was kept before is the height of each', () => {
    const saved = savingInput(pair({ heightOd: '22', heightOs: '22,5', nearBoth: '59' }), [], rules);
    const opened = formOf({
      od: null,
      os: null,
      pd: null,
      issuedOn: null,
      expiresOn: null,
      prescriberName: null,
      segHeightMm: '18',
    });

    expect(saved).toMatchObject({ heightOdMm: '22', heightOsMm: '22.5', pd: { binocularMm: '63', nearMm: '59' } });
    expect(opened).toMatchObject({ heightOd: '18', heightOs: '18' });
  });

  it('are asked for where the lens is looked through up close, heights where the eyes’ place counts', () => {
    const uses: LensUse[] = ['DISTANCE', 'NEAR', 'INTERMEDIATE', 'MULTIFOCAL', 'OFFICE'];

    expect(uses.map(asksForNearPd)).toEqual([false, true, true, true, true]);
    expect(uses.map(asksForHeights)).toEqual([false, false, false, true, true]);
  });
});

describe('the vertex distance', () => {
  const eye = (sphere: string, cylinder = '', axis = '') => ({ sphere, cylinder, axis, add: '', prisms: [] });

  it.each<[string, RxForm['od'], boolean]>([
    ['−4.00 −2.50, which is −6.50 across', eye('-4.00', '-2.50', '90'), true],
    ['+8.00 −3.00', eye('+8,00', '-3.00', '10'), true],
    ['−6.00', eye('−6.00'), true],
    ['−5.75', eye('-5.75'), false],
    ['−5.00 −0.75', eye('-5.00', '-0.75', '5'), false],
    ['+7.00 without its sign, which is asked back', eye('7.00'), false],
    ['nothing', eye(''), false],
  ])('of %s', (_, os, isAsked) => {
    const form = aForm({ os });

    expect(asksForVertex(form, rules)).toBe(isAsked);
    // The rules miss it exactly where the form asks for it.
    expect(
      judgeForm(form, { use: 'DISTANCE', today, locale: 'en', rules }).some((one) => one.code === 'VERTEX_MISSING'),
    ).toBe(isAsked);
  });

  it('is shown where it is given', () => {
    expect(asksForVertex(aForm({ vertex: '12' }), rules)).toBe(true);
  });
});

describe('the limits of the house', () => {
  const { version: _, ...document } = defaultPrescriptionRules;
  const of = (thresholds: object, over: object = {}) =>
    rxRulesOf({
      version: 3,
      json: JSON.stringify({ ...document, ...over, thresholds: { ...document.thresholds, ...thresholds } }),
    });
  const codes = (form: RxForm, by: typeof rules) =>
    judgeForm(form, { use: 'DISTANCE', today, locale: 'en', rules: by }).map((one) => one.code);
  const both = (sphere: string) => aForm({ od: { ...emptyForm().od, sphere }, os: { ...emptyForm().os, sphere } });

  it('are those that came with the page, at the limit and a step beyond it', () => {
    const tight = of({ sphere: { ...document.thresholds.sphere, usualMin: -3_000 } });

    expect(codes(both('-3.00'), tight)).not.toContain('SPHERE_UNUSUAL');
    expect(codes(both('-3.25'), tight)).toContain('SPHERE_UNUSUAL');
    expect(codes(both('-3.25'), rules)).not.toContain('SPHERE_UNUSUAL');
  });

  it('say from which power on the vertex distance is asked for', () => {
    const early = of({ vertex: { ...document.thresholds.vertex, neededFrom: 3_000 } });

    expect([asksForVertex(both('-2.75'), early), asksForVertex(both('-3.00'), early)]).toEqual([false, true]);
  });

  it('are sent with the place that was shown, where there is one to choose', () => {
    const two = of({}, { places: ['US', 'DE'] });

    expect(savingInput(aForm(), [], rules)).not.toHaveProperty('place');
    expect(savingInput(aForm(), [], two).place).toBe('US');
    expect(savingInput(aForm({ place: 'DE' }), [], two).place).toBe('DE');
    expect(savingInput(aForm({ place: 'FR' }), [], two).place).toBe('US');
    // Where no law lets a prescription end, an old one is asked about and sold from.
    const old = (place: string) =>
      judgeForm(aForm({ place, issuedOn: '2023-06-01' }), { use: 'DISTANCE', today, locale: 'en', rules: two }).find(
        ({ code }) => code === 'EXPIRED',
      )?.severity;
    expect([old('US'), old('DE')]).toEqual(['ERROR', 'WARNING']);
  });

  it('hold for the place, with a term that its owner has switched on', () => {
    const old = aForm({ issuedOn: '2025-06-01' });

    expect(codes(old, of({}, { places: ['US-TX'] }))).not.toContain('EXPIRED');
    expect(codes(old, of({}, { places: ['US-TX'], switchedOn: ['US-TX'] }))).toContain('EXPIRED');
  });
});

describe('a warning that was confirmed', () => {
  const warning = (field: string, message: string, code = 'SPHERE_UNUSUAL') =>
    ({ code, field, message, severity: 'WARNING', suggestions: [] }) as Told;
  const od = warning('od.sphere', 'Right eye: a sphere of −13.00 D is rare.');
  const os = warning('os.sphere', 'Left eye: a sphere of −12.50 D is rare.');

  it('stays so while it says the same, and is asked again when a value or an eye is another', () => {
    expect(stillConfirmed(['SPHERE_UNUSUAL'], [od, os], [os, od])).toEqual(['SPHERE_UNUSUAL']);
    expect(stillConfirmed(['SPHERE_UNUSUAL'], [od], [od, os])).toEqual([]);
    expect(
      stillConfirmed(['SPHERE_UNUSUAL'], [od], [warning('od.sphere', 'Right eye: a sphere of −14.00 D is rare.')]),
    ).toEqual([]);
    expect(stillConfirmed(['ONLY_THE_SERVER'], [od], [od])).toEqual([]);
  });

  it('is one question that names every field', () => {
    const [one, ...more] = warningsByCode([od, os, warning('pd', 'The PD is rare.', 'PD_UNUSUAL')]);
    expect(one!.message).toBe('Right eye: a sphere of −13.00 D is rare. Left eye: a sphere of −12.50 D is rare.');
    expect(more.map(({ code }) => code)).toEqual(['PD_UNUSUAL']);
  });
});
