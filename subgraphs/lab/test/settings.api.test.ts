import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answered } from './answers.ts';
import { aBench } from './bench.ts';
import { aLab, type Lab, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());

const NO = '... on Refusal { code message }';
const owner = { ...staff('admin'), name: 'Ari' };
const other = { ...staff('admin'), id: 'staff_other', name: 'Bo' };
type Verified = { isVerified: boolean };
interface SettingAnswer extends Answered {
  code: string;
  [field: string]: unknown;
}
type Who = ReturnType<typeof staff>;
const first = async (who: Who, document: string, variables: Record<string, unknown>) =>
  Object.values(await lab.ask(who, document, variables))[0] as SettingAnswer;

const STATION = `mutation ($i: LabStationInput!) { saveLabStation(input: $i) { ... on LabStation { code name version } ${NO} } }`;
const TERMS = `mutation ($i: LabTermsInput!) { saveLabTerms(input: $i) { ... on LabTerms { version preparationDays } ${NO} } }`;
const RULE = `mutation ($m: String!, $w: BlankShortRule!, $b: Int) { saveBlankRule(material: $m, whenShort: $w, basedOn: $b) { ... on BlankRule { version } ${NO} } }`;
const INSTRUMENT = `mutation ($i: LabInstrumentInput!) { saveLabInstrument(input: $i) { ... on LabInstrument { version retired } ${NO} } }`;
const COST = `mutation ($i: StandardCostInput!) { saveLabStandardCost(input: $i) { ... on StandardCost { version amount { amount } } ${NO} } }`;
const HOURS = `mutation ($d: Date!, $h: Decimal, $b: Int) { recordLabourHours(day: $d, hours: $h, basedOn: $b) { ... on LabLabourHours { hours version } ${NO} } }`;
const CHOOSE = `mutation ($i: ChooseTolerancesInput!) { chooseLabTolerances(input: $i) { ... on LabTolerances { profile version isChosenHere judgesUnverified } ${NO} } }`;

/** One change of each kind; the number makes it another one. */
const changes: Record<string, (n: number, basedOn: number | null) => readonly [string, Record<string, unknown>]> = {
  STATION: (n, basedOn) => [
    STATION,
    { i: { code: 'GEN-9', name: `Generator, new ${n}`, statuses: ['SURFACING'], basedOn } },
  ],
  TERMS: (n, basedOn) => [TERMS, { i: { preparationDays: String(n + 1), basedOn } }],
  BLANK_RULE: (n, b) => [RULE, { m: 'trivex', w: n % 2 === 0 ? 'WAIT' : 'SURFACE', b }],
  INSTRUMENT: (n, basedOn) => [
    INSTRUMENT,
    { i: { code: 'LM-9', kind: 'LENSMETER', name: 'Lensmeter', calibrationDueOn: `2027-01-0${n}`, basedOn } },
  ],
  STANDARD_COST: (n, basedOn) => [
    COST,
    { i: { kind: 'FRAME', code: '*', amount: { amount: `${40 + n}.00`, currencyCode: 'USD' }, basedOn } },
  ],
  LABOUR_HOURS: (n, b) => [HOURS, { d: '2026-02-27', h: String(n), b }],
  TOLERANCES: (n, basedOn) => [
    CHOOSE,
    {
      i: {
        profile: n % 2 === 0 ? 'ansi-z80.1' : 'us-nj',
        judgesUnverified: false,
        reason: `Decided in meeting ${n}`,
        basedOn,
      },
    },
  ],
};

describe.each(Object.entries(changes))('a change of %s', (area, change) => {
  it('is refused when somebody else changed it meanwhile, and says who', async () => {
    const mine = await first(owner, ...change(1, 0));
    expect(mine).toMatchObject({ version: 1 });

    const late = await first(other, ...change(2, 0));

    expect(late).toMatchObject({ code: 'SETTING_CHANGED_MEANWHILE', message: expect.stringContaining('Ari') });
    expect(await first(other, ...change(2, 1))).toMatchObject({ version: 2 });
  });

  it('is one version when two owners save at once', async () => {
    const answers = await Promise.all([first(owner, ...change(3, 2)), first(other, ...change(3, 2))]);

    expect(answers.map((one) => one.version ?? one.code).sort()).toEqual([3, 'SETTING_CHANGED_MEANWHILE'].sort());
  });

  it('is no change when nothing is different', async () => {
    expect(await first(owner, ...change(3, 3))).toMatchObject({ version: 3 });
  });

  it('is for owners, and kept with who and what', async () => {
    expect((await first(staff('lab'), ...change(4, null))).code).toBe('FORBIDDEN');

    const HISTORY = `query ($a: [LabSettingArea!]) { labSettingChanges(areas: $a) { version changedBy key differences { field before after } } }`;
    const { labSettingChanges: history } = await lab.ask(staff('lab'), HISTORY, { a: [area] });

    expect(history.map((one: { version: number }) => one.version)).toEqual([3, 2, 1]);
    expect(history[1].changedBy).toBe('Bo');
    expect(history[0].differences.length).toBeGreaterThan(0);
    expect(
      (await lab.ask(staff('buyer'), HISTORY, { a: [area] }, { allowErrors: true })).errors[0].extensions.code,
    ).toBe('FORBIDDEN');
  });
});

describe('the history of settings', () => {
  it('cannot be edited', async () => {
    await expect(lab.subgraph.database.query('DELETE FROM lab_setting_change')).rejects.toThrow(/never edited/);
    await expect(lab.subgraph.database.query("UPDATE lab_setting_change SET changed_by = 'x'")).rejects.toThrow(
      /never edited/,
    );
  });
});

describe('tolerances', () => {
  const choose = (over: Record<string, unknown>) =>
    first(owner, CHOOSE, { i: { profile: 'ansi-z80.1', judgesUnverified: false, reason: 'Trial', ...over } });
  const LIST = `{ labTolerances { profile version profiles { id isVerified limits { what lenses limit source isVerified } } } }`;

  it('that nobody held against the standard are switched on by name only, with a reason', async () => {
    const unverified = 'iso-21987-recalled';
    const { labTolerances } = await lab.ask(staff('optician'), LIST);
    expect(
      labTolerances.profiles.filter((one: Verified) => !one.isVerified).map((one: { id: string }) => one.id),
    ).toEqual([unverified]);

    expect((await choose({ profile: unverified })).code).toBe('TOLERANCES_UNVERIFIED');
    expect((await choose({ profile: unverified, acceptUnverified: 'us-nj' })).code).toBe('TOLERANCES_UNVERIFIED');
    expect((await choose({ profile: 'own' })).code).toBe('TOLERANCES_UNKNOWN');
    expect((await choose({ reason: ' ' })).code).toBe('TOLERANCES_REASON_MISSING');
    expect(await choose({ profile: unverified, acceptUnverified: unverified })).toMatchObject({ profile: unverified });
  });

  it('say for each limit what it is, and how sure', async () => {
    const { labTolerances } = await lab.ask(staff('optician'), LIST);
    const ansi = labTolerances.profiles.find((one: { id: string }) => one.id === 'ansi-z80.1');

    expect(ansi.limits).toContainEqual({
      what: 'Power, strongest meridian',
      lenses: 'single vision, multifocal',
      limit: 'to 6.50 D: 0.13 D',
      source: 'Published summaries of ANSI Z80.1-2010 and -2015',
      isVerified: true,
    });
    expect(ansi.limits).toContainEqual(expect.objectContaining({ what: 'Axis', limit: 'cylinder to 0.25 D: 14°' }));
    expect(ansi.limits.filter((one: Verified) => !one.isVerified).map((one: { what: string }) => one.what)).toContain(
      'Warpage',
    );
  });

  it('hold the next inspection, and not the records before', async () => {
    const bench = aBench(lab);
    await choose({});
    const job = await bench.tray('S-1', {}, 'PICKED', 'FINISHING', 'INSPECTION');
    const inspect = async (sphere: string) =>
      first(
        staff('lab'),
        'mutation ($i: InspectionInput!) { inspectLabJob(input: $i) { ... on InspectionOutcome { inspection { profile verdict } } ... on Refusal { code message } } }',
        {
          i: {
            jobId: job.id,
            od: { sphere, cylinder: '-0.50', axis: 175, pdMm: '31' },
            os: { sphere: '-1.75', pdMm: '32' },
            cosmeticPass: true,
          },
        },
      );
    expect(await inspect('-2.30')).toMatchObject({ inspection: { profile: 'ansi-z80.1', verdict: 'FAIL' } });

    await choose({ profile: 'us-nj', reason: 'The shop moved to New Jersey' });
    await bench.scan('S-1', 'FINISHING', 'INSPECTION');

    expect(await inspect('-2.00')).toMatchObject({ inspection: { profile: 'us-nj', verdict: 'PASS' } });
    const [old] = await lab.subgraph.database.query('SELECT profile FROM lab_inspection ORDER BY at, id LIMIT 1');
    expect(old).toEqual({ profile: 'ansi-z80.1' });
  });
});

describe('a station', () => {
  it('has a name of its own', async () => {
    const input = { code: 'GEN-8', name: 'generator 1', statuses: ['SURFACING'] };

    expect((await first(owner, STATION, { i: input })).code).toBe('STATION_NAME_TAKEN');
    expect(await first(owner, STATION, { i: { ...input, name: 'Generator 8' } })).toMatchObject({ version: 1 });
  });
});

describe('lists of settings', () => {
  it('hold instruments out of use only when asked for', async () => {
    await first(owner, INSTRUMENT, {
      i: { code: 'OLD-1', kind: 'RULER', name: 'Old ruler', calibrationDueOn: '2020-01-01', retired: true },
    });
    const codes = async (withRetired: boolean) =>
      (
        await lab.ask(staff('lab'), 'query ($r: Boolean) { labInstruments(withRetired: $r) { code retired } }', {
          r: withRetired,
        })
      ).labInstruments.filter((one: { retired: boolean }) => one.retired);

    expect(await codes(false)).toEqual([]);
    expect(await codes(true)).toEqual([{ code: 'OLD-1', retired: true }]);
  });

  it('tell recorded hours with who recorded them, and forget what is taken back', async () => {
    const days = async () =>
      (
        await lab.ask(
          staff('optician'),
          '{ labLabourHours(from: "2026-02-01", to: "2026-03-02") { day hours recordedBy } }',
        )
      ).labLabourHours;
    expect(await days()).toEqual([{ day: '2026-02-27', hours: '3.00', recordedBy: expect.any(String) }]);

    await first(owner, HOURS, { d: '2026-02-27', h: null, b: 3 });

    expect(await days()).toEqual([]);
  });
});
