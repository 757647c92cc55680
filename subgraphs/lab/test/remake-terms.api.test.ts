import { remakePolicies } from '@opticworks/optics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLab, type Lab, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());

const TERMS = 'version isChosenHere reasons { code party usual } free { code parties withinDays maxEarlier reasons }';
const owner = staff('admin');
const bench = staff('lab');
const terms = async () => (await lab.ask(bench, `{ labRemakeTerms { ${TERMS} } }`)).labRemakeTerms;
const free = remakePolicies.map(({ code, parties, withinDays, maxEarlier }) => ({
  code,
  parties,
  withinDays,
  maxEarlier,
}));
const save = async (change: object, who = owner) =>
  (
    await lab.ask(
      who,
      `mutation ($input: LabRemakeTermsInput!) { saveLabRemakeTerms(input: $input) { ... on LabRemakeTerms { ${TERMS} } ... on Refusal { code message } } }`,
      { input: { reasons: [], free, reason: 'agreed with the stores', ...change } },
    )
  ).saveLabRemakeTerms;
const partyOf = async (code: string) =>
  (await lab.ask(bench, '{ remakeReasons { code chargedParty } }')).remakeReasons.find(
    (one: { code: string }) => one.code === code,
  ).chargedParty;

describe('who bears a remake', () => {
  it('is what the house came with, until an owner decides', async () => {
    expect(await terms()).toMatchObject({ version: 0, isChosenHere: false });
    expect(await partyOf('NON_ADAPT_PAL')).toBe('design-warranty');

    const saved = await save({ reasons: [{ code: 'NON_ADAPT_PAL', party: 'supplier' }], basedOn: 0 });

    expect(saved).toMatchObject({ version: 1, isChosenHere: true });
    expect(saved.reasons).toContainEqual({ code: 'NON_ADAPT_PAL', party: 'supplier', usual: 'design-warranty' });
    expect(await partyOf('NON_ADAPT_PAL')).toBe('supplier');
    expect(await partyOf('SPH')).toBe('lab');
    const { labSettingChanges } = await lab.ask(
      owner,
      '{ labSettingChanges(areas: [REMAKES], first: 1) { version note changedBy differences { field before after } } }',
    );
    expect(labSettingChanges).toMatchObject([
      {
        version: 1,
        note: 'agreed with the stores',
        differences: [{ field: 'parties.NON_ADAPT_PAL.party', before: 'design-warranty', after: 'supplier' }],
      },
    ]);
  });

  it('is free for as long and as often as an owner says, and the first that holds counts', async () => {
    const { version } = await terms();
    const shorter = free.map((one) => (one.code === 'LAB_ERROR_FREE' ? { ...one, withinDays: 30 } : one));
    expect(await save({ free: shorter, basedOn: version })).toMatchObject({ version: version + 1 });
    expect((await terms()).free).toContainEqual(expect.objectContaining({ code: 'LAB_ERROR_FREE', withinDays: 30 }));
  });

  it('refuses what makes no sense, naming it', async () => {
    for (const [change, field] of [
      [{ reasons: [{ code: 'NONSENSE', party: 'lab' }] }, 'NONSENSE'],
      [{ reasons: [{ code: 'SPH', party: 'the cat' }] }, 'SPH'],
      [
        {
          reasons: [
            { code: 'SPH', party: 'lab' },
            { code: 'SPH', party: 'store' },
          ],
        },
        'SPH',
      ],
      // The remake rate leaves warranty out: a fault of the lab cannot be moved there.
      [{ reasons: [{ code: 'SPH', party: 'warranty' }] }, 'SPH'],
      [{ reasons: [{ code: 'SCRATCH_WARRANTY', party: 'lab' }] }, 'SCRATCH_WARRANTY'],
      [{ free: [{ code: 'FREE_A', parties: [], withinDays: null }] }, 'FREE_A'],
      [{ free: [{ code: 'FREE_A', parties: ['lab'], withinDays: -1 }] }, 'FREE_A'],
      [{ free: [{ code: 'FREE_A', parties: ['lab'], reasons: [] }] }, 'FREE_A'],
      [{ free: [free[0], free[0]] }, 'LAB_ERROR_FREE'],
    ] as const)
      expect(await save(change)).toMatchObject({
        code: 'REMAKE_TERMS_UNREADABLE',
        message: expect.stringContaining(field),
      });
    expect(await save({ reason: '  ' })).toMatchObject({ code: 'POLICY_REASON_MISSING' });
    expect(await save({}, bench)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is changed by one of two owners at the same moment', async () => {
    const { version } = await terms();
    const answers = await Promise.all(
      ['store', 'prescriber'].map((party) => save({ reasons: [{ code: 'DR_CHANGE', party }], basedOn: version })),
    );
    const codes = answers.map((one) => one.code ?? 'saved').sort();
    // One of them may find what stands already and change nothing; never are both of them saved over each other.
    expect(codes).toContain('saved');
    expect((await terms()).version).toBe(version + 1);
    expect(codes).toContain('SETTING_CHANGED_MEANWHILE');
  });
});
