import type { AddedLine } from '../carts/add-to-cart.ts';
import type { LensWish } from '../carts/cart.model.ts';
import { SHOP_CURRENCY } from '../carts/own-cart.ts';
import type { PrescriptionReading } from '../ports/prescriptions.ts';
import type { Services } from '../services.ts';
import type { Person, Shelf } from './customers-and-shelf.ts';
import type { Random } from './seeded-random.ts';

type Wanted = readonly [design: string, use: string, share: number];
/** What people with a near addition buy, and what everybody else does, in the shares of an ordinary shop. */
const WITH_ADDITION: readonly Wanted[] = [
  ['progressive-premium', 'MULTIFOCAL', 30],
  ['progressive-standard', 'MULTIFOCAL', 22],
  ['progressive-custom', 'MULTIFOCAL', 8],
  ['ft-28', 'MULTIFOCAL', 6],
  ['sv-near', 'NEAR', 14],
  ['office', 'OFFICE', 10],
  ['sv-distance', 'DISTANCE', 10],
];
const WITHOUT_ADDITION: readonly Wanted[] = [
  ['sv-distance', 'DISTANCE', 76],
  ['sv-aspheric', 'DISTANCE', 10],
  ['anti-fatigue', 'DISTANCE', 14],
];
/** Which materials a shop proposes up to a power (thousandths of a dioptre), the usual one first. */
const MATERIALS = [
  [2_000, ['cr39', 'polycarbonate', 'index-160', 'trivex', 'index-156']],
  [4_000, ['index-160', 'polycarbonate', 'trivex', 'index-156']],
  [6_000, ['index-167', 'index-160']],
  [Number.POSITIVE_INFINITY, ['index-174', 'index-167']],
] as const;
const TREATMENTS = [
  [['ar-premium'], 38],
  [['ar-standard'], 30],
  [['ar-premium', 'blue-coating'], 8],
  [['photochromic', 'ar-standard'], 10],
  [['hard-coat'], 8],
  [['tint-solid'], 4],
  [['polarised'], 2],
] as const;
/** What people read and say yes to. Anything else that would have to be confirmed sends them to another frame. */
const CONFIRMED = ['ADD_UNUSED', 'VERTEX_MISSING', 'READING_IMBALANCE'];
/** So many frames one takes into the hand before it is given up. */
const TRIES = 6;

const plain = (variantId: string, quantity = 1): AddedLine => ({
  variantId,
  quantity,
  lens: null,
  contactLens: null,
  prescriptionId: null,
});

/** What one customer takes along: glasses by their prescription, a bare frame, something from beside the till. */
export async function wishes(
  services: Services,
  random: Random,
  person: Person,
  shelf: Shelf,
  withLenses: boolean,
): Promise<AddedLine[]> {
  const lines: AddedLine[] = [];
  const glasses = withLenses && person.prescriptionId ? await glassesFor(services, random, person, shelf) : null;
  if (glasses) lines.push(glasses);
  else if (random.chance(0.3) && shelf.frames.length > 0) lines.push(plain(random.pick(shelf.frames)));
  if (lines.length === 0 || random.chance(0.35)) lines.push(plain(random.pick(shelf.others), random.int(1, 2)));
  return lines;
}

/**
 * Lenses that fit the prescription: a progressive needs an addition, a strong power a high index. Frame, material and treatment are
 * tried as in the builder until everything can be made; not every prescription fits into every frame.
 */
async function glassesFor(services: Services, random: Random, person: Person, shelf: Shelf): Promise<AddedLine | null> {
  if (shelf.frames.length === 0) return null;
  const prescriptionId = person.prescriptionId!;
  const owner = { kind: 'customer', id: person.customerId } as const;
  const reading = await services.prescriptions.read(prescriptionId, owner, 'demonstration order');
  const { od, os } = reading.prescription;
  const [design, use] = weighted(random, od?.add || os?.add ? WITH_ADDITION : WITHOUT_ADDITION);
  const power = Math.max(
    ...[od, os].map((eye) => (eye ? Math.max(Math.abs(eye.sphere), Math.abs(eye.sphere + eye.cylinder)) : 0)),
  );
  const materials = MATERIALS.find(([upTo]) => power <= upTo)![1];
  const [treatments] = weighted(random, TREATMENTS);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const line = {
      ...plain(random.pick(shelf.frames)),
      lens: lensOf(shelf, { prescriptionId, use, design, material: random.pick(materials), treatments }),
    };
    if (await canBeMade(services, line, reading)) return line;
  }
  return null;
}

/** Everybody wears grey; a tint has a strength too. */
const COLOURED: ReadonlySet<string> = new Set(['tint-solid', 'tint-gradient', 'polarised', 'photochromic']);
const colourOf = (code: string, treatmentId: string) => ({
  treatmentId,
  colourCode: 'grey',
  absorptionPercent: code.startsWith('tint-') ? 75 : null,
});

export function lensOf(
  { lensOptions }: Shelf,
  wish: { prescriptionId: string | null; use: string; design: string; material: string; treatments: readonly string[] },
): LensWish {
  const idOf = (code: string): string => {
    const id = lensOptions.get(code);
    if (!id) throw new Error(`The catalogue has no lens option ${code}.`);
    return id;
  };
  const colours = wish.treatments.filter((code) => COLOURED.has(code)).map((code) => colourOf(code, idOf(code)));
  return {
    prescriptionId: wish.prescriptionId,
    use: wish.use,
    designId: idOf(wish.design),
    materialId: idOf(wish.material),
    treatmentIds: wish.treatments.map(idOf),
    ...(colours.length > 0 ? { colours } : {}),
    rush: false,
    confirmedWarnings: CONFIRMED,
  };
}

/** @param reading null: its prescription is sent later, the frame alone decides */
export async function canBeMade(
  services: Services,
  { variantId, quantity, lens }: AddedLine & { lens: LensWish },
  reading: PrescriptionReading | null,
): Promise<boolean> {
  const { lines } = await services.pricing.quote({
    currency: SHOP_CURRENCY,
    locale: 'en',
    couponCodes: [],
    customerId: null,
    lines: [
      {
        lineId: 'wish',
        variantId,
        quantity,
        lens: { ...lens, prescription: reading?.prescription ?? null },
        contactLens: null,
      },
    ],
  });
  return lines[0]!.issues.every(({ severity }) => severity === 'notice');
}

/** One of them, each as often as its last number says. */
function weighted<T extends readonly [...unknown[], number]>(random: Random, rows: readonly T[]): T {
  const total = rows.reduce((sum, row) => sum + Number(row.at(-1)), 0);
  let left = random.next() * total;
  for (const row of rows) {
    left -= Number(row.at(-1));
    if (left < 0) return row;
  }
  return rows.at(-1)!;
}
