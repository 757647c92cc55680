import { describe, expect, it } from 'vitest';
import type { PrescriptionReading } from '../ports/prescriptions.ts';
import type { Services } from '../services.ts';
import type { Person, Shelf } from './customers-and-shelf.ts';
import { seededRandom } from './seeded-random.ts';
import { wishes } from './wishes.ts';

const CODES =
  'sv-distance sv-aspheric anti-fatigue sv-near office ft-28 progressive-standard progressive-premium progressive-custom cr39 index-156 trivex polycarbonate index-160 index-167 index-174 ar-standard ar-premium blue-coating photochromic hard-coat tint-solid polarised'.split(
    ' ',
  );
const shelf: Shelf = {
  frames: ['frame_low', 'frame_a', 'frame_b'],
  others: ['cloth'],
  lensOptions: new Map(CODES.map((code) => [code, code])),
};
const person: Person = {
  customerId: 'cust_1',
  email: 'a@example.com',
  locale: 'en',
  address: { name: 'A', line1: '1', city: 'C', postalCode: '1', countryCode: 'US' },
  prescriptionId: 'rx_1',
  signedOffAt: null,
  paperId: null,
};

/** A catalogue that makes nothing in the low frame. */
function aShop(sphere: number, add: number | null): Services {
  const eye = { sphere, cylinder: 0, axis: null, add, prisms: [] };
  const reading = { prescription: { od: eye, os: eye } } as unknown as PrescriptionReading;
  return {
    prescriptions: { read: async () => reading },
    pricing: {
      quote: async ({ lines }: { lines: { variantId: string }[] }) => ({
        lines: lines.map(({ variantId }) => ({
          issues: variantId === 'frame_low' ? [{ code: 'FITTING_HEIGHT_LOW', severity: 'warning' }] : [],
        })),
      }),
    },
  } as unknown as Services;
}

async function hundredWishes(sphere: number, add: number | null) {
  const random = seededRandom(7);
  const services = aShop(sphere, add);
  const all = [];
  for (let i = 0; i < 100; i += 1) all.push(...(await wishes(services, random, person, shelf, true)));
  return all.filter(({ lens }) => lens);
}

describe('what customers of a demonstration want', () => {
  it('is multifocal or for reading only where the prescription has an addition', async () => {
    const young = await hundredWishes(-2_000, null);
    const older = await hundredWishes(-2_000, 2_000);

    expect(new Set(young.map(({ lens }) => lens!.use))).toEqual(new Set(['DISTANCE']));
    expect(new Set(older.map(({ lens }) => lens!.use))).toEqual(new Set(['DISTANCE', 'NEAR', 'OFFICE', 'MULTIFOCAL']));
    expect(older.filter(({ lens }) => lens!.designId.startsWith('progressive')).length).toBeGreaterThan(40);
  });

  it('is a frame everything can be made in without a question left open', async () => {
    const wanted = await hundredWishes(-2_000, 2_000);

    expect(new Set(wanted.map(({ variantId }) => variantId))).toEqual(new Set(['frame_a', 'frame_b']));
  });

  it('is a high index for strong powers', async () => {
    const strong = await hundredWishes(-7_500, null);

    expect(new Set(strong.map(({ lens }) => lens!.materialId))).toEqual(new Set(['index-174', 'index-167']));
  });

  it('is the same every time', async () => {
    expect(await hundredWishes(1_500, 1_250)).toEqual(await hundredWishes(1_500, 1_250));
  });
});
