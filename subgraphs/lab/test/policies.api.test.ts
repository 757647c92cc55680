import { waiverPolicy } from '@opticworks/optics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answered } from './answers.ts';
import { aBench } from './bench.ts';
import { aLab, type Lab, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());

const admin = staff('admin');
const ask = async <Answer = Answered>(document: string, variables: Record<string, unknown> = {}, who = admin) =>
  Object.values(await lab.ask(who, document, variables))[0] as Answer;
interface Waivers extends Answered {
  beyond: { code: string; percent: number }[];
  checks: { code: string; label: string }[];
}
const WAIVERS = `... on LabWaivers { version isChosenHere maxItems beyond { code percent } } ... on Refusal { code message }`;
const waivers = (who = admin) =>
  ask<Waivers>(`{ labWaivers { version isChosenHere maxItems beyond { code percent } } }`, {}, who);
const saveWaivers = (input: Record<string, unknown>, who = admin) =>
  ask(
    `mutation ($i: LabWaiversInput!) { saveLabWaivers(input: $i) { ${WAIVERS} } }`,
    { i: { maxItems: 2, beyond: [{ code: 'POWER', percent: 25 }], reason: 'as agreed', ...input } },
    who,
  );
const CALIBRATION = `... on LabCalibration { version isChosenHere rule } ... on Refusal { code message }`;
const saveCalibration = (input: Record<string, unknown>, who = admin) =>
  ask(
    `mutation ($i: LabCalibrationInput!) { saveLabCalibration(input: $i) { ${CALIBRATION} } }`,
    { i: { reason: 'until the van comes', ...input } },
    who,
  );
const changes = (area: string) =>
  ask<{ differences: object[] }[]>(
    `query ($a: [LabSettingArea!]) { labSettingChanges(areas: $a) { version note changedBy differences { field before after } } }`,
    {
      a: [area],
    },
  );

describe('how far a supervisor may let a lens pass', () => {
  it('is what the installation was set up with until an owner chooses', async () => {
    const standing = await waivers(staff('lab'));
    expect(standing).toMatchObject({ version: 0, isChosenHere: false, maxItems: waiverPolicy.maxItems });
    expect(standing.beyond).toEqual(
      Object.entries(waiverPolicy.beyond).map(([code, share]) => ({ code, percent: Math.round(share * 100) })),
    );
    const { checks } = await ask<Waivers>('{ labWaivers { checks { code label } } }');
    expect(checks[0]).toEqual({ code: 'POWER', label: 'Power, strongest meridian' });
    const german = await lab.ask(admin, '{ labWaivers { checks { label } } }', {}, { locale: 'de' });
    expect(german.labWaivers.checks[0].label).toBe('Stärke, stärkster Hauptschnitt');
  });

  it.each([
    ['a check nobody makes', { beyond: [{ code: 'CHARM', percent: 10 }] }, 'WAIVER_TERMS_UNREADABLE', 'CHARM'],
    [
      'a check twice',
      {
        beyond: [
          { code: 'ADD', percent: 10 },
          { code: 'ADD', percent: 20 },
        ],
      },
      'WAIVER_TERMS_UNREADABLE',
      'ADD',
    ],
    ['more than the tolerance again', { beyond: [{ code: 'ADD', percent: 101 }] }, 'WAIVER_TERMS_UNREADABLE', 'ADD'],
    ['less than nothing', { beyond: [{ code: 'ADD', percent: -1 }] }, 'WAIVER_TERMS_UNREADABLE', 'ADD'],
    ['more than ten values', { maxItems: 11 }, 'WAIVER_TERMS_UNREADABLE', 'maxItems'],
    ['fewer than none', { maxItems: -1 }, 'WAIVER_TERMS_UNREADABLE', 'maxItems'],
    ['no reason', { reason: ' ' }, 'POLICY_REASON_MISSING', '500'],
  ])('refuses %s and saves nothing', async (_, input, code, told) => {
    expect(await saveWaivers(input)).toMatchObject({ code, message: expect.stringContaining(told) });
    expect((await waivers()).version).toBe(0);
  });

  it('is kept with who, why and what changed check by check; nothing and all of a tolerance are its ends', async () => {
    const saved = await saveWaivers({
      maxItems: 1,
      beyond: [
        { code: 'HEIGHT', percent: 100 },
        { code: 'POWER', percent: 10 },
        { code: 'ADD', percent: 0 },
      ],
      basedOn: 0,
    });
    expect(saved).toEqual({
      version: 1,
      isChosenHere: true,
      maxItems: 1,
      beyond: [
        { code: 'POWER', percent: 10 },
        { code: 'HEIGHT', percent: 100 },
      ],
    });
    expect(await waivers()).toEqual(saved);
    const [change] = await changes('WAIVERS');
    expect(change).toMatchObject({ version: 1, note: 'as agreed', changedBy: 'Lee admin' });
    expect(change?.differences).toContainEqual({ field: 'beyond.POWER.percent', before: '25', after: '10' });
    expect(change?.differences).toContainEqual({ field: 'beyond.ADD.percent', before: '25', after: null });
    expect(change?.differences).toContainEqual({ field: 'maxItems', before: '2', after: '1' });
  });

  it('is changed by one of two owners at the same moment; the other is told who was first', async () => {
    const { version } = await waivers();
    const answers = await Promise.all([
      saveWaivers({ maxItems: 3, basedOn: version }),
      saveWaivers({ maxItems: 4, basedOn: version }),
    ]);
    expect(answers.filter((answer: Answered) => answer.code === 'SETTING_CHANGED_MEANWHILE')).toHaveLength(1);
    expect(answers.filter((answer: Answered) => answer.version === (version ?? 0) + 1)).toHaveLength(1);
    expect((await waivers()).version).toBe((version ?? 0) + 1);
  });

  it('is for owners', async () => {
    for (const role of ['lab', 'optician'] as const)
      expect(await saveWaivers({}, staff(role))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('an instrument out of calibration', () => {
  const saveInstrument = (code: string, due: string) =>
    ask(`mutation ($i: LabInstrumentInput!) { saveLabInstrument(input: $i) { ... on Refusal { code } } }`, {
      i: { code, kind: 'LENSMETER', name: code, calibrationDueOn: due },
    });

  it('measures nothing, or measures with a warning, as an owner says', async () => {
    expect(await ask('{ labCalibration { version isChosenHere rule } }', {}, staff('optician'))).toEqual({
      version: 0,
      isChosenHere: false,
      rule: 'REFUSE',
    });
    expect(await saveCalibration({ rule: 'WARN', reason: '' })).toMatchObject({ code: 'POLICY_REASON_MISSING' });
    expect(await saveCalibration({ rule: 'WARN' }, staff('lab'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await saveCalibration({ rule: 'WARN', basedOn: 0 })).toEqual({
      version: 1,
      isChosenHere: true,
      rule: 'WARN',
    });
    expect(await saveCalibration({ rule: 'REFUSE', basedOn: 0 })).toMatchObject({ code: 'SETTING_CHANGED_MEANWHILE' });
    // Saving what stands already is no change.
    expect(await saveCalibration({ rule: 'WARN', basedOn: 1 })).toMatchObject({ version: 1 });
    expect(await changes('CALIBRATION')).toEqual([
      {
        version: 1,
        note: 'until the van comes',
        changedBy: 'Lee admin',
        differences: [{ field: 'rule', before: 'refuse', after: 'warn' }],
      },
    ]);
  });

  it('is held to that in the very next inspection', async () => {
    await saveInstrument('LM-OLD', '2020-01-01');
    const bench = aBench(lab);
    const inspect = async (tray: string) => {
      const { id } = await bench.tray(tray, {}, 'PICKED', 'FINISHING', 'INSPECTION');
      const eye = { sphere: '-2.00' };
      return ask<{ inspection: { warnings: string[] } }>(
        `mutation ($i: InspectionInput!) { inspectLabJob(input: $i) { ... on InspectionOutcome { inspection { warnings } } ... on Refusal { code } } }`,
        { i: { jobId: id, instrument: 'LM-OLD', cosmeticPass: true, od: eye, os: eye } },
        staff('lab'),
      );
    };
    const warned = await inspect('CAL-1');
    expect(warned.inspection.warnings.join(' ')).toMatch(/calibrat/i);

    await saveCalibration({ rule: 'REFUSE', basedOn: 1 });
    expect(await inspect('CAL-2')).toEqual({ code: 'INSTRUMENT_OUT_OF_CALIBRATION' });
  });
});
