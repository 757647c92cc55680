import { type ChecklistItem, inspectionChecklist } from '@opticworks/optics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLab, anOrder, aPrescription, type Lab, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());

const owner = staff('admin');
const bench = staff('lab');
const LIMITS = 'version isChosenHere limits { code label unit value usual certainty source }';
const limits = async () => (await lab.ask(bench, `{ labTraceLimits { ${LIMITS} } }`)).labTraceLimits;
const saveLimits = async (values: Record<string, string>, over: object = {}, who = owner) =>
  (
    await lab.ask(
      who,
      `mutation ($input: LabTraceLimitsInput!) { saveLabTraceLimits(input: $input) { ... on LabTraceLimits { ${LIMITS} } ... on Refusal { code message } } }`,
      {
        input: {
          limits: Object.entries(values).map(([code, value]) => ({ code, value })),
          reason: 'other tracer',
          ...over,
        },
      },
    )
  ).saveLabTraceLimits;

const ITEMS = 'version isChosenHere certainty items { code group stages onlyWith isWaivable en de isKept }';
const checklist = async () => (await lab.ask(bench, `{ labChecklist { ${ITEMS} } }`)).labChecklist;
const saveList = async (items: readonly ChecklistItem[], over: object = {}, who = owner) =>
  (
    await lab.ask(
      who,
      `mutation ($input: LabChecklistInput!) { saveLabChecklist(input: $input) { ... on LabChecklist { ${ITEMS} } ... on Refusal { code message } } }`,
      { input: { items, reason: 'complaints about dust', ...over } },
    )
  ).saveLabChecklist;
const dust: ChecklistItem = {
  code: 'DUST',
  group: 'coating',
  stages: ['uncut', 'final'],
  isWaivable: true,
  en: 'No dust',
  de: 'Kein Staub',
};
const historyOf = async (area: string) =>
  (
    await lab.ask(
      owner,
      `{ labSettingChanges(areas: [${area}], first: 1) { version note changedBy differences { field before after } } }`,
    )
  ).labSettingChanges;

describe('what a traced frame is judged by', () => {
  it('is what the house came with, until an owner says otherwise, with who, why and from what', async () => {
    expect(await limits()).toMatchObject({ version: 0, isChosenHere: false });

    const saved = await saveLimits({ widthMax: '75', sidesDiffer: '0.4' }, { basedOn: 0 });

    expect(saved).toMatchObject({ version: 1, isChosenHere: true });
    expect(saved.limits).toContainEqual(
      expect.objectContaining({ code: 'widthMax', value: '75', usual: '70', certainty: 'common-practice' }),
    );
    expect(saved.limits).toContainEqual(expect.objectContaining({ code: 'widthMin', value: '30', usual: '30' }));
    expect(await historyOf('TRACES')).toMatchObject([
      {
        version: 1,
        note: 'other tracer',
        differences: expect.arrayContaining([
          { field: 'widthMax', before: '70', after: '75' },
          { field: 'sidesDiffer', before: '0.5', after: '0.4' },
        ]),
      },
    ]);
  });

  it('is refused with the limit and what may be given, without a reason, on an older version and by the bench', async () => {
    const { version } = await limits();
    expect(await saveLimits({ widthMax: '120' })).toEqual({
      code: 'TRACE_LIMIT_UNUSABLE',
      message: 'Widest lens (A): Give 40 to 100 mm. Nothing was saved.',
    });
    expect((await saveLimits({ widthMin: '60', widthMax: '50' })).message).toContain('It must be above');
    expect((await saveLimits({ toString: '1' })).message).toContain('There is no such limit');
    expect((await saveLimits({}, { reason: ' ' })).code).toBe('POLICY_REASON_MISSING');
    expect((await saveLimits({ dblMax: '30' }, { basedOn: version - 1 })).code).toBe('SETTING_CHANGED_MEANWHILE');
    expect((await saveLimits({ dblMax: '30' }, {}, bench)).code).toBe('FORBIDDEN');
    expect((await limits()).version).toBe(version);
  });

  it('loses no change of two owners at once', async () => {
    const { version } = await limits();
    const both = await Promise.all(['31', '32'].map((dblMax) => saveLimits({ dblMax }, { basedOn: version })));
    expect(both.map((one) => one.code ?? 'saved').sort()).toEqual(['SETTING_CHANGED_MEANWHILE', 'saved']);
  });
});

describe('what is looked at in an inspection', () => {
  const PLAN = `query ($q: String!) { labJobs(filter: { query: $q }) { edges { node { id inspectionPlan { finalChecklist { code label isWaivable } } } } } }`;
  const planOf = async (number: string, locale: 'en' | 'de' = 'en') =>
    (await lab.ask(bench, PLAN, { q: number }, { locale })).labJobs.edges[0].node.inspectionPlan.finalChecklist;

  it('is the owner’s list, in the language of the reader, from the next inspection on', async () => {
    const order = anOrder({ orderId: 'order_list' });
    await lab.hear('OrderPlaced', order);
    const before = await planOf(order.number);
    expect(before.map((one: { code: string }) => one.code)).not.toContain('DUST');

    const saved = await saveList([...inspectionChecklist.filter(({ code }) => code !== 'STRAIN'), dust], {
      basedOn: 0,
    });

    expect(saved).toMatchObject({ version: 1, isChosenHere: true, certainty: 'common-practice' });
    const after = await planOf(order.number, 'de');
    expect(after).toContainEqual({ code: 'DUST', label: 'Kein Staub', isWaivable: true });
    expect(after.map((one: { code: string }) => one.code)).not.toContain('STRAIN');
    expect((await historyOf('CHECKLIST'))[0].differences).toContainEqual({
      field: 'items.DUST.en',
      before: null,
      after: 'No dust',
    });
  });

  it('asks for CE marks and labels where glasses are filled in the Union', async () => {
    lab.siblings.prescription = aPrescription({ place: 'DE' });
    const order = anOrder({ orderId: 'order_eu' });
    await lab.hear('OrderPlaced', order);
    lab.siblings.prescription = aPrescription();
    const here = anOrder({ orderId: 'order_us' });
    await lab.hear('OrderPlaced', here);
    const codes = async (number: string) => (await planOf(number)).map((one: { code: string }) => one.code);

    expect(await codes(order.number)).toContain('DEVICE_LABELS');
    expect(await codes(here.number)).not.toContain('DEVICE_LABELS');
  });

  it('keeps what tells another lens from the right one, and is refused with what to do', async () => {
    const { version } = await checklist();
    expect(await saveList(inspectionChecklist.filter(({ code }) => code !== 'EYES_RIGHT'))).toEqual({
      code: 'CHECKLIST_UNUSABLE',
      message:
        '“Right lens right, left lens left”: It tells another wearer’s or an unsafe lens from the right one, and stays on the list. Nothing was saved.',
    });
    expect((await saveList([...inspectionChecklist, { ...dust, de: ' ' }])).message).toContain(
      'in English and in German',
    );
    expect((await saveList([...inspectionChecklist, { ...dust, group: 'luck' as 'edge' }])).message).toContain(
      'Choose a group',
    );
    expect((await saveList(inspectionChecklist, { reason: '' })).code).toBe('POLICY_REASON_MISSING');
    expect((await saveList(inspectionChecklist, { basedOn: version - 1 })).code).toBe('SETTING_CHANGED_MEANWHILE');
    expect((await saveList(inspectionChecklist, {}, bench)).code).toBe('FORBIDDEN');
    expect((await checklist()).version).toBe(version);
  });
});
