import type { MeasurementValue } from '@opticworks/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aLab, anOrder, aPrescription, aStore, BOARD, type Lab, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.siblings.prescription = aPrescription();
  lab.siblings.prescriptions = {};
  lab.siblings.measurements = {};
  lab.siblings.rxStatus = 'SIGNED_OFF';
  lab.siblings.rules = {};
});

const eye = (sphere: number, cylinder = 0, axis: number | null = null, add: number | null = null) => ({
  sphere,
  cylinder,
  axis,
  add,
  prisms: [],
});

let count = 0;
/** A pair that has passed; its lenses as they were calculated. */
async function aPassedJob(over: Parameters<typeof anOrder>[0] = {}): Promise<string> {
  count += 1;
  const order = anOrder({ orderId: `changed_${count}`, ...over });
  await lab.hear('OrderPlaced', order);
  const { labJobs } = await lab.ask(staff('lab'), BOARD, { f: { query: order.number } });
  const id = labJobs.edges[0].node.id as string;
  await pass(id);
  return id;
}
const pass = (id: string) =>
  lab.subgraph.database.query(
    `UPDATE lab_job SET status = 'PASSED', passed_at = now(), first_pass = true, frame_in_hand = true WHERE id = $1`,
    [id],
  );

const START = `mutation ($id: ID!, $r: String!, $eyes: [String!]!, $c: RemakeChangesInput) {
  startRemake(jobId: $id, reasonCode: $r, eyes: $eyes, changes: $c) { ... on LabJob { id } ... on Refusal { code message } } }`;
async function start(id: string, r: string, c: Record<string, unknown> | null, eyes = ['OD', 'OS']) {
  const { startRemake } = await lab.ask(staff('lab'), START, { id, r, c, eyes });
  await lab.settle();
  return startRemake;
}
const JOB = `query ($id: ID!) { labJob(id: $id) { id status holdReasons designName materialName frameName remakeChanges pdOdMm
  prescription { id } calculationWarnings { code severity }
  remake { replacesFrame cost { lenses { amount } frame { amount } } }
  lenses { eye sphere axis decentrationInMm blankSku } } }`;
const jobOf = async (id: string) => (await lab.ask(staff('lab'), JOB, { id })).labJob;

describe('a remake that is made otherwise', () => {
  it('is made by another signed-off prescription, which it names', async () => {
    const id = await aPassedJob();
    lab.siblings.prescriptions = {
      rx_new: aPrescription({ id: 'rx_new', od: eye(-2_500, -500, 170), os: eye(-2_000) }),
    };
    const remake = await start(id, 'DR_CHANGE', { prescriptionId: 'rx_new' });

    const job = await jobOf(remake.id);
    expect(job).toMatchObject({
      remakeChanges: ['prescription'],
      prescription: { id: 'rx_new' },
      status: 'RELEASED',
    });
    expect(job.lenses.map((lens: { sphere: string }) => lens.sphere)).toEqual(['-2.50', '-2.00']);
    expect((await jobOf(id)).prescription.id).toBe('rx_1');
  });

  it('waits for the sign-off when the prescription is withdrawn before it is prepared', async () => {
    const id = await aPassedJob();
    lab.siblings.prescriptions = { rx_new: aPrescription({ id: 'rx_new', od: eye(-2_500), os: eye(-2_000) }) };
    const { startRemake } = await lab.ask(staff('lab'), START, {
      id,
      r: 'DR_CHANGE',
      c: { prescriptionId: 'rx_new' },
      eyes: ['OD', 'OS'],
    });
    lab.siblings.rxStatus = 'REVOKED';
    await lab.settle();
    expect(await jobOf(startRemake.id)).toMatchObject({ status: 'ON_HOLD', holdReasons: ['RX_VERIFICATION'] });
  });

  it.each(['ENTERED', 'IN_REVIEW', 'REJECTED', 'REVOKED'])(
    'is not made by a prescription that is %s',
    async (status) => {
      const id = await aPassedJob();
      lab.siblings.prescriptions = { rx_new: aPrescription({ id: 'rx_new' }) };
      lab.siblings.rxStatus = status;
      expect(await start(id, 'DR_CHANGE', { prescriptionId: 'rx_new' })).toMatchObject({
        code: 'PRESCRIPTION_NOT_SIGNED_OFF',
      });
    },
  );

  it('is centred by another measurement', async () => {
    const id = await aPassedJob();
    lab.siblings.measurements = { again: aMeasurement({ pdOdMm: 33, pdOsMm: 30 }) };
    const remake = await start(id, 'PD_WRONG', { measurementId: 'again' });
    const job = await jobOf(remake.id);
    expect(job).toMatchObject({ remakeChanges: ['measurement'], pdOdMm: '33' });
    // Half of 52 + 18, less 33 and 30.
    expect(job.lenses.map((lens: { decentrationInMm: string }) => lens.decentrationInMm)).toEqual(['2', '5']);
  });

  it('is of another design, material, treatments and in another frame, at what those cost', async () => {
    const id = await aPassedJob();
    const remake = await start(id, 'STYLE_CHANGE', {
      designId: 'sv-near',
      materialId: 'index-160',
      treatmentIds: ['hard-coat'],
      frameSku: 'FR-2',
    });
    expect(await jobOf(remake.id)).toMatchObject({
      designName: 'sv-near',
      frameName: 'Juno 48',
      remakeChanges: ['design', 'treatments', 'frame'],
      remake: { replacesFrame: true },
      holdReasons: expect.arrayContaining(['FRAME_AWAITED']),
    });
    expect((await jobOf(id)).frameName).toBe('Juno 52');
  });

  it('is tinted in another colour, which is another treatment', async () => {
    const grey = { treatmentId: 'tint-solid', treatmentCode: 'tint-solid', colourName: 'Grey', absorptionPercent: 75 };
    const id = await aPassedJob({
      treatments: ['tint-solid', 'hard-coat'],
      colours: [{ ...grey, colourCode: 'grey' }],
    });
    const same = [{ treatmentId: 'tint-solid', colourCode: 'grey', absorptionPercent: 75 }];
    expect(await start(id, 'TREATMENT_WRONG', { colours: same })).toMatchObject({ code: 'REMAKE_CHANGES_NOTHING' });
    const remake = await start(id, 'TREATMENT_WRONG', { colours: [{ ...same[0], colourCode: 'brown' }] });
    expect(await jobOf(remake.id)).toMatchObject({ remakeChanges: ['treatments'] });
    expect(
      await start(id, 'TREATMENT_WRONG', { colours: [{ ...same[0], colourCode: 'brown' }] }, ['OD']),
    ).toMatchObject({
      code: 'BOTH_LENSES_CHANGE',
    });
  });

  it.each([
    [{ designId: 'nobody-knows' }, 'CHANGE_UNKNOWN', 'design'],
    [{ materialId: 'glass-of-water' }, 'CHANGE_UNKNOWN', 'material'],
    [{ treatmentIds: ['varnish'] }, 'CHANGE_UNKNOWN', 'treatment'],
    [{ frameSku: 'FR-9' }, 'CHANGE_UNKNOWN', 'frame'],
    // A progressive of a prescription without an ADD.
    [{ designId: 'progressive-premium' }, 'CHANGE_NOT_POSSIBLE', 'ADD'],
  ])('refuses %j', async (changes, code, word) => {
    const id = await aPassedJob();
    expect(await start(id, 'NON_ADAPT_BASE', changes)).toMatchObject({ code, message: expect.stringContaining(word) });
  });

  it.each([
    ['DR_CHANGE', null, 'prescription'],
    ['PD_WRONG', { designId: 'sv-near' }, 'measurement or prescription'],
    ['DESIGN_WRONG', { designId: 'sv-distance' }, 'design'],
    ['MATERIAL_WRONG', null, 'material'],
    ['TREATMENT_WRONG', { treatmentIds: ['ar-standard'] }, 'treatments'],
    ['FRAME_SIZE_WRONG', { frameSku: 'FR-1' }, 'frame'],
  ])('by the reason %s is not made the same way again (%j)', async (reason, changes, what) => {
    const id = await aPassedJob();
    expect(await start(id, reason, changes)).toMatchObject({
      code: 'REMAKE_CHANGES_NOTHING',
      message: expect.stringContaining(`another ${what}`),
    });
  });
});

describe('one lens beside the one that stays', () => {
  it('is refused another design, for both would have to be', async () => {
    const id = await aPassedJob();
    expect(await start(id, 'DESIGN_WRONG', { designId: 'sv-near' }, ['OD'])).toMatchObject({
      code: 'BOTH_LENSES_CHANGE',
    });
  });

  it('takes another prescription as long as that is the same for the lens that stays', async () => {
    const id = await aPassedJob();
    lab.siblings.prescriptions = {
      one: aPrescription({ id: 'one', od: eye(-2_500, -500, 175) }),
      both: aPrescription({ id: 'both', od: eye(-2_500), os: eye(-2_000) }),
    };
    expect(await start(id, 'DR_CHANGE', { prescriptionId: 'both' }, ['OD'])).toMatchObject({
      code: 'CHANGE_NOT_POSSIBLE',
      message: expect.stringContaining('made for other powers'),
    });
    const remake = await start(id, 'DR_CHANGE', { prescriptionId: 'one' }, ['OD']);
    const { status, lenses } = await jobOf(remake.id);
    expect(status).toBe('RELEASED');
    expect(lenses).toMatchObject([{ eye: 'OD', sphere: '-2.50' }]);
  });

  it('takes another PD of its own eye only', async () => {
    const id = await aPassedJob();
    lab.siblings.measurements = {
      both: aMeasurement({ pdOdMm: 33, pdOsMm: 30 }),
      one: aMeasurement({ pdOdMm: 33, pdOsMm: 32 }),
    };
    expect(await start(id, 'PD_WRONG', { measurementId: 'both' }, ['OD'])).toMatchObject({
      code: 'CHANGE_NOT_POSSIBLE',
      message: expect.stringContaining('another PD or height'),
    });
    expect(await start(id, 'PD_WRONG', { measurementId: 'one' }, ['OD'])).toHaveProperty('id');
  });

  it.each([
    [[1_000, 2_000, 4_000], 'RELEASED', 'B0400', []],
    [[1_000, 2_000], 'ON_HOLD', null, ['FELLOW_BASE_DIFFERS']],
  ])('gets of the bases %j the one that goes with it: %s', async (bases, status, base, problems) => {
    lab.siblings.prescription = aPrescription({ od: eye(-7_000), os: eye(-7_000) });
    const stock = (of: number[]) => {
      lab.siblings.store = aStore().map((series) =>
        series.form === 'semi-finished' ? { ...series, bases: of } : series,
      );
      lab.siblings.storeVersion = `bases ${of.join(' ')}`;
    };
    // What the rule asks for is 2.5; ground on 4.0, for there was no other.
    stock([4_000]);
    const id = await aPassedJob({ treatments: [] });
    expect((await jobOf(id)).lenses[1].blankSku).toContain('B0400');
    stock(bases);
    const remake = await start(id, 'SCRATCH', null, ['OD']);
    const job = await jobOf(remake.id);
    expect(job.status).toBe(status);
    expect(
      job.calculationWarnings.flatMap((one: { code: string; severity: string }) =>
        one.severity === 'ERROR' ? one.code : [],
      ),
    ).toEqual(problems);
    if (base) expect(job.lenses).toMatchObject([{ eye: 'OD', blankSku: expect.stringContaining(base) }]);
    stock([500, 1_000, 2_000, 4_000, 6_000, 8_000]);
  });

  it('is thinned like the one that stays, by the rules that was made by', async () => {
    lab.siblings.prescription = aPrescription({
      od: eye(-2_000, 0, null, 2_000),
      os: eye(-2_000, 0, null, 2_000),
      segHeightMm: 22,
      birthYear: 1970,
    });
    const id = await aPassedJob({ design: 'progressive-premium', treatments: [] });
    const { rules } = lab.siblings;
    const { defaultMakingRules } = await import('@opticworks/optics');
    lab.siblings.rules = { ...rules, limits: { ...defaultMakingRules.limits, thinningPerAdd: 0.3 } };
    lab.siblings.storeVersion = `thinner ${count}`;
    const remake = await start(id, 'SCRATCH', null, ['OD']);
    expect(
      (await jobOf(remake.id)).calculationWarnings.filter((one: { severity: string }) => one.severity === 'ERROR'),
    ).toEqual([]);

    // A new ADD would be thinned by more than the lens that stays.
    await pass(remake.id);
    lab.siblings.prescriptions = {
      more: aPrescription({
        id: 'more',
        od: eye(-2_000, 0, null, 2_500),
        os: eye(-2_000, 0, null, 2_500),
        segHeightMm: 22,
        birthYear: 1970,
      }),
    };
    expect(await start(remake.id, 'DR_CHANGE', { prescriptionId: 'more' }, ['OD'])).toMatchObject({
      code: 'CHANGE_NOT_POSSIBLE',
    });
  });

  it('is inspected as a pair: what the other reads of itself is told, and what they make together decides', async () => {
    const id = await aPassedJob();
    const remake = await start(id, 'SCRATCH', null, ['OD']);
    const final = async (os: Record<string, unknown> | null, od: Record<string, unknown> = {}) => {
      await lab.subgraph.database.query(`UPDATE lab_job SET status = 'INSPECTION' WHERE id = $1`, [remake.id]);
      const { inspectLabJob } = await lab.ask(
        staff('lab'),
        `mutation ($i: InspectionInput!) { inspectLabJob(input: $i) {
          ... on InspectionOutcome { inspection { verdict checks { code eye pass isBinding } } } ... on Refusal { code message } } }`,
        {
          i: {
            jobId: remake.id,
            od: { sphere: '-2.00', cylinder: '-0.50', axis: 175, pdMm: '31', prismVertical: '0.00', ...od },
            os,
            cosmeticPass: true,
          },
        },
      );
      return inspectLabJob;
    };
    expect(await final(null)).toMatchObject({ code: 'MEASUREMENT_MISSING', message: expect.stringContaining('OS') });
    const worn = await final({ sphere: '-2.25', pdMm: '32', prismVertical: '0.00' });
    expect(worn.inspection.verdict).toBe('PASS');
    expect(worn.inspection.checks).toContainEqual({ code: 'POWER', eye: 'OS', pass: false, isBinding: false });
    const uneven = await final({ sphere: '-1.75', pdMm: '32', prismVertical: '-0.25' }, { prismVertical: '0.25' });
    expect(uneven.inspection.verdict).toBe('FAIL');
    expect(uneven.inspection.checks).toContainEqual({
      code: 'PRISM_VERTICAL',
      eye: null,
      pass: false,
      isBinding: true,
    });
  });
});

const aMeasurement = (pd: { pdOdMm: number; pdOsMm: number }): MeasurementValue => ({
  id: 'again',
  method: 'DIGITAL',
  measuredAt: '2026-03-01T10:00:00.000Z',
  measuredBy: 'Iris',
  frameSku: null,
  ...pd,
  nearPdOdMm: null,
  nearPdOsMm: null,
  heights: null,
  heightKind: null,
  vertexMm: null,
  refractedVertexMm: null,
  pantoscopicTiltDegrees: null,
  faceFormDegrees: null,
});
