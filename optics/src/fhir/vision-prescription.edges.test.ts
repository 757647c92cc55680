import { describe, expect, it } from 'vitest';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { exportVisionPrescription, type VisionPrescriptionExport } from './export-vision-prescription.ts';
import type { FhirJson } from './fhir-json.ts';
import { type ImportedContactLens, importVisionPrescription } from './import-vision-prescription.ts';

const code = (...codes: unknown[]) => ({ coding: codes.map((one) => ({ code: one })) });
const lens = (eye: string, over: FhirJson = {}): FhirJson => ({ product: code('lens'), eye, sphere: -2, ...over });
const contact = (eye: string, over: FhirJson = {}): FhirJson => ({
  product: code('contact'),
  eye,
  power: -2.75,
  ...over,
});
const resource = (lensSpecification: unknown, over: FhirJson = {}): FhirJson => ({
  resourceType: 'VisionPrescription',
  status: 'active',
  dateWritten: '2026-03-01',
  lensSpecification,
  ...over,
});
const pair = [lens('right'), lens('left')];

const invalid = (field: string, key: string, value: string) => ({
  code: 'VALUE_INVALID',
  field,
  params: { field: key, value },
});

describe('what cannot be read is named: where it stands and what it says', () => {
  it.each<[string, unknown, object[]]>([
    ['null', null, [{ code: 'NOT_A_VISION_PRESCRIPTION', field: 'resourceType', params: {} }]],
    ['a list', [], [{ code: 'NOT_A_VISION_PRESCRIPTION', field: 'resourceType', params: {} }]],
    [
      'another resource with lenses',
      resource(pair, { resourceType: 'Observation' }),
      [{ code: 'NOT_A_VISION_PRESCRIPTION', field: 'resourceType', params: {} }],
    ],
    [
      'one without lenses',
      resource([]),
      [{ code: 'NOT_A_VISION_PRESCRIPTION', field: 'lensSpecification', params: {} }],
    ],
    [
      'lenses that are no list',
      resource({ eye: 'right' }),
      [{ code: 'NOT_A_VISION_PRESCRIPTION', field: 'lensSpecification', params: {} }],
    ],
    [
      'the DSTU2 form',
      resource(pair, { dispense: [] }),
      [{ code: 'DSTU2_NOT_ACCEPTED', field: 'dispense', params: {} }],
    ],
    [
      'a cancelled one',
      resource(pair, { status: 'cancelled' }),
      [{ code: 'STATUS_NOT_ACTIVE', field: 'status', params: { status: 'cancelled' } }],
    ],
    [
      'one without status',
      resource(pair, { status: undefined }),
      [{ code: 'STATUS_NOT_ACTIVE', field: 'status', params: { status: '' } }],
    ],
    [
      'one without date',
      resource(pair, { dateWritten: undefined }),
      [{ code: 'ISSUE_DATE_REQUIRED', field: 'dateWritten', params: {} }],
    ],
    [
      'one whose date is empty',
      resource(pair, { dateWritten: '' }),
      [{ code: 'ISSUE_DATE_REQUIRED', field: 'dateWritten', params: {} }],
    ],
    [
      'an eye of another name',
      resource([lens('both'), lens('left')]),
      [{ code: 'EYE_UNKNOWN', field: 'lensSpecification[0].eye', params: { value: 'both' } }],
    ],
    [
      'no eye at all',
      resource([lens('right'), 'left']),
      [{ code: 'EYE_UNKNOWN', field: 'lensSpecification[1].eye', params: { value: '' } }],
    ],
    [
      'one eye twice',
      resource([lens('right'), lens('left'), lens('right')]),
      [{ code: 'EYE_DUPLICATE', field: 'lensSpecification[2].eye', params: {} }],
    ],
    [
      'one contact lens eye twice',
      resource([contact('right'), contact('left'), contact('left')]),
      [{ code: 'EYE_DUPLICATE', field: 'lensSpecification[2].eye', params: {} }],
    ],
    [
      'contact power on a spectacle lens',
      resource([lens('right', { power: -2 }), lens('left')]),
      [{ code: 'SPECTACLE_POWER_MISPLACED', field: 'lensSpecification[0].power', params: {} }],
    ],
    [
      'a contact lens without power',
      resource([contact('right', { power: undefined, sphere: -2 }), contact('left')]),
      [{ code: 'CONTACT_POWER_REQUIRED', field: 'lensSpecification[0].power', params: {} }],
    ],
    [
      'a contact lens with a sphere besides',
      resource([contact('right', { sphere: -2 }), contact('left')]),
      [invalid('lensSpecification[0].sphere', 'sphere', '-2')],
    ],
    [
      'another product',
      resource([lens('right', { product: code('monocle') }), lens('left')]),
      [{ code: 'PRODUCT_UNKNOWN', field: 'lensSpecification[0].product', params: { value: 'monocle' } }],
    ],
    [
      'a product in words',
      resource([lens('right', { product: { text: 'goggles' } }), lens('left')]),
      [{ code: 'PRODUCT_UNKNOWN', field: 'lensSpecification[0].product', params: { value: 'goggles' } }],
    ],
    [
      'no product',
      resource([lens('right', { product: null }), lens('left')]),
      [{ code: 'PRODUCT_UNKNOWN', field: 'lensSpecification[0].product', params: { value: '' } }],
    ],
    [
      'codes that are none',
      resource([lens('right', { product: { coding: [null, 7, { code: '' }, { code: 3 }] } }), lens('left')]),
      [{ code: 'PRODUCT_UNKNOWN', field: 'lensSpecification[0].product', params: { value: '' } }],
    ],
    [
      'a modifier of the whole',
      resource(pair, { modifierExtension: [{}] }),
      [invalid('modifierExtension', 'modifierExtension', 'unknown')],
    ],
    [
      'a modifier of a lens',
      resource([lens('right'), lens('left', { modifierExtension: [{}] })]),
      [invalid('lensSpecification[1].modifierExtension', 'modifierExtension', 'unknown')],
    ],
    [
      'words for a power',
      resource([lens('right', { cylinder: '-0.50' }), lens('left')]),
      [invalid('lensSpecification[0].cylinder', 'cylinder', '-0.50')],
    ],
    [
      'a number without end',
      resource([lens('right', { axis: Number.POSITIVE_INFINITY }), lens('left')]),
      [invalid('lensSpecification[0].axis', 'axis', 'Infinity')],
    ],
    [
      'a power finer than any lens',
      resource([lens('right', { add: 1.0005 / 2 }), lens('left')]),
      [invalid('lensSpecification[0].add', 'add', '0.50025')],
    ],
    [
      'a prism in words',
      resource([lens('right', { prism: [{ amount: '2', base: 'in' }] }), lens('left')]),
      [invalid('lensSpecification[0].prism[0].amount', 'amount', '2')],
    ],
  ])('%s', (_, json, errors) => {
    const { findings } = importVisionPrescription(json);

    expect(findings.errors).toEqual(errors);
    expect(findings.warnings).toEqual([]);
  });
});

describe('what can be read', () => {
  const read = (json: unknown) => {
    const { prescription, findings } = importVisionPrescription(json);
    expect(findings.errors).toEqual([]);
    if (!prescription) throw new Error('expected');
    return { ...prescription, findings };
  };

  it('warns of a draft and of nothing else', () => {
    expect(read(resource(pair, { status: 'draft' })).findings).toEqual({
      errors: [],
      warnings: [{ code: 'STATUS_NOT_ACTIVE', field: 'status', params: { status: 'draft' } }],
      notices: [],
    });
    expect(read(resource(pair)).findings).toEqual({ errors: [], warnings: [], notices: [] });
  });

  it.each([
    ['the right lens', [lens('right')], { code: 'EYE_MISSING', field: 'lens', params: { eye: 'os' } }],
    ['the left lens', [lens('left')], { code: 'EYE_MISSING', field: 'lens', params: { eye: 'od' } }],
    ['the right contact lens', [contact('right')], { code: 'EYE_MISSING', field: 'contacts', params: { eye: 'os' } }],
  ])('tells that only %s was given', (_, specifications, notice) => {
    expect(read(resource(specifications)).findings.notices).toEqual([notice]);
  });

  it('counts from the calendar date of a moment', () => {
    expect(read(resource(pair, { dateWritten: '2026-03-01T09:30:00Z' })).issuedOn).toBe('2026-03-01');
  });

  it('leaves out identifiers without a value and references that are none', () => {
    const { identifiers, patientReference, prescriberReference, encounterReference } = read(
      resource(pair, {
        identifier: [{ value: '7' }, { system: 'urn:s', value: '8' }, { system: 'urn:s' }, { value: '' }, 'x', null],
        patient: 'Patient/1',
        prescriber: { reference: '' },
        encounter: { reference: 4 },
      }),
    );

    expect(identifiers).toEqual([
      { system: null, value: '7' },
      { system: 'urn:s', value: '8' },
    ]);
    expect([patientReference, prescriberReference, encounterReference]).toEqual([null, null, null]);
  });

  it('takes the code it knows among others, wherever it stands', () => {
    const { od, contacts } = read(
      resource([
        lens('right', { product: code('spectacle', 'lens') }),
        lens('left', { product: code('lens', 'pair') }),
        contact('right', { product: code('soft', 'contact') }),
        contact('left', { product: { text: 'contact' } }),
      ]),
    );

    expect(od?.sphere).toBe(-2000);
    expect([contacts.od?.power, contacts.os?.power]).toEqual([-2750, -2750]);
  });

  it('keeps prisms with their bases and asks for a base it does not know', () => {
    const prism = ['up', 'down', 'in', 'out', 'nasal'].map((base, i) => ({ amount: (i + 1) / 2, base }));
    const { od } = read(resource([lens('right', { prism: [...prism, 'x', null] }), lens('left')]));

    expect(od?.prisms).toEqual([
      { amount: 500, base: 'up' },
      { amount: 1000, base: 'down' },
      { amount: 1500, base: 'in' },
      { amount: 2000, base: 'out' },
      { amount: 2500, base: null },
    ]);
  });

  it('takes a value that is null for one that is not given', () => {
    const { od } = read(resource([lens('right', { axis: null, cylinder: null }), lens('left')]));

    expect(od).toMatchObject({ axis: null, cylinder: null });
  });

  it('collects the notes of spectacle lenses, and keeps those of a contact lens with it', () => {
    const note = [{ text: 'check fit' }, { text: '' }, 'x', null];
    const { notes, contacts } = read(
      resource([lens('right', { note }), lens('left'), contact('right', { note: [{ text: 'dry' }] }), contact('left')]),
    );

    expect(notes).toEqual(['check fit']);
    expect([contacts.od?.notes, contacts.os?.notes]).toEqual([['dry'], []]);
  });

  it.each<[string, unknown, ImportedContactLens['maximumWear']]>([
    ['by its code', { value: 1, unit: 'month', code: 'mo' }, { value: 1, unit: 'mo' }],
    ['by its words where it has no code', { value: 2, unit: 'weeks' }, { value: 2, unit: 'weeks' }],
    ['without a unit', { value: 3 }, { value: 3, unit: '' }],
    ['not at all without a number', { unit: 'mo' }, null],
    ['not at all from text', 'a month', null],
  ])('reads a duration %s', (_, duration, wear) => {
    expect(read(resource([contact('right', { duration }), contact('left')])).contacts.od?.maximumWear).toEqual(wear);
  });
});

describe('what goes out', () => {
  const eye = (over: Partial<EyeRx> = {}): EyeRx => ({
    sphere: -2000,
    cylinder: 0,
    axis: null,
    add: null,
    prisms: [],
    ...over,
  });
  const plainContact: ImportedContactLens = {
    power: -3000,
    cylinder: 0,
    axis: null,
    add: null,
    baseCurveMm: null,
    diameterMm: null,
    brand: null,
    colour: null,
    maximumWear: null,
    notes: [],
  };
  const from = (over: Partial<VisionPrescriptionExport> = {}): VisionPrescriptionExport => ({
    status: 'active',
    createdOn: '2026-03-01',
    issuedOn: '2026-03-01',
    patientReference: 'Patient/1',
    prescriberReference: 'Practitioner/2',
    ...over,
  });
  const product = (of: string) => ({
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/ex-visionprescriptionproduct', code: of }],
  });

  it('says no more than is known', () => {
    expect(exportVisionPrescription(from({ od: eye(), contacts: { od: plainContact, os: null } }))).toEqual({
      resourceType: 'VisionPrescription',
      status: 'active',
      created: '2026-03-01',
      dateWritten: '2026-03-01',
      patient: { reference: 'Patient/1' },
      prescriber: { reference: 'Practitioner/2' },
      lensSpecification: [
        { product: product('lens'), eye: 'right', sphere: -2 },
        { product: product('contact'), eye: 'right', power: -3 },
      ],
    });
  });

  it('says everything that is known of a contact lens', () => {
    const full: ImportedContactLens = {
      ...plainContact,
      cylinder: -1250,
      axis: 90,
      add: 1500,
      baseCurveMm: 8.6,
      diameterMm: 14.2,
      brand: 'Clarivue',
      colour: 'blue',
      maximumWear: { value: 1, unit: 'mo' },
      notes: ['dry'],
    };
    const { lensSpecification, encounter } = exportVisionPrescription(
      from({ contacts: { od: null, os: full }, encounterReference: 'Encounter/3' }),
    );

    expect(encounter).toEqual({ reference: 'Encounter/3' });
    expect(lensSpecification).toEqual([
      {
        product: product('contact'),
        eye: 'left',
        power: -3,
        cylinder: -1.25,
        axis: 90,
        add: 1.5,
        backCurve: 8.6,
        diameter: 14.2,
        brand: 'Clarivue',
        color: 'blue',
        duration: { value: 1, unit: 'mo', system: 'http://unitsofmeasure.org', code: 'mo' },
        note: [{ text: 'dry' }],
      },
    ]);
    // A named ADD ("high") is a matter of the brand and has no number to write.
    const named = exportVisionPrescription(from({ contacts: { od: null, os: { ...full, add: 'HIGH' } } }));
    expect(named.lensSpecification[0]).not.toHaveProperty('add');
  });

  it('writes no cylinder and no axis for a sphere', () => {
    const { lensSpecification } = exportVisionPrescription(from({ os: eye({ cylinder: 0, axis: 90 }) }));

    expect(lensSpecification).toEqual([{ product: product('lens'), eye: 'left', sphere: -2 }]);
  });

  describe('over the resource it came from', () => {
    const over = (original: FhirJson, changes: Partial<VisionPrescriptionExport>) =>
      exportVisionPrescription(from({ ...changes, original }));

    it('keeps a unit in words where the code is the same, and changes it where it is not', () => {
      const duration = { value: 1, unit: 'month', system: 'http://unitsofmeasure.org', code: 'mo' };
      const original = resource([contact('right', { duration, power: -3 })]);
      const wear = (unit: string) =>
        over(original, { contacts: { od: { ...plainContact, maximumWear: { value: 1, unit } }, os: null } })
          .lensSpecification[0]?.duration;

      expect(wear('mo')).toEqual(duration);
      expect(wear('wk')).toEqual({ ...duration, unit: 'wk', code: 'wk' });
      const inWords = resource([contact('right', { duration: { value: 1, unit: 'month' }, power: -3 })]);
      const { lensSpecification } = over(inWords, {
        contacts: { od: { ...plainContact, maximumWear: { value: 1, unit: 'mo' } }, os: null },
      });
      expect(lensSpecification[0]?.duration).toEqual({ ...duration, unit: 'mo' });
    });

    it('takes away what was taken away, each kind of lens by its own elements', () => {
      const rich = {
        cylinder: -1,
        axis: 90,
        add: 1,
        prism: [{ amount: 1, base: 'in' }],
        backCurve: 8.6,
        color: 'blue',
      };
      const original = resource([lens('right', rich), contact('right', { ...rich, power: -3 })]);
      const { lensSpecification } = over(original, { od: eye(), contacts: { od: plainContact, os: null } });

      // A spectacle lens has no back curve here, so it is somebody else's and stays; a contact lens has no prism here.
      expect(lensSpecification).toEqual([
        { product: product('lens'), eye: 'right', sphere: -2, backCurve: 8.6, color: 'blue' },
        { product: product('contact'), eye: 'right', power: -3, prism: [{ amount: 1, base: 'in' }] },
      ]);
    });

    it('keeps a zero that was written', () => {
      const original = resource([lens('right', { cylinder: 0 })]);

      expect(over(original, { od: eye() }).lensSpecification[0]).toHaveProperty('cylinder', 0);
    });

    it('writes a list anew when one of its items changed, came or went', () => {
      const prism = [
        { amount: 1, base: 'in', id: 'kept' },
        { amount: 2, base: 'up' },
      ];
      const original = resource([lens('right', { prism })]);
      const [first, second] = [
        { amount: 1000, base: 'in' },
        { amount: 2000, base: 'up' },
      ] as const;
      const out = (...prisms: EyeRx['prisms']) => over(original, { od: eye({ prisms }) }).lensSpecification[0]?.prism;

      expect(out(first, second)).toEqual(prism);
      expect(out(first, { ...second, amount: 2500 })).toEqual([
        { amount: 1, base: 'in' },
        { amount: 2.5, base: 'up' },
      ]);
      expect(out(first)).toEqual([{ amount: 1, base: 'in' }]);
      expect(out(first, second, first)).toHaveLength(3);
    });

    it('keeps the order of the lenses and puts new ones behind', () => {
      const original = resource([contact('left', { power: -3 }), lens('left'), 'x'], { id: '5' });
      const { id, lensSpecification } = over(original, {
        od: eye(),
        os: eye(),
        contacts: { od: null, os: plainContact },
      });

      expect(id).toBe('5');
      expect(lensSpecification.map((one) => `${one.product.coding?.[0]?.code} ${one.eye}`)).toEqual([
        'contact left',
        'lens left',
        'lens right',
      ]);
    });

    it('stands on an original whose parts are of another kind', () => {
      const original = { resourceType: 'VisionPrescription', patient: 'x', lensSpecification: 'none' };

      expect(over(original, { od: eye() })).toMatchObject({
        patient: { reference: 'Patient/1' },
        lensSpecification: [{ eye: 'right', sphere: -2 }],
      });
    });
  });
});
