import type { ParameterBlock } from '@opticworks/optics';
import type { AccessoryDrawing, ContactLensDrawing, SensorDrawing } from '../media/draw/drawing.types.ts';
import type { ContactLensFacts } from '../products/product.facts.ts';
import { type Localized, slugOf } from '../text/localized.ts';
import type { SeedProduct, SeedVariant } from './seed.types.ts';

const t = (en: string, de: string): Localized => ({ en, de });
const same = (text: string): Localized => t(text, text);
const spec = (group: Localized, name: Localized, value: Localized) => ({ group, name, value });

const axes = (...values: number[]): number[] => values;
const allAxes = Array.from({ length: 18 }, (_, i) => (i + 1) * 10);
const someAxes = axes(10, 20, 70, 80, 90, 100, 110, 160, 170, 180);
const fewAxes = axes(10, 80, 90, 100, 170, 180);

const sphereBlock = (
  from: number,
  to: number,
  baseCurvesMm: number[],
  diametersMm: number[],
  colours?: string[],
): ParameterBlock => ({
  powers: [
    { from: Math.max(from, -6000), to: Math.min(to, 6000), step: 250 },
    ...(from < -6000 ? [{ from, to: -6500, step: 500 }] : []),
    ...(to > 6000 ? [{ from: 6500, to, step: 500 }] : []),
  ],
  baseCurvesMm,
  diametersMm,
  ...(colours ? { colours } : {}),
});

/** A toric matrix as makers publish it: fewer axes at the strong cylinder, half steps beyond six, fewest in plus. */
const toricBlocks = (baseCurvesMm: number[]): ParameterBlock[] => [
  {
    powers: [{ from: -6000, to: 0, step: 250 }],
    cylinders: [-750, -1250, -1750].map((cylinder) => ({ cylinder, axes: allAxes })),
    baseCurvesMm,
    diametersMm: [14.5],
  },
  {
    powers: [{ from: -6000, to: 0, step: 250 }],
    cylinders: [{ cylinder: -2250, axes: someAxes }],
    baseCurvesMm,
    diametersMm: [14.5],
  },
  {
    powers: [{ from: -9000, to: -6500, step: 500 }],
    cylinders: [-750, -1250, -1750, -2250].map((cylinder) => ({ cylinder, axes: someAxes })),
    baseCurvesMm,
    diametersMm: [14.5],
  },
  {
    powers: [{ from: 250, to: 6000, step: 250 }],
    cylinders: [-750, -1250, -1750].map((cylinder) => ({ cylinder, axes: fewAxes })),
    baseCurvesMm,
    diametersMm: [14.5],
  },
];

const rights = t(
  'Your prescription is valid for the brand it names; we check it with your prescriber before the lenses leave.',
  'Ihr Rezept gilt für die genannte Marke; wir prüfen es mit Ihrer Praxis, bevor die Linsen das Haus verlassen.',
);

interface Lens {
  name: string;
  modality: ContactLensFacts['modality'];
  material: string;
  water: number;
  packs: [number, number][];
  blocks: ParameterBlock[];
  motif: ContactLensDrawing['motif'];
  colours: [string, string];
  text: Localized;
}

const days = { daily: 1, 'two-weekly': 14, monthly: 30 } as const;
const modalityNames = {
  daily: t('Daily', 'Tageslinse'),
  'two-weekly': t('Two-weekly', 'Zwei-Wochen-Linse'),
  monthly: t('Monthly', 'Monatslinse'),
};

const lenses: Lens[] = [
  {
    name: 'Dew Daily',
    modality: 'daily',
    material: 'Delefin A',
    water: 54,
    packs: [
      [30, 32],
      [90, 84],
    ],
    blocks: [sphereBlock(-12000, 8000, [8.5, 9.0], [14.2])],
    motif: 'sphere',
    colours: ['#1d6fa5', '#7cc4e8'],
    text: t(
      'A fresh lens every morning, with a water gradient that is wettest at the surface.',
      'Jeden Morgen eine frische Linse, an der Oberfläche am wasserreichsten.',
    ),
  },
  {
    name: 'Dew Daily Toric',
    modality: 'daily',
    material: 'Delefin A',
    water: 54,
    packs: [
      [30, 42],
      [90, 112],
    ],
    blocks: toricBlocks([8.5]),
    motif: 'toric',
    colours: ['#24548c', '#8fb6ea'],
    text: t(
      'For astigmatism: steadied by the lids, not by weight.',
      'Bei Hornhautverkrümmung: von den Lidern gehalten, nicht vom Gewicht.',
    ),
  },
  {
    name: 'Dew Daily Multi',
    modality: 'daily',
    material: 'Delefin A',
    water: 54,
    packs: [
      [30, 48],
      [90, 126],
    ],
    blocks: [{ ...sphereBlock(-9000, 6000, [8.4], [14.3]), adds: ['LOW', 'MID', 'HIGH'] }],
    motif: 'multifocal',
    colours: ['#0f766e', '#7fd1c7'],
    text: t('Near, middle and far in rings around the centre.', 'Nähe, Mitte und Ferne in Ringen um das Zentrum.'),
  },
  {
    name: 'Meridian Monthly',
    modality: 'monthly',
    material: 'Comfil 3',
    water: 48,
    packs: [
      [3, 28],
      [6, 49],
    ],
    blocks: [sphereBlock(-12000, 8000, [8.6], [14.2])],
    motif: 'sphere',
    colours: ['#5b3f8c', '#b9a0e0'],
    text: t(
      'High oxygen for long days, replaced with the month.',
      'Viel Sauerstoff für lange Tage, gewechselt mit dem Monat.',
    ),
  },
  {
    name: 'Meridian Toric',
    modality: 'monthly',
    material: 'Comfil 3',
    water: 48,
    packs: [
      [3, 36],
      [6, 64],
    ],
    blocks: toricBlocks([8.7]),
    motif: 'toric',
    colours: ['#72316d', '#d39fd0'],
    text: t(
      'Monthly toric with every axis the maker casts, and none it does not.',
      'Torische Monatslinse mit jeder Achse, die gefertigt wird, und keiner anderen.',
    ),
  },
  {
    name: 'Meridian Multi',
    modality: 'monthly',
    material: 'Comfil 3',
    water: 48,
    packs: [
      [3, 44],
      [6, 79],
    ],
    blocks: [{ ...sphereBlock(-8000, 6000, [8.6], [14.0]), adds: [1000, 1500, 2000, 2500] }],
    motif: 'multifocal',
    colours: ['#8c4a1d', '#e8b98a'],
    text: t('A monthly multifocal with four additions.', 'Eine multifokale Monatslinse mit vier Additionen.'),
  },
  {
    name: 'Tide Two-Week',
    modality: 'two-weekly',
    material: 'Senofin',
    water: 47,
    packs: [[6, 31]],
    blocks: [sphereBlock(-12000, 8000, [8.4, 8.8], [14.0])],
    motif: 'sphere',
    colours: ['#2f6f4f', '#9fd3b6'],
    text: t(
      'Fourteen days, then a new pair: a rhythm many eyes like.',
      'Vierzehn Tage, dann ein neues Paar: ein Rhythmus, den viele Augen mögen.',
    ),
  },
  {
    name: 'Hue Monthly',
    modality: 'monthly',
    material: 'Comfil 3',
    water: 45,
    packs: [[2, 34]],
    blocks: [sphereBlock(-6000, 4000, [8.6], [14.2], ['hazel', 'green', 'blue', 'grey'])],
    motif: 'sphere',
    colours: ['#a3485f', '#eab4c2'],
    text: t(
      'A change of eye colour, with or without power. Still a lens on prescription.',
      'Eine andere Augenfarbe, mit oder ohne Stärke. Auch sie braucht ein Rezept.',
    ),
  },
];

export function seedContactLenses(): SeedProduct[] {
  return lenses.map((lens, index): SeedProduct => {
    const slug = slugOf(`clarafin ${lens.name}`);
    const [firstPack = [30, 30]] = lens.packs;
    const drawing = (packSize: number, view: ContactLensDrawing['view']): ContactLensDrawing => ({
      kind: 'contact-lens',
      view,
      colours: lens.colours,
      modality: lens.modality,
      packSize,
      motif: lens.motif,
    });
    return {
      key: slug,
      kind: 'CONTACT_LENS',
      slug: { en: slug, de: `${slug}-kontaktlinsen` },
      brand: 'clarafin',
      name: same(lens.name),
      description: lens.text,
      collections: ['contact-lenses'],
      options: [
        {
          name: 'pack',
          label: t('Pack', 'Packung'),
          values: lens.packs.map(([n]) => ({ value: String(n), label: t(`${n} lenses`, `${n} Linsen`), swatch: null })),
        },
      ],
      specifications: [
        spec(t('Lens', 'Linse'), t('Replacement', 'Tausch'), modalityNames[lens.modality]),
        spec(t('Lens', 'Linse'), t('Material', 'Material'), same(lens.material)),
        spec(t('Lens', 'Linse'), t('Water content', 'Wassergehalt'), same(`${lens.water} %`)),
      ],
      documents: [],
      frame: null,
      contactLens: {
        modality: lens.modality,
        material: lens.material,
        waterContentPercent: lens.water,
        packSize: firstPack[0],
        replacementDays: days[lens.modality],
        wearerRights: rights,
        matrix: { product: slug, blocks: lens.blocks },
      },
      variants: lens.packs.map(
        ([n, dollars], i): SeedVariant => ({
          key: `${slug}/${n}`,
          sku: `CLA-${String(index + 1).padStart(2, '0')}-${n}`,
          selections: [{ name: 'pack', value: String(n), label: t(`${n} lenses`, `${n} Linsen`), swatch: null }],
          colourKey: null,
          colourFamily: null,
          sizeKey: `P${n}`,
          weightGrams: 30 + n * 3,
          packageMm: [120, 70, 20 + Math.min(100, n)],
          taxCode: 'contact-lens',
          fsaEligible: true,
          priceMinor: BigInt(dollars) * 100n,
          compareAtMinor: i === 1 ? BigInt(Math.round((firstPack[1] * n) / firstPack[0])) * 100n : null,
        }),
      ),
      defaultVariant: 0,
      components: [],
      media: [
        ...lens.packs.map(([n]) => ({
          view: 'FRONT' as const,
          colourKey: null,
          sizeKey: `P${n}`,
          alt: t(`Box of ${n} ${lens.name}`, `Packung mit ${n} ${lens.name}`),
          drawing: drawing(n, 'FRONT'),
        })),
        {
          view: 'DETAIL',
          colourKey: null,
          sizeKey: null,
          alt: t(`One ${lens.name} lens`, `Eine Linse ${lens.name}`),
          drawing: drawing(firstPack[0], 'DETAIL'),
        },
      ],
      publishedDaysAgo: 60 + index * 31,
    };
  });
}

const shells: { key: string; family: string; label: Localized; hex: string }[] = [
  { key: 'CHK', family: 'white', label: t('Chalk', 'Kreide'), hex: '#efefec' },
  { key: 'GRA', family: 'black', label: t('Graphite', 'Graphit'), hex: '#2d3136' },
  { key: 'SND', family: 'brown', label: t('Sand', 'Sand'), hex: '#d8c9b2' },
  { key: 'SGE', family: 'green', label: t('Sage', 'Salbei'), hex: '#a9b8a3' },
];
const mounts: { key: string; label: Localized; value: SensorDrawing['mount'] }[] = [
  { key: 'CEI', label: t('Ceiling', 'Decke'), value: 'ceiling' },
  { key: 'WAL', label: t('Wall', 'Wand'), value: 'wall' },
  { key: 'DSK', label: t('Desk', 'Tisch'), value: 'desk' },
];

interface Device {
  name: Localized;
  code: string;
  form: SensorDrawing['form'];
  part: SensorDrawing['part'];
  dollars: number;
  size: [number, number, number];
  weight: number;
  accent: string;
  byMount: boolean;
  shells: number;
  text: Localized;
  specs: [Localized, Localized][];
}

const devices: Device[] = [
  {
    name: t('Still One presence sensor', 'Still One Präsenzsensor'),
    code: 'ST1',
    form: 'puck',
    part: 'sensor',
    dollars: 79,
    size: [72, 72, 24],
    weight: 68,
    accent: '#10b981',
    byMount: true,
    shells: 4,
    text: t(
      'A 24 GHz radar that notices breathing, so the light stays on while you read.',
      'Ein 24-GHz-Radar, das den Atem bemerkt: Das Licht bleibt an, während Sie lesen.',
    ),
    specs: [
      [t('Radar', 'Radar'), same('24 GHz FMCW')],
      [t('Range', 'Reichweite'), same('6 m')],
      [t('Field of view', 'Sichtfeld'), same('120° × 60°')],
    ],
  },
  {
    name: t('Still Pro presence sensor', 'Still Pro Präsenzsensor'),
    code: 'STP',
    form: 'wedge',
    part: 'sensor',
    dollars: 129,
    size: [64, 64, 28],
    weight: 82,
    accent: '#38bdf8',
    byMount: true,
    shells: 3,
    text: t(
      '60 GHz with zones: counts who sits where without a single picture.',
      '60 GHz mit Zonen: zählt, wer wo sitzt, ganz ohne Bild.',
    ),
    specs: [
      [t('Radar', 'Radar'), same('60 GHz FMCW')],
      [t('Zones', 'Zonen'), same('16')],
      [t('Range', 'Reichweite'), same('8 m')],
    ],
  },
  {
    name: t('Still Bar desk sensor', 'Still Bar Tischsensor'),
    code: 'STB',
    form: 'bar',
    part: 'sensor',
    dollars: 99,
    size: [120, 38, 20],
    weight: 74,
    accent: '#f59e0b',
    byMount: false,
    shells: 3,
    text: t(
      'Lies under the monitor and reminds you to look up every twenty minutes.',
      'Liegt unter dem Monitor und erinnert alle zwanzig Minuten ans Aufschauen.',
    ),
    specs: [
      [t('Radar', 'Radar'), same('60 GHz')],
      [t('Range', 'Reichweite'), same('1.5 m')],
    ],
  },
  {
    name: t('Still Cube room sensor', 'Still Cube Raumsensor'),
    code: 'STC',
    form: 'cube',
    part: 'sensor',
    dollars: 109,
    size: [56, 56, 56],
    weight: 95,
    accent: '#a78bfa',
    byMount: false,
    shells: 4,
    text: t(
      'Presence, light, temperature and air in one cube.',
      'Präsenz, Licht, Temperatur und Luft in einem Würfel.',
    ),
    specs: [
      [t('Radar', 'Radar'), same('24 GHz')],
      [t('Also measures', 'Misst außerdem'), t('lux, °C, %RH, CO₂', 'Lux, °C, % rF, CO₂')],
    ],
  },
  {
    name: t('USB-C power kit', 'USB-C-Netzteilset'),
    code: 'PWR',
    form: 'cube',
    part: 'power',
    dollars: 19,
    size: [46, 42, 28],
    weight: 96,
    accent: '#10b981',
    byMount: false,
    shells: 2,
    text: t(
      'A 10 W plug and two metres of braided cable in the colour of the sensor.',
      '10-W-Stecker und zwei Meter Gewebekabel in der Farbe des Sensors.',
    ),
    specs: [[t('Output', 'Ausgang'), same('5 V, 2 A')]],
  },
  {
    name: t('Pivot mount', 'Gelenkhalter'),
    code: 'MNT',
    form: 'cube',
    part: 'mount',
    dollars: 15,
    size: [60, 60, 70],
    weight: 58,
    accent: '#10b981',
    byMount: false,
    shells: 3,
    text: t(
      'Tilts by ninety degrees and holds with two screws or the pad in the box.',
      'Neigt um neunzig Grad und hält mit zwei Schrauben oder dem Klebepad.',
    ),
    specs: [[t('Load', 'Last'), same('200 g')]],
  },
  {
    name: t('Braided USB-C cable', 'USB-C-Gewebekabel'),
    code: 'CBL',
    form: 'bar',
    part: 'cable',
    dollars: 12,
    size: [90, 90, 18],
    weight: 52,
    accent: '#10b981',
    byMount: false,
    shells: 2,
    text: t('Flat plugs, soft sleeve, three metres.', 'Flache Stecker, weicher Mantel, drei Meter.'),
    specs: [[t('Length', 'Länge'), same('3 m')]],
  },
];

export function seedSensors(): SeedProduct[] {
  return devices.map((device, index): SeedProduct => {
    const slug = slugOf(device.name.en);
    const colours = shells.slice(0, device.shells);
    const places = device.byMount ? mounts : [null];
    const [widthMm, heightMm, depthMm] = device.size;
    const drawing = (view: SensorDrawing['view'], shell: string): SensorDrawing => ({
      kind: 'sensor',
      form: device.form,
      part: device.part,
      mount: 'wall',
      shell,
      accent: device.accent,
      view,
      widthMm,
      heightMm,
      depthMm,
    });
    const isSensor = device.part === 'sensor';
    return {
      key: slug,
      kind: 'SENSOR',
      slug: { en: slug, de: slugOf(device.name.de) },
      brand: 'opticworks',
      name: device.name,
      description: device.text,
      collections: ['sensors'],
      options: [
        {
          name: 'colour',
          label: t('Colour', 'Farbe'),
          values: colours.map((c) => ({ value: c.key.toLowerCase(), label: c.label, swatch: c.hex })),
        },
        ...(device.byMount
          ? [
              {
                name: 'mount',
                label: t('Mount', 'Montage'),
                values: mounts.map((m) => ({ value: m.key.toLowerCase(), label: m.label, swatch: null })),
              },
            ]
          : []),
      ],
      specifications: [
        ...device.specs.map(([name, value]) => spec(t('Device', 'Gerät'), name, value)),
        spec(t('Body', 'Gehäuse'), t('Size', 'Maße'), same(`${widthMm} × ${heightMm} × ${depthMm} mm`)),
        spec(t('Body', 'Gehäuse'), t('Weight', 'Gewicht'), same(`${device.weight} g`)),
      ],
      documents: [],
      frame: null,
      contactLens: null,
      variants: colours.flatMap((colour) =>
        places.map(
          (place): SeedVariant => ({
            key: `${slug}/${colour.key}/${place?.key ?? ''}`,
            sku: ['OW', device.code, colour.key, ...(place ? [place.key] : [])].join('-'),
            selections: [
              { name: 'colour', value: colour.key.toLowerCase(), label: colour.label, swatch: colour.hex },
              ...(place ? [{ name: 'mount', value: place.key.toLowerCase(), label: place.label, swatch: null }] : []),
            ],
            colourKey: colour.key,
            colourFamily: colour.family,
            sizeKey: null,
            weightGrams: device.weight + 40,
            packageMm: [Math.max(110, widthMm + 30), Math.max(90, heightMm + 30), depthMm + 40],
            taxCode: 'electronics',
            fsaEligible: false,
            priceMinor: BigInt(device.dollars) * 100n,
            compareAtMinor: null,
          }),
        ),
      ),
      defaultVariant: 0,
      components: [],
      media: [
        ...colours.flatMap((c) => [
          {
            view: 'FRONT' as const,
            colourKey: c.key,
            sizeKey: null,
            alt: t(`${device.name.en} in ${c.label.en.toLowerCase()}`, `${device.name.de} in ${c.label.de}`),
            drawing: drawing('FRONT', c.hex),
          },
          ...(isSensor
            ? [
                {
                  view: 'ANGLE' as const,
                  colourKey: c.key,
                  sizeKey: null,
                  alt: t(
                    `${device.name.en} in ${c.label.en.toLowerCase()}, three-quarter view`,
                    `${device.name.de} in ${c.label.de}, Schrägansicht`,
                  ),
                  drawing: drawing('ANGLE', c.hex),
                },
              ]
            : []),
        ]),
        ...(isSensor
          ? [
              {
                view: 'DIMENSIONS' as const,
                colourKey: null,
                sizeKey: null,
                alt: same(`${widthMm} × ${heightMm} × ${depthMm} mm`),
                drawing: drawing('DIMENSIONS', '#efefec'),
              },
            ]
          : []),
      ],
      publishedDaysAgo: 20 + index * 23,
    };
  });
}

const accessories: {
  name: Localized;
  code: string;
  form: AccessoryDrawing['form'];
  dollars: number;
  weight: number;
  tax: string;
  fsa: boolean;
  colours: [string, Localized, string, [string, string]][];
  text: Localized;
}[] = [
  {
    name: t('Shell case', 'Hartschalenetui'),
    code: 'CAS',
    form: 'case',
    dollars: 24,
    weight: 110,
    tax: 'general',
    fsa: false,
    text: t(
      'Closes with a soft click and survives the bottom of a rucksack.',
      'Schließt mit einem leisen Klick und übersteht den Boden des Rucksacks.',
    ),
    colours: [
      ['PIN', t('Pine', 'Kiefer'), 'green', ['#23342f', '#c9a24b']],
      ['INK', t('Ink', 'Tinte'), 'black', ['#1d2026', '#b8bcc2']],
      ['CLY', t('Clay', 'Ton'), 'red', ['#a2533c', '#e8c9a8']],
    ],
  },
  {
    name: t('Leather sleeve', 'Lederhülle'),
    code: 'SLV',
    form: 'soft-case',
    dollars: 38,
    weight: 70,
    tax: 'general',
    fsa: false,
    text: t(
      'Vegetable-tanned, stitched by hand, better every year.',
      'Pflanzlich gegerbt, von Hand genäht, jedes Jahr schöner.',
    ),
    colours: [
      ['COG', t('Cognac', 'Cognac'), 'brown', ['#7a4a2b', '#d8b26a']],
      ['BLK', t('Black', 'Schwarz'), 'black', ['#202126', '#b8bcc2']],
    ],
  },
  {
    name: t('Microfibre cloth', 'Mikrofasertuch'),
    code: 'CLO',
    form: 'cloth',
    dollars: 8,
    weight: 12,
    tax: 'general',
    fsa: true,
    text: t(
      'Long fibres that lift oil instead of moving it.',
      'Lange Fasern, die Fett aufnehmen statt es zu verteilen.',
    ),
    colours: [
      ['SKY', t('Sky', 'Himmel'), 'blue', ['#7fa3b5', '#ffffff']],
      ['OAT', t('Oat', 'Hafer'), 'white', ['#d9cdb8', '#8a7a5c']],
    ],
  },
  {
    name: t('Lens spray', 'Brillenspray'),
    code: 'SPR',
    form: 'spray',
    dollars: 11,
    weight: 140,
    tax: 'medical-care',
    fsa: true,
    text: t(
      'Sixty millilitres without alcohol, kind to coatings.',
      'Sechzig Milliliter ohne Alkohol, schonend zu Beschichtungen.',
    ),
    colours: [['STD', t('60 ml', '60 ml'), 'white', ['#dfe9ea', '#0f766e']]],
  },
  {
    name: t('Cleaning kit', 'Pflegeset'),
    code: 'KIT',
    form: 'kit',
    dollars: 17,
    weight: 170,
    tax: 'medical-care',
    fsa: true,
    text: t(
      'Spray, cloth and the small screwdriver you never find.',
      'Spray, Tuch und der kleine Schraubendreher, den man nie findet.',
    ),
    colours: [['STD', t('Complete', 'Komplett'), 'white', ['#dfe9ea', '#0f766e']]],
  },
  {
    name: t('Link chain', 'Brillenkette'),
    code: 'CHN',
    form: 'chain',
    dollars: 29,
    weight: 32,
    tax: 'general',
    fsa: false,
    text: t(
      'Seventy centimetres of fine links with silicone loops that fit every temple.',
      'Siebzig Zentimeter feine Glieder mit Silikonschlaufen für jeden Bügel.',
    ),
    colours: [
      ['GLD', t('Gold', 'Gold'), 'gold', ['#c9a24b', '#c9a24b']],
      ['SLV', t('Silver', 'Silber'), 'silver', ['#b8bcc2', '#b8bcc2']],
    ],
  },
  {
    name: t('Bedside stand', 'Brillenständer'),
    code: 'STA',
    form: 'stand',
    dollars: 34,
    weight: 260,
    tax: 'general',
    fsa: false,
    text: t(
      'A nose made of oak, so your glasses wake where you left them.',
      'Eine Nase aus Eiche, damit die Brille morgens dort liegt, wo sie war.',
    ),
    colours: [
      ['OAK', t('Oak', 'Eiche'), 'brown', ['#b98a5a', '#3a2a1c']],
      ['WAL', t('Walnut', 'Nussbaum'), 'brown', ['#6b4630', '#241812']],
    ],
  },
  {
    name: t('Lens wipes', 'Brillenputztücher'),
    code: 'WIP',
    form: 'wipes',
    dollars: 7,
    weight: 120,
    tax: 'medical-care',
    fsa: true,
    text: t('Fifty sachets for bags, cars and gloveboxes.', 'Fünfzig Tücher für Tasche, Auto und Handschuhfach.'),
    colours: [['50', t('50 wipes', '50 Tücher'), 'blue', ['#3b6f8a', '#e8c86a']]],
  },
];

export function seedAccessories(): SeedProduct[] {
  return accessories.map((item, index): SeedProduct => {
    const slug = slugOf(item.name.en);
    return {
      key: slug,
      kind: 'ACCESSORY',
      slug: { en: slug, de: slugOf(item.name.de) },
      brand: 'opticworks',
      name: item.name,
      description: item.text,
      collections: ['care'],
      options:
        item.colours.length > 1
          ? [
              {
                name: 'colour',
                label: t('Colour', 'Farbe'),
                values: item.colours.map(([key, label, , [hex]]) => ({ value: key.toLowerCase(), label, swatch: hex })),
              },
            ]
          : [],
      specifications: [spec(t('General', 'Allgemein'), t('Weight', 'Gewicht'), same(`${item.weight} g`))],
      documents: [],
      frame: null,
      contactLens: null,
      variants: item.colours.map(
        ([key, label, family, [hex]]): SeedVariant => ({
          key: `${slug}/${key}`,
          sku: `OW-${item.code}-${key}`,
          selections: item.colours.length > 1 ? [{ name: 'colour', value: key.toLowerCase(), label, swatch: hex }] : [],
          colourKey: key,
          colourFamily: family,
          sizeKey: null,
          weightGrams: item.weight,
          packageMm: [170, 80, 60],
          taxCode: item.tax,
          fsaEligible: item.fsa,
          priceMinor: BigInt(item.dollars) * 100n,
          compareAtMinor: null,
        }),
      ),
      defaultVariant: 0,
      components: [],
      media: item.colours.map(([key, label, , colours]) => ({
        view: 'FRONT' as const,
        colourKey: key,
        sizeKey: null,
        alt: t(`${item.name.en}, ${label.en}`, `${item.name.de}, ${label.de}`),
        drawing: { kind: 'accessory' as const, form: item.form, colours, view: 'FRONT' as const },
      })),
      publishedDaysAgo: 100 + index * 17,
    };
  });
}

const bundles: {
  name: Localized;
  dollars: number;
  parts: [string, number][];
  text: Localized;
  drawing: SensorDrawing;
}[] = [
  {
    name: t('Still One starter set', 'Still One Startset'),
    dollars: 99,
    parts: [
      ['OW-ST1-CHK-CEI', 1],
      ['OW-PWR-CHK', 1],
      ['OW-MNT-CHK', 1],
    ],
    text: t(
      'Sensor, power and mount: one room, ready in ten minutes.',
      'Sensor, Strom und Halter: ein Raum, in zehn Minuten fertig.',
    ),
    drawing: {
      kind: 'sensor',
      form: 'puck',
      part: 'kit',
      mount: 'ceiling',
      shell: '#efefec',
      accent: '#10b981',
      view: 'FRONT',
      widthMm: 72,
      heightMm: 72,
      depthMm: 24,
    },
  },
  {
    name: t('Three rooms set', 'Drei-Räume-Set'),
    dollars: 249,
    parts: [
      ['OW-ST1-CHK-CEI', 3],
      ['OW-PWR-CHK', 3],
    ],
    text: t(
      'Three sensors with power, for a flat that listens to you and to nobody else.',
      'Drei Sensoren mit Netzteil, für eine Wohnung, die nur auf Sie achtet.',
    ),
    drawing: {
      kind: 'sensor',
      form: 'puck',
      part: 'kit',
      mount: 'ceiling',
      shell: '#d8c9b2',
      accent: '#10b981',
      view: 'FRONT',
      widthMm: 72,
      heightMm: 72,
      depthMm: 24,
    },
  },
  {
    name: t('Pro office set', 'Pro Bürosset'),
    dollars: 459,
    parts: [
      ['OW-STP-GRA-CEI', 3],
      ['OW-PWR-GRA', 3],
      ['OW-MNT-GRA', 3],
    ],
    text: t(
      'Three Pro sensors with zones, power and mounts for an open office.',
      'Drei Pro-Sensoren mit Zonen, Strom und Haltern für das Großraumbüro.',
    ),
    drawing: {
      kind: 'sensor',
      form: 'wedge',
      part: 'kit',
      mount: 'ceiling',
      shell: '#2d3136',
      accent: '#38bdf8',
      view: 'FRONT',
      widthMm: 64,
      heightMm: 64,
      depthMm: 28,
    },
  },
];

export function seedBundles(): SeedProduct[] {
  return bundles.map((bundle, index): SeedProduct => {
    const slug = slugOf(bundle.name.en);
    return {
      key: slug,
      kind: 'BUNDLE',
      slug: { en: slug, de: slugOf(bundle.name.de) },
      brand: 'opticworks',
      name: bundle.name,
      description: bundle.text,
      collections: ['sensors'],
      options: [],
      specifications: [],
      documents: [],
      frame: null,
      contactLens: null,
      variants: [
        {
          key: slug,
          sku: `OW-SET-${String(index + 1).padStart(2, '0')}`,
          selections: [],
          colourKey: null,
          colourFamily: null,
          sizeKey: null,
          weightGrams: 240 + index * 320,
          packageMm: [220, 160, 90],
          taxCode: 'electronics',
          fsaEligible: false,
          priceMinor: BigInt(bundle.dollars) * 100n,
          compareAtMinor: null,
        },
      ],
      defaultVariant: 0,
      components: bundle.parts.map(([sku, quantity]) => ({ sku, quantity })),
      media: [{ view: 'FRONT', colourKey: null, sizeKey: null, alt: bundle.name, drawing: bundle.drawing }],
      publishedDaysAgo: 15 + index * 9,
    };
  });
}

export const seedCollections: { slug: string; name: Localized; description: Localized }[] = [
  {
    slug: 'eyeglasses',
    name: t('Eyeglasses', 'Brillen'),
    description: t('Frames for lenses in your prescription.', 'Fassungen für Gläser in Ihrer Stärke.'),
  },
  {
    slug: 'sunglasses',
    name: t('Sunglasses', 'Sonnenbrillen'),
    description: t(
      'With or without prescription, all with full UV protection.',
      'Mit oder ohne Stärke, alle mit vollem UV-Schutz.',
    ),
  },
  {
    slug: 'contact-lenses',
    name: t('Contact lenses', 'Kontaktlinsen'),
    description: t(
      'Daily, two-weekly and monthly, in exactly the values your prescription names.',
      'Tages-, Zwei-Wochen- und Monatslinsen, genau in den Werten Ihres Rezepts.',
    ),
  },
  {
    slug: 'sensors',
    name: t('Presence sensors', 'Präsenzsensoren'),
    description: t(
      'Radar that knows you are there and nothing more.',
      'Radar, das weiß, dass Sie da sind, und sonst nichts.',
    ),
  },
  {
    slug: 'care',
    name: t('Care and cases', 'Pflege und Etuis'),
    description: t('What glasses need when you do not wear them.', 'Was Brillen brauchen, wenn man sie nicht trägt.'),
  },
  {
    slug: 'new-arrivals',
    name: t('New', 'Neu'),
    description: t('Fresh from the workshops this season.', 'Frisch aus den Werkstätten dieser Saison.'),
  },
  {
    slug: 'bestsellers',
    name: t('Most worn', 'Meistgetragen'),
    description: t('The pairs people come back for.', 'Die Brillen, für die man wiederkommt.'),
  },
  {
    slug: 'titanium',
    name: t('Titanium', 'Titan'),
    description: t('From twelve grams, free of nickel.', 'Ab zwölf Gramm, frei von Nickel.'),
  },
  {
    slug: 'kids',
    name: t('Kids', 'Kinder'),
    description: t('Soft bridges, spring hinges, brave colours.', 'Weiche Stege, Federscharniere, mutige Farben.'),
  },
];
