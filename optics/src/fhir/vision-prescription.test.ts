import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contactLensExpiry, isExpired } from '../legal/expiry.ts';
import type { EyeRx, EyeRxDraft } from '../prescription/prescription.types.ts';
import { nearRx, sphericalEquivalent } from '../prescription/transpose.ts';
import { validatePrescription } from '../prescription/validate-prescription.ts';
import { exportVisionPrescription } from './export-vision-prescription.ts';
import type { FhirJson } from './fhir-json.ts';
import { type ImportedVisionPrescription, importVisionPrescription } from './import-vision-prescription.ts';

const example = (id: string) =>
  JSON.parse(readFileSync(new URL(`../../test-data/vision-prescription-${id}.json`, import.meta.url), 'utf8'));

/** Out again as it came in, the way a caller does it: what was imported, and nothing added. */
function again(from: Omit<ImportedVisionPrescription, 'original'> & { original?: FhirJson }) {
  const fill = (eye: EyeRxDraft | null) => eye && ({ ...eye, cylinder: eye.cylinder ?? 0 } as EyeRx);
  const { od, os, createdOn, issuedOn, patientReference, prescriberReference, ...rest } = from;
  return exportVisionPrescription({
    ...rest,
    ...(from.original ? {} : { id: '33123' }),
    status: 'active',
    createdOn: createdOn ?? '',
    issuedOn: issuedOn ?? '',
    patientReference: patientReference ?? '',
    prescriberReference: prescriberReference ?? '',
    od: fill(od),
    os: fill(os),
  });
}

describe('example 33123, spectacles', () => {
  const { prescription, findings } = importVisionPrescription(example('33123'));

  it('is read without errors', () => {
    expect(findings.errors).toEqual([]);
    expect(prescription).toMatchObject({
      status: 'active',
      issuedOn: '2014-06-15',
      identifiers: [{ system: 'http://www.happysight.com/prescription', value: '15013' }],
      od: { sphere: -2000, cylinder: null, axis: null, add: 2000, prisms: [{ amount: 500, base: 'down' }] },
      os: { sphere: -1000, cylinder: -500, axis: 180, add: 2000, prisms: [{ amount: 500, base: 'up' }] },
      contacts: { od: null, os: null },
    });
  });

  it('has the powers it should have, and asks about the vertical imbalance', () => {
    if (!prescription?.od || !prescription.os) throw new Error('both eyes expected');
    const checked = validatePrescription(
      {
        od: prescription.od,
        os: prescription.os,
        pd: null,
        issuedOn: prescription.issuedOn,
        prescriber: { name: 'Dr. Example', licence: 'X1' },
      },
      { use: 'progressive', today: '2014-07-01', jurisdiction: 'US' },
    );
    const eyes = checked.normalised;

    expect(checked.errors).toEqual([]);
    expect(checked.warnings).toContainEqual({
      code: 'VERTICAL_PRISM_IMBALANCE',
      field: 'pair',
      params: { amount: 1000 },
    });
    expect(eyes && [sphericalEquivalent(eyes.od), sphericalEquivalent(eyes.os)]).toEqual([-2000, -1250]);
    expect(eyes && [nearRx(eyes.od).sphere, nearRx(eyes.os).sphere]).toEqual([0, 1000]);
  });

  it('goes out as it came in', () => {
    if (!prescription) throw new Error('expected');
    const fill = (eye: typeof prescription.od) => ({ ...eye, cylinder: eye?.cylinder ?? 0 }) as EyeRx;
    const out = exportVisionPrescription({
      ...prescription,
      id: '33123',
      status: 'active',
      createdOn: '2014-06-15',
      issuedOn: '2014-06-15',
      patientReference: 'Patient/example',
      prescriberReference: 'Practitioner/example',
      od: fill(prescription.od),
      os: fill(prescription.os),
    });
    expect(out).toEqual(example('33123'));
    const { original: _, ...without } = prescription;
    expect(again(without)).toEqual(example('33123'));
  });
});

describe('example 33124, contact lenses', () => {
  const { prescription, findings } = importVisionPrescription(example('33124'));

  it('is read with power instead of sphere', () => {
    expect(findings.errors).toEqual([]);
    expect(prescription?.od).toBeNull();
    expect(prescription?.contacts.od).toMatchObject({
      power: -2750,
      cylinder: -2250,
      axis: 160,
      add: 1750,
      baseCurveMm: 8.7,
      diameterMm: 14,
      colour: 'green',
      brand: 'OphthaGuard',
      maximumWear: { value: 1, unit: 'mo' },
      notes: ['Shade treatment for extreme light sensitivity'],
    });
    expect(prescription?.contacts.os).toMatchObject({ power: -2750, cylinder: -3500 });
  });

  it('goes out as it came in, encounter, notes and units included', () => {
    if (!prescription) throw new Error('expected');
    expect(again(prescription)).toEqual(example('33124'));
  });

  it('is expired for sale', () => {
    expect(isExpired(contactLensExpiry({ issuedOn: prescription?.issuedOn ?? '' }, 'US'), '2026-06-01')).toBe(true);
  });
});

describe('refusals', () => {
  const codes = (json: unknown) => importVisionPrescription(json).findings.errors.map((e) => e.code);
  const changed = (change: (json: ReturnType<typeof example>) => void, id = '33123') => {
    const json = example(id);
    change(json);
    return json;
  };

  it.each<[string, unknown, string]>([
    ['anything else', { resourceType: 'Patient' }, 'NOT_A_VISION_PRESCRIPTION'],
    ['text', 'hello', 'NOT_A_VISION_PRESCRIPTION'],
    [
      'the DSTU2 form',
      { resourceType: 'VisionPrescription', dispense: [{ eye: 'right', prism: 0.5, base: 'down' }] },
      'DSTU2_NOT_ACCEPTED',
    ],
    [
      'a cancelled one',
      changed((j) => {
        j.status = 'cancelled';
      }),
      'STATUS_NOT_ACTIVE',
    ],
    [
      'the same eye twice',
      changed((j) => {
        j.lensSpecification[1].eye = 'right';
      }),
      'EYE_DUPLICATE',
    ],
    [
      'both eyes in one',
      changed((j) => {
        j.lensSpecification[0].eye = 'both';
      }),
      'EYE_UNKNOWN',
    ],
    [
      'power on a spectacle lens',
      changed((j) => {
        j.lensSpecification[0].power = -2;
      }),
      'SPECTACLE_POWER_MISPLACED',
    ],
    [
      'sphere on a contact lens',
      changed((j) => {
        const s = j.lensSpecification[0];
        s.sphere = s.power;
        delete s.power;
      }, '33124'),
      'CONTACT_POWER_REQUIRED',
    ],
    [
      'text for a number',
      changed((j) => {
        j.lensSpecification[0].sphere = '-2.00';
      }),
      'VALUE_INVALID',
    ],
    [
      'an unknown product',
      changed((j) => {
        j.lensSpecification[0].product.coding[0].code = 'monocle';
      }),
      'PRODUCT_UNKNOWN',
    ],
  ])('%s', (_, json, code) => expect(codes(json)).toContain(code));
});

describe('a resource of somebody else', () => {
  const rich = () => {
    const json = example('33123');
    return {
      ...json,
      meta: { versionId: '3' },
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">…</div>' },
      extension: [{ url: 'https://example.com/pd', valueDecimal: 63.5 }],
      patient: { ...json.patient, display: 'A. Example' },
      lensSpecification: json.lensSpecification.toReversed().map((spec: FhirJson) => ({
        ...spec,
        id: `lens-${spec.eye}`,
        note: [{ authorReference: { reference: 'Practitioner/example' }, text: 'check fit' }],
      })),
    };
  };
  const read = (json: unknown) => {
    const { prescription, findings } = importVisionPrescription(json);
    if (!prescription || findings.errors.length > 0) throw new Error(findings.errors[0]?.code);
    return prescription;
  };

  it('goes out again with everything that has no place here', () => {
    const json = rich();
    const out = again(read(json));

    expect(out).toEqual(json);
    expect(JSON.stringify(out)).toBe(JSON.stringify(json));
  });

  it('changes what was changed and nothing else', () => {
    const json = rich();
    const imported = read(json);
    if (!imported.os) throw new Error('expected');
    const out = again({ ...imported, os: { ...imported.os, sphere: -1250, cylinder: 0, axis: null, prisms: [] } });

    const left = json.lensSpecification.find((spec: FhirJson) => spec.eye === 'left');
    const { cylinder: _c, axis: _a, prism: _p, ...kept } = left;
    expect(out.lensSpecification.find((spec) => spec.eye === 'left')).toEqual({ ...kept, sphere: -1.25 });
    expect({ ...out, lensSpecification: null }).toEqual({ ...json, lensSpecification: null });
    expect(imported.original).toEqual(rich());
  });

  it.each<[string, (json: ReturnType<typeof rich>) => void]>([
    ['a modifier nobody here understands', (json) => Object.assign(json, { modifierExtension: [{ url: 'urn:x' }] })],
    [
      'a modifier on one lens',
      (json) => Object.assign(json.lensSpecification[0], { modifierExtension: [{ url: 'urn:x' }] }),
    ],
    ['a power finer than a thousandth', (json) => Object.assign(json.lensSpecification[0], { sphere: -1.00025 })],
  ])('is refused for %s', (_, change) => {
    const json = rich();
    change(json);
    expect(importVisionPrescription(json).findings.errors.map((e) => e.code)).toEqual(['VALUE_INVALID']);
  });
});
