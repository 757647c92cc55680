import type { Localized } from '../text/localized.ts';

const t = (en: string, de: string): Localized => ({ en, de });

interface SeedPackage {
  code: string;
  name: Localized;
  description: Localized;
  design: string;
  material: string;
  treatments: string[];
  /** Pair price at power band A, dollars; always below the sum of its parts. */
  dollars: number;
}

/** What most people need, put together; the sum of the parts stands in the price matrix. */
const packages: SeedPackage[] = [
  {
    code: 'everyday',
    name: t('Everyday', 'Alltag'),
    description: t(
      'For weak powers: clear, coated, keeps UV out.',
      'Für schwache Werte: klar, beschichtet, mit UV-Schutz.',
    ),
    design: 'sv-distance',
    material: 'cr39',
    treatments: ['ar-standard', 'hard-coat', 'uv400'],
    dollars: 99,
  },
  {
    code: 'thin-and-clear',
    name: t('Thin and clear', 'Dünn und klar'),
    description: t(
      'Flatter, thinner, easy to clean, with a filter for screens.',
      'Flacher, dünner, leicht zu reinigen, mit Bildschirmfilter.',
    ),
    design: 'sv-aspheric',
    material: 'index-160',
    treatments: ['ar-premium', 'blue-coating'],
    dollars: 229,
  },
  {
    code: 'tough',
    name: t('Tough and light', 'Zäh und leicht'),
    description: t('For children, sport and rimless frames.', 'Für Kinder, Sport und randlose Fassungen.'),
    design: 'sv-distance',
    material: 'trivex',
    treatments: ['ar-premium'],
    dollars: 149,
  },
  {
    code: 'sun',
    name: t('Sun, polarised', 'Sonne, polarisierend'),
    description: t('No glare off water and road.', 'Keine Blendung von Wasser und Straße.'),
    design: 'sv-distance',
    material: 'polycarbonate',
    treatments: ['polarised', 'ar-standard'],
    dollars: 199,
  },
  {
    code: 'all-day-progressive',
    name: t('All day progressive', 'Gleitsicht für den ganzen Tag'),
    description: t(
      'One pair indoors and out: premium progressive that darkens in the sun.',
      'Ein Paar für drinnen und draußen: Premium-Gleitsicht, selbsttönend.',
    ),
    design: 'progressive-premium',
    material: 'index-160',
    treatments: ['ar-premium', 'photochromic'],
    dollars: 339,
  },
  {
    code: 'desk',
    name: t('Desk', 'Schreibtisch'),
    description: t('From the keyboard to across the desk.', 'Von der Tastatur bis über den Tisch.'),
    design: 'office',
    material: 'index-160',
    treatments: ['ar-premium', 'blue-coating'],
    dollars: 259,
  },
];

/** Stronger powers cost more by the same steps as in the matrix, dollars. */
const bandDollars = { A: 0, B: 20, C: 45 } as const;

export const packageRows = () =>
  packages.map((one, position) => ({
    code: one.code,
    name: one.name,
    description: one.description,
    design_code: one.design,
    material_code: one.material,
    treatment_codes: one.treatments,
    position,
  }));

/** @param factor price of a dollar in the list's currency, in hundredths */
export const packagePriceRows = (priceList: string, factor: number) =>
  packages.flatMap((one) =>
    Object.entries(bandDollars).map(([band, more]) => ({
      price_list: priceList,
      package_code: one.code,
      band,
      amount_minor: String(Math.round((one.dollars + more) * factor)),
    })),
  );
