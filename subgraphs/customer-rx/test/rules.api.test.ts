import { runOperation } from '@opticworks/kernel';
import { defaultPrescriptionRules, type PrescriptionRules } from '@opticworks/optics';
import { PrescriptionRulesChanged } from '@opticworks/schema/events/customer-rx';
import { EnsureCustomer, ReadPrescriptionRules } from '@opticworks/schema/operations/customer-rx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoom, aTypedRx, customer, guest, type Room, SAVE, service, staff } from './factories.ts';

const RULES = `{ prescriptionRules { version json reason changedBy } }`;
const REPLACE = `mutation ($input: ReplacePrescriptionRulesInput!) { replacePrescriptionRules(input: $input) { __typename
  ... on PrescriptionRuleSet { version changedBy reason } ... on Refusal { code message issues { field message } } } }`;
const HISTORY = `{ prescriptionRulesHistory { version reason changedBy differences { field before after } } }`;
const CHECK = `query ($input: SavePrescriptionInput!) { checkPrescription(input: $input) { __typename
  ... on PrescriptionCheck { issues { code field severity } } ... on Refusal { code issues { code field severity } } } }`;

interface RuleSet {
  version: number;
  json: string;
}

let room: Room;
const owner = staff('admin');
const standing = async (): Promise<RuleSet> => (await room.ask(owner, RULES)).prescriptionRules;
const documentNow = async () => JSON.parse((await standing()).json) as Omit<PrescriptionRules, 'version'>;

type Thresholds = { [Group in keyof PrescriptionRules['thresholds']]?: object };
/** An owner changes some numbers. */
async function change(thresholds: Thresholds, over: Partial<PrescriptionRules> = {}, who = owner) {
  const { version, json } = await standing();
  const now = JSON.parse(json) as PrescriptionRules;
  const merged = Object.fromEntries(
    Object.entries(now.thresholds).map(([group, numbers]) => [
      group,
      typeof numbers === 'object' && !Array.isArray(numbers)
        ? { ...numbers, ...thresholds[group as keyof Thresholds] }
        : numbers,
    ]),
  );
  const input = { json: JSON.stringify({ ...now, ...over, thresholds: merged }), basedOn: version, reason: 'Trying.' };
  return (await room.ask(who, REPLACE, { input })).replacePrescriptionRules;
}
const codesOf = async (over: Record<string, unknown>): Promise<string[]> =>
  (await room.ask(guest(), CHECK, { input: aTypedRx(over) })).checkPrescription.issues.map(
    ({ code, severity }: { code: string; severity: string }) => `${severity} ${code}`,
  );
const both = (sphere: string, more: object = {}) => ({ od: { sphere, ...more }, os: { sphere, ...more } });

beforeAll(async () => {
  room = await aRoom();
});
afterAll(() => room.close());

describe('the rules of prescriptions', () => {
  it('are what the house came with until an owner changes them, and anybody may judge by them', async () => {
    const { prescriptionRules: told } = await room.ask(guest(), RULES);

    expect(told).toMatchObject({ version: 0, reason: null, changedBy: null });
    const { version: _, ...defaults } = defaultPrescriptionRules;
    expect(JSON.parse(told.json)).toEqual(JSON.parse(JSON.stringify(defaults)));
  });

  it.each([
    ['optician', 'FORBIDDEN'],
    ['lab', 'FORBIDDEN'],
  ])('are not changed by the %s', async (role, code) => {
    expect(await change({ sphere: { usualMin: -9_000 } }, {}, staff(role))).toMatchObject({
      __typename: 'Refusal',
      code,
    });
    expect(
      (await room.ask(customer('c1'), REPLACE, { input: { json: '{}', basedOn: 0, reason: 'x' } }))
        .replacePrescriptionRules.code,
    ).toBe('FORBIDDEN');
    expect((await standing()).version).toBe(0);
  });

  it('need a reason, and can be judged by', async () => {
    const { json, version } = await standing();
    const bad = async (input: object) => (await room.ask(owner, REPLACE, { input })).replacePrescriptionRules;

    expect((await bad({ json, basedOn: version, reason: '  ' })).code).toBe('PRESCRIPTION_RULES_REASON_MISSING');
    expect((await bad({ json: 'no document', basedOn: version, reason: 'x' })).code).toBe(
      'PRESCRIPTION_RULES_NOT_VALID',
    );
    const crossed = await change({ sphere: { usualMin: -31_000 } });
    expect(crossed.issues).toEqual([
      { field: 'thresholds.sphere.usualMin', message: 'It must not be below sphere min.' },
    ]);
    const hours = { ...defaultPrescriptionRules.answerHours, hours: 7 };
    expect((await change({}, { answerHours: hours })).issues[0].field).toBe('answerHours.hours');
    for (const place of ['US-NY', 'GB:WITHDRAWAL', 'DE:DEVICE_DUTIES', 'XX'])
      expect((await change({}, { switchedOn: [place] })).issues[0].field).toBe('switchedOn');
    expect((await change({}, { switchedOn: ['DE:'] })).issues[0].field).toMatch(/^switchedOn/);
    expect((await standing()).version).toBe(0);
  });

  it('are changed by one of two owners at once; the other sees by whom', async () => {
    const { json, version } = await standing();
    const rules = JSON.parse(json) as PrescriptionRules;
    const input = (days: number) => ({
      json: JSON.stringify({
        ...rules,
        thresholds: { ...rules.thresholds, dates: { ...rules.thresholds.dates, expiresSoonDays: days } },
      }),
      basedOn: version,
      reason: `${days} days`,
    });
    const answers = await Promise.all(
      [10, 20, 40].map(
        async (days) => (await room.ask(owner, REPLACE, { input: input(days) })).replacePrescriptionRules,
      ),
    );

    expect(answers.filter(({ __typename }) => __typename === 'PrescriptionRuleSet')).toHaveLength(1);
    const late = answers.filter(({ __typename }) => __typename === 'Refusal');
    expect(late.map(({ code }) => code)).toEqual(Array(2).fill('PRESCRIPTION_RULES_CHANGED_MEANWHILE'));
    expect(late[0].message).toContain('Sam admin saved version 1 meanwhile');
    expect((await standing()).version).toBe(version + 1);
  });

  it('keep who changed what, when and why, for staff', async () => {
    await change({ sphere: { usualMin: -9_000 }, pd: { adultUsualMax: 72 } });

    const [newest] = (await room.ask(staff('optician'), HISTORY)).prescriptionRulesHistory;
    expect(newest).toEqual({
      version: (await standing()).version,
      reason: 'Trying.',
      changedBy: 'Sam admin',
      differences: [
        { field: 'thresholds.pd.adultUsualMax', before: '74', after: '72' },
        { field: 'thresholds.sphere.usualMin', before: '-12000', after: '-9000' },
      ],
    });
    expect((await room.ask(guest(), HISTORY, {}, { allowErrors: true })).errors).toHaveLength(1);
    expect((await room.ask(guest(), RULES)).prescriptionRules).toMatchObject({ changedBy: null, reason: null });
    await expect(room.subgraph.database.query('DELETE FROM prescription_rule_set')).rejects.toThrow(
      'never edited or removed',
    );
  });
});

describe('an owner’s limit', () => {
  it('is the one that is judged by, at the limit and a step beyond it', async () => {
    await change({ sphere: { usualMin: -9_000, min: -20_000 } });

    expect(await codesOf(both('-9.00'))).not.toContain('WARNING SPHERE_UNUSUAL');
    expect(await codesOf(both('-9.25'))).toContain('WARNING SPHERE_UNUSUAL');
    expect(await codesOf(both('-20.00'))).not.toContain('ERROR SPHERE_RANGE');
    expect(await codesOf(both('-20.25'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^ERROR (SPHERE_)?RANGE$/)]),
    );
  });

  it.each([
    [
      'cylinder',
      { usualMax: 2_000 },
      { cylinder: '-2.00', axis: 90 },
      { cylinder: '-2.25', axis: 90 },
      'CYLINDER_UNUSUAL',
    ],
    ['add', { usualMin: 1_000 }, { add: '1.00' }, { add: '0.75' }, 'ADD_UNUSUAL'],
  ])('of %s is taken by the form', async (group, numbers, at, beyond, code) => {
    await change({ [group]: numbers });

    expect(await codesOf(both('-2.00', at))).not.toContain(`WARNING ${code}`);
    expect(await codesOf(both('-2.00', beyond))).toContain(`WARNING ${code}`);
  });

  it('of a PD and of a difference between the eyes', async () => {
    await change({ pd: { adultUsualMax: 68, adultUsualMin: 60 }, pair: { anisometropiaConfirm: 1_500 } });
    const pair = (os: string) => ({ od: { sphere: '-1.00' }, os: { sphere: os } });

    expect(await codesOf({ pd: { binocularMm: '68' }, birthDate: '1980-01-01' })).not.toContain('WARNING PD_UNUSUAL');
    expect(await codesOf({ pd: { binocularMm: '68.5' }, birthDate: '1980-01-01' })).toContain('WARNING PD_UNUSUAL');
    expect(await codesOf(pair('-2.25'))).not.toContain('WARNING ANISOMETROPIA');
    expect(await codesOf(pair('-2.50'))).toContain('WARNING ANISOMETROPIA');
  });

  it('is taken where a prescriber’s term ends by law', async () => {
    const { expiryLaws } = await documentNow();
    await change({}, { expiryLaws: { ...expiryLaws, US: { ...expiryLaws.US!, spectacleMonths: 3 } } });

    expect(await codesOf({ issuedOn: '2025-12-02' })).not.toContain('ERROR EXPIRED');
    expect(await codesOf({ issuedOn: '2025-12-01' })).toContain('ERROR EXPIRED');
    await change({}, { expiryLaws });
  });
});

describe('a prescription', () => {
  it('remembers the version it was entered by, and the one it was signed off by', async () => {
    const before = (await standing()).version;
    const { savePrescription: saved } = await room.ask(guest('g9'), SAVE, { input: aTypedRx() });
    await change({ dates: { oldAfterDays: 300 } });
    const versions = async () =>
      (
        await room.ask(
          staff('optician'),
          `query ($id: ID!) { prescription(id: $id) { rulesVersion reviewedRulesVersion } }`,
          {
            id: saved.id,
          },
        )
      ).prescription;

    expect(await versions()).toEqual({ rulesVersion: before, reviewedRulesVersion: null });
    await room.ask(
      staff('optician'),
      `mutation ($id: ID!) { signOffPrescription(id: $id, reason: "Known patient") { __typename } }`,
      { id: saved.id },
    );
    expect(await versions()).toEqual({ rulesVersion: before, reviewedRulesVersion: before + 1 });
  });
});

describe('other parts', () => {
  it('are told each version whole, and asked for one they know they get none', async () => {
    const { version } = await standing();
    const rows = await room.subgraph.database.query<{ payload: { rules: PrescriptionRules } }>(
      'SELECT payload FROM outbox WHERE name = $1 ORDER BY sequence DESC LIMIT 1',
      [PrescriptionRulesChanged.name],
    );
    expect(rows[0]?.payload.rules.version).toBe(version);

    const provided = room.subgraph.operations.find(({ def }) => def.name === ReadPrescriptionRules.name)!;
    const context = { principal: service(), idempotencyKey: null, requestId: 'r', log: room.deps.logger };
    const ask = (knownVersion: number | null) => runOperation(provided, { knownVersion }, context);
    expect(await ask(version)).toEqual({ version, rules: null });
    expect(await ask(version - 1)).toMatchObject({ version, rules: { version, places: ['US'] } });
  });
});

describe('the place a prescription is filled in', () => {
  const PLACED = `mutation ($input: SavePrescriptionInput!) { savePrescription(input: $input) {
    ... on Prescription { id place expiresOn checklist { item } } ... on Refusal { code message } } }`;
  const save = async (who: Parameters<Room['ask']>[0], over: Record<string, unknown>) =>
    (await room.ask(who, PLACED, { input: aTypedRx(over) })).savePrescription;

  beforeAll(async () => {
    await change({}, { places: ['US', 'US-LA', 'DE'] });
  });

  it('is chosen among those of the shop, and its term follows', async () => {
    expect(await save(guest('p1'), { place: 'US-LA' })).toMatchObject({ place: 'US-LA', expiresOn: '2027-07-10' });
    expect(await save(guest('p1'), { place: 'DE' })).toMatchObject({ place: 'DE', expiresOn: '2028-01-10' });
    expect(await save(guest('p1'), {})).toMatchObject({ place: 'US' });
    expect(await save(guest('p1'), { place: 'FR' })).toMatchObject({
      code: 'PLACE_NOT_SOLD',
      message: expect.stringContaining('FR'),
    });
  });

  it('is where the account lives when nobody chose, a state before its country', async () => {
    const provided = room.subgraph.operations.find(({ def }) => def.name === EnsureCustomer.name)!;
    const context = { principal: service(), idempotencyKey: 'account-u7', requestId: 'r', log: room.deps.logger };
    const account = { userId: 'u7', email: 'placed@example.com', name: 'Pat', locale: 'en', guestId: null };
    const { customerId } = (await runOperation(provided, account, context)) as { customerId: string };
    const live = (countryCode: string, region: string | null) =>
      room.subgraph.database.query(
        `INSERT INTO saved_address (id, customer_id, address, is_default, created_at) VALUES ('a7', $1, $2, true, now())
         ON CONFLICT (id) DO UPDATE SET address = excluded.address`,
        [customerId, JSON.stringify({ name: 'P', line1: '1', city: 'C', region, postalCode: '1', countryCode })],
      );
    const placed = async () => (await save(customer(customerId), {})).place;

    await live('US', 'LA');
    expect(await placed()).toBe('US-LA');
    await live('US', 'NY');
    expect(await placed()).toBe('US');
    await live('DE', null);
    expect(await placed()).toBe('DE');
    await live('JP', null);
    expect(await placed()).toBe('US');
  });

  it('stays with its correction', async () => {
    const saved = await save(guest('p2'), { place: 'DE' });
    expect(await save(guest('p2'), { id: saved.id, note: 'again' })).toMatchObject({ place: 'DE' });
  });
});

describe('a contact lens prescription', () => {
  const LENS = `mutation ($input: SavePrescriptionInput!) { savePrescription(input: $input) {
    ... on Prescription { id examinedOn issues { code field } checklist { item required whereItApplies }
      contactLenses { eye power baseCurveName colour dominance privateLabel manufacturer equivalentBrand } }
    ... on Refusal { code issues { code field } } } }`;
  const lens = (over: object = {}) => ({ eye: 'OD', power: '-2.75', baseCurveMm: '8.6', brand: 'Aqua Day', ...over });
  const save = async (lenses: object[], over: object = {}) =>
    (
      await room.ask(guest('cl'), LENS, {
        input: aTypedRx({ product: 'CONTACT_LENS', od: null, os: null, pd: null, contactLenses: lenses, ...over }),
      })
    ).savePrescription;

  it('that has ended stops a sale where the place says so, and is asked about elsewhere', async () => {
    const ended = () =>
      codesOf({
        product: 'CONTACT_LENS',
        od: null,
        os: null,
        pd: null,
        contactLenses: [lens()],
        issuedOn: '2024-01-10',
      });
    expect(await ended()).toContain('ERROR EXPIRED');

    const { expiryLaws } = await documentNow();
    await change({}, { expiryLaws: { ...expiryLaws, US: { ...expiryLaws.US!, blocksExpiredContactLenses: false } } });
    expect(await ended()).toContain('WARNING EXPIRED');
    await change({}, { expiryLaws });
  });

  it('keeps every value the statute lists', async () => {
    const of = {
      colour: 'Blue',
      dominance: 'D',
      privateLabel: 'Shop Lens',
      manufacturer: 'Maker',
      equivalentBrand: 'Aqua Day',
    };
    const saved = await save([lens({ ...of, baseCurveMm: null, baseCurveName: 'median' })], {
      examinedOn: '2026-01-09',
    });

    expect(saved).toMatchObject({
      examinedOn: '2026-01-09',
      contactLenses: [{ eye: 'OD', power: '-2.75', baseCurveName: 'median', ...of }],
    });
    const need = (wanted: 'required' | 'whereItApplies') =>
      saved.checklist.filter((one: Record<string, unknown>) => one[wanted]).map(({ item }: { item: string }) => item);
    expect(need('required')).toEqual(
      expect.arrayContaining(['EXAM_DATE', 'PRESCRIBER_FAX', 'POWER', 'LENS_MAKER', 'BASE_CURVE']),
    );
    expect(need('whereItApplies')).toEqual(['DIAMETER', 'PRIVATE_LABEL', 'EQUIVALENT_BRAND']);
  });

  it('misses a curve without millimetres or a word, and the maker of a private label, but no diameter', async () => {
    const missing = async (over: object) =>
      (await save([lens(over)])).issues
        .filter(({ code }: { code: string }) => code === 'CONTACT_PARAMETER_REQUIRED')
        .map(({ field }: { field: string }) => field);

    expect(await missing({})).toEqual([]);
    expect(await missing({ baseCurveMm: null })).toEqual(['contactLenses.OD.baseCurveMm']);
    expect(await missing({ brand: null, privateLabel: 'Shop Lens' })).toEqual(['contactLenses.OD.manufacturer']);
  });

  it('of an examination that is still to come is none', async () => {
    const refused = await save([lens()], { examinedOn: '2026-03-03' });
    expect(refused.issues).toContainEqual({ code: 'WRITTEN_IN_FUTURE', field: 'examinedOn' });
  });
});
