import { effectiveDiameter, naturalProportion, type OutlineName, syntheticOutline } from '@opticworks/optics';
import type { FrameDrawing, Look } from '../media/draw/drawing.types.ts';
import type { RimName } from '../products/product.facts.ts';
import { type Localized, slugOf } from '../text/localized.ts';
import type { SeedProduct, SeedVariant } from './seed.types.ts';
import { frameBrands, modelNames, type SeedBrand } from './seed-brands.ts';
import { acetates, type Colourway, combinations, demoLens, metals, nylons, sunTints } from './seed-colours.ts';
import { frameDescription, materialNames, rimNames, shapeNames } from './seed-copy.ts';
import { type Random, seededRandom } from './seed-tools.ts';

const outlines: Record<string, OutlineName[]> = {
  ROUND: ['round'],
  PANTO: ['panto'],
  OVAL: ['oval'],
  SQUARE: ['square'],
  RECTANGLE: ['rectangle'],
  AVIATOR: ['aviator'],
  CAT_EYE: ['cat-eye', 'butterfly'],
  GEOMETRIC: ['hexagon', 'octagon'],
  BROWLINE: ['browline'],
  TRAPEZOID: ['trapezoid'],
  NAVIGATOR: ['pilot'],
};

/** Radii per stored outline: enough for the lab, small enough to travel. */
const RADII = 96;

const half = (value: number): number => Math.round(value * 2) / 2;

interface Model {
  index: number;
  brand: SeedBrand;
  name: string;
  shape: string;
  outline: OutlineName;
  material: string;
  rim: RimName;
  audience: 'UNISEX' | 'WOMEN' | 'MEN' | 'KIDS';
  isSun: boolean;
}

/** Frame models with their colours and sizes: invented brands, measured like real ones. */
export function seedFrames(count: number): SeedProduct[] {
  return Array.from({ length: count }, (_, index) => frameProduct(modelOf(index), seededRandom(9_000 + index)));
}

function modelOf(index: number): Model {
  const random = seededRandom(100 + index);
  const brand = frameBrands[index % frameBrands.length] as SeedBrand;
  const turn = Math.floor(index / frameBrands.length);
  const base = modelNames[(turn + (index % frameBrands.length) * 13) % modelNames.length] as string;
  const generation = Math.floor(turn / modelNames.length);
  const material = random.pick(brand.materials);
  const audience = random.pick(brand.audiences);
  const isSun = brand.alwaysSun || (audience !== 'KIDS' && random.chance(0.22));
  const rim: RimName =
    material === 'ACETATE'
      ? 'FULL'
      : material === 'NYLON'
        ? isSun
          ? 'WRAP'
          : 'FULL'
        : material === 'COMBINATION'
          ? 'FULL'
          : isSun
            ? 'FULL'
            : random.pick(['FULL', 'FULL', 'HALF', 'RIMLESS'] as const);
  const shape =
    material === 'COMBINATION'
      ? random.pick(['BROWLINE', 'BROWLINE', 'PANTO', 'RECTANGLE'])
      : rim === 'WRAP'
        ? random.pick(['RECTANGLE', 'NAVIGATOR'])
        : random.pick(brand.shapes);
  return {
    index,
    brand,
    name: generation > 0 ? `${base} ${generation + 1}` : base,
    shape,
    outline: random.pick(outlines[shape] ?? ['square']),
    material,
    rim,
    audience,
    isSun,
  };
}

interface Size {
  key: string;
  eyeSize: number;
  lensHeight: number;
  dbl: number;
  temple: number;
  width: number;
  outline: number[];
  diameter: number;
}

function sizesOf(model: Model, random: Random): Size[] {
  const wide = { AVIATOR: 4, NAVIGATOR: 4, RECTANGLE: 2, BROWLINE: 0, ROUND: -2, PANTO: -1 }[model.shape] ?? 0;
  const middle =
    { KIDS: 44, WOMEN: 51, MEN: 53, UNISEX: 50 }[model.audience] +
    wide +
    random.int(-1, 1) +
    (model.rim === 'WRAP' ? 6 : 0);
  const count = model.rim === 'WRAP' ? 1 : random.pick([1, 2, 2, 2, 3]);
  const first = count === 3 ? middle - 3 : count === 2 ? middle - 1 : middle;
  const bridge = model.audience === 'KIDS' ? 15 : random.int(16, 20);
  const end = model.material === 'ACETATE' ? 5.5 : 6.5;
  const proportion = naturalProportion[model.outline] * (0.96 + random.next() * 0.1);
  return Array.from({ length: count }, (_, i) => {
    const eyeSize = first + i * 3;
    const lensHeight = Math.max(24, half(eyeSize * proportion));
    const dbl = bridge + (count === 3 && i === 0 ? -1 : 0);
    const temple = Math.min(150, (model.audience === 'KIDS' ? 125 : 140) + i * 5);
    const width = 2 * eyeSize + dbl + 2 * end;
    const shape = syntheticOutline(model.outline, eyeSize, lensHeight, RADII);
    const key = width < 131 ? 'S' : width <= 139 ? 'M' : 'L';
    return {
      key,
      eyeSize,
      lensHeight,
      dbl,
      temple,
      width,
      outline: [...shape.radii],
      diameter: effectiveDiameter(shape),
    };
  });
}

function frameProduct(model: Model, random: Random): SeedProduct {
  const palette =
    { ACETATE: acetates, METAL: metals, TITANIUM: metals, COMBINATION: combinations, NYLON: nylons }[model.material] ??
    acetates;
  const colours = random.some(palette, random.int(3, 4));
  const sizes = sizesOf(model, random);
  const slug = slugOf(`${model.brand.name} ${model.name}${model.isSun ? ' sun' : ''}`);
  const springHinge = model.material !== 'TITANIUM' && random.chance(0.35);
  const weight = { ACETATE: 27, METAL: 19, TITANIUM: 12, COMBINATION: 24, NYLON: 23 }[model.material] ?? 24;
  const frameWeight = weight + random.int(-3, 4) - (model.rim === 'RIMLESS' ? 4 : 0);
  const priceMinor =
    BigInt(model.brand.priceFrom + random.int(0, 5) * 20 + (model.material === 'TITANIUM' ? 60 : 0)) * 100n;
  const onSale = random.chance(0.1);
  const baseCurve = model.rim === 'WRAP' ? 8 : model.isSun ? 6 : 4;
  const name: Localized = model.isSun
    ? { en: `${model.name} Sun`, de: `${model.name} Sonne` }
    : { en: model.name, de: model.name };
  const tint = random.pick(sunTints);
  const code = `${model.brand.code}-${String(model.index + 1).padStart(3, '0')}`;
  const variants = colours.flatMap((colour, c) =>
    sizes.map(
      (size, s): SeedVariant => ({
        key: `${slug}/${colour.key}/${size.eyeSize}`,
        sku: `${code}-${colour.key}-${size.eyeSize}`,
        selections: [
          { name: 'colour', value: colour.key.toLowerCase(), label: colour.label, swatch: colour.swatch },
          {
            name: 'size',
            value: `${size.eyeSize}-${size.dbl}`,
            label: same(`${size.eyeSize}□${size.dbl}-${size.temple}`),
            swatch: null,
          },
        ],
        colourKey: colour.key,
        colourFamily: colour.family,
        sizeKey: size.key,
        mediaSize: String(size.eyeSize),
        weightGrams: frameWeight + s,
        packageMm: [165, 70, 60],
        taxCode: 'eyewear',
        fsaEligible: true,
        priceMinor,
        compareAtMinor: onSale && c === 0 ? (priceMinor * 5n) / 4n : null,
        size,
      }),
    ),
  );
  // The middle size of the first colour stands for the model.
  const defaultIndex = Math.floor((sizes.length - 1) / 2);
  const pictured = sizes[defaultIndex] as Size;
  const look = (colour: Colourway): Look => ({
    pattern: colour.pattern,
    finish: colour.finish,
    colours: colour.colours,
    metal: colour.metal,
    lens: model.isSun ? tint : demoLens,
  });
  const drawing = (view: FrameDrawing['view'], colour: Colourway, size: Size): FrameDrawing => ({
    kind: 'frame',
    view,
    outline: model.outline,
    rim: model.rim,
    build:
      model.material === 'COMBINATION'
        ? 'combination'
        : model.material === 'ACETATE' || model.material === 'NYLON'
          ? 'acetate'
          : 'metal',
    rimMm: rimWidth(model),
    bridge:
      model.material === 'ACETATE' || model.material === 'NYLON'
        ? ['ROUND', 'PANTO'].includes(model.shape)
          ? 'keyhole'
          : 'saddle'
        : ['AVIATOR', 'NAVIGATOR'].includes(model.shape)
          ? 'double'
          : 'bar',
    eyeSizeMm: size.eyeSize,
    lensHeightMm: size.lensHeight,
    dblMm: size.dbl,
    templeMm: size.temple,
    frameWidthMm: size.width,
    look: look(colour),
  });
  const alt = (view: Localized, colour: Colourway): Localized => ({
    en: `${model.brand.name} ${name.en} in ${colour.label.en.toLowerCase()}, ${view.en}`,
    de: `${model.brand.name} ${name.de} in ${colour.label.de}, ${view.de}`,
  });
  return {
    key: slug,
    kind: 'FRAME',
    slug: {
      en: slug,
      de:
        slug === slugOf(`${model.brand.name} ${model.name}`)
          ? `${slug}-brille`
          : slug.replace(/-sun$/, '-sonnenbrille'),
    },
    brand: model.brand.slug,
    name,
    description: frameDescription(
      model,
      { weight: frameWeight, springHinge, sizes: sizes.length, colours: colours.map((c) => c.label) },
      random,
    ),
    collections: [
      model.isSun ? 'sunglasses' : 'eyeglasses',
      ...(model.material === 'TITANIUM' ? ['titanium'] : []),
      ...(model.audience === 'KIDS' ? ['kids'] : []),
      ...(model.index % 11 === 3 ? ['new-arrivals'] : []),
      ...(model.index % 9 === 1 ? ['bestsellers'] : []),
    ],
    options: [
      {
        name: 'colour',
        label: { en: 'Colour', de: 'Farbe' },
        values: colours.map((c) => ({ value: c.key.toLowerCase(), label: c.label, swatch: c.swatch })),
      },
      {
        name: 'size',
        label: { en: 'Size', de: 'Größe' },
        values: sizes.map((s) => ({
          value: `${s.eyeSize}-${s.dbl}`,
          label: same(`${s.eyeSize}□${s.dbl}-${s.temple}`),
          swatch: null,
        })),
      },
    ],
    specifications: [
      spec('Frame', 'Fassung', 'Shape', 'Form', shapeNames[model.shape] as Localized),
      spec('Frame', 'Fassung', 'Material', 'Material', materialNames[model.material] as Localized),
      spec('Frame', 'Fassung', 'Rim', 'Rand', rimNames[model.rim] as Localized),
      spec('Frame', 'Fassung', 'Weight without lenses', 'Gewicht ohne Gläser', same(`${frameWeight} g`)),
      spec(
        'Frame',
        'Fassung',
        'Hinge',
        'Scharnier',
        springHinge
          ? { en: 'Spring hinge', de: 'Federscharnier' }
          : { en: 'Three-barrel hinge', de: 'Dreifachscharnier' },
      ),
      spec('Lenses', 'Gläser', 'Frame curve', 'Fassungskurve', { en: `${baseCurve}.00`, de: `${baseCurve},00` }),
      spec(
        'Lenses',
        'Gläser',
        'Prescription',
        'Korrektion',
        model.rim === 'WRAP'
          ? { en: 'Up to ±4.00 with compensated powers', de: 'Bis ±4,00 mit kompensierten Werten' }
          : { en: 'Single vision to progressive', de: 'Einstärken bis Gleitsicht' },
      ),
    ],
    documents: [],
    frame: {
      shape: model.shape,
      rim: model.rim,
      material: model.material,
      audience: model.audience,
      weightGrams: frameWeight,
      springHinge,
      nosePads: model.material !== 'ACETATE' && model.material !== 'NYLON',
      baseCurve,
      prescriptionReady: true,
    },
    contactLens: null,
    variants,
    defaultVariant: defaultIndex,
    components: [],
    media: [
      ...colours.flatMap((colour) => [
        {
          view: 'FRONT' as const,
          colourKey: colour.key,
          sizeKey: null,
          alt: alt({ en: 'front view', de: 'Vorderansicht' }, colour),
          drawing: drawing('FRONT', colour, pictured),
        },
        {
          view: 'ANGLE' as const,
          colourKey: colour.key,
          sizeKey: null,
          alt: alt({ en: 'three-quarter view', de: 'Schrägansicht' }, colour),
          drawing: drawing('ANGLE', colour, pictured),
        },
        {
          view: 'SIDE' as const,
          colourKey: colour.key,
          sizeKey: null,
          alt: alt({ en: 'side view', de: 'Seitenansicht' }, colour),
          drawing: drawing('SIDE', colour, pictured),
        },
      ]),
      ...dedupeBySizeKey(sizes, pictured).map((size) => ({
        view: 'DIMENSIONS' as const,
        colourKey: null,
        sizeKey: size.key,
        alt: same(`${model.brand.name} ${model.name} ${size.eyeSize}□${size.dbl}-${size.temple}`),
        drawing: { ...drawing('DIMENSIONS', colours[0] as Colourway, size), look: neutral },
      })),
    ],
    publishedDaysAgo: 10 + ((model.index * 37) % 700),
  };
}

const neutral: Look = { pattern: 'solid', finish: 'gloss', colours: ['#222222'], metal: '#888888', lens: demoLens };

/** One measured drawing per size class; the pictured size comes first. */
function dedupeBySizeKey(sizes: readonly Size[], pictured: Size): Size[] {
  const ordered = [pictured, ...sizes.filter((s) => s !== pictured)];
  return ordered.filter((s, i) => ordered.findIndex((o) => o.key === s.key) === i);
}

function rimWidth(model: Model): [number, number] {
  if (model.material === 'COMBINATION') return [2, 6];
  if (model.material === 'TITANIUM') return [1, 1.3];
  if (model.material === 'METAL') return [1.3, 1.7];
  if (model.material === 'NYLON') return [2.4, 3.8];
  return [2.6 + (model.index % 4) * 0.3, 4.4 + (model.index % 5) * 0.45];
}

const same = (text: string): Localized => ({ en: text, de: text });
const spec = (gEn: string, gDe: string, nEn: string, nDe: string, value: Localized) => ({
  group: { en: gEn, de: gDe },
  name: { en: nEn, de: nDe },
  value,
});
