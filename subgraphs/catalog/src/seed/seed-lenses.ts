import { defaultBlankSeries } from '@opticworks/optics';
import type { Localized } from '../text/localized.ts';

const t = (en: string, de: string): Localized => ({ en, de });

export interface SeedOption {
  kind: 'DESIGN' | 'MATERIAL' | 'TREATMENT';
  code: string;
  rules: string;
  name: Localized;
  description: Localized;
  index?: string;
  abbe?: number;
  density?: string;
}

const design = (code: string, name: Localized, description: Localized, rules = code): SeedOption => ({
  kind: 'DESIGN',
  code,
  rules,
  name,
  description,
});
const material = (
  code: string,
  name: Localized,
  description: Localized,
  index: string,
  abbe: number,
  density: string,
): SeedOption => ({ kind: 'MATERIAL', code, rules: code, name, description, index, abbe, density });
const treatment = (code: string, name: Localized, description: Localized): SeedOption => ({
  kind: 'TREATMENT',
  code,
  rules: code,
  name,
  description,
});

export const lensOptions: SeedOption[] = [
  design(
    'sv-distance',
    t('Single vision', 'Einstärken Ferne'),
    t('One power for far and for driving.', 'Eine Stärke für die Ferne und zum Autofahren.'),
  ),
  design(
    'sv-aspheric',
    t('Single vision aspheric', 'Einstärken asphärisch'),
    t(
      'Flatter front, thinner edge, less change of how large your eyes look.',
      'Flachere Vorderfläche, dünnerer Rand, Augen wirken natürlicher.',
    ),
    'sv-distance',
  ),
  design(
    'anti-fatigue',
    t('Anti-fatigue', 'Entspannung'),
    t('A small boost below for long days on screens.', 'Eine kleine Unterstützung unten für lange Bildschirmtage.'),
  ),
  design(
    'sv-near',
    t('Reading', 'Lesebrille'),
    t('One power for reading distance.', 'Eine Stärke für die Leseentfernung.'),
  ),
  design('sv-intermediate', t('Screen', 'Bildschirm'), t('One power for arm’s length.', 'Eine Stärke für Armlänge.')),
  design(
    'progressive-standard',
    t('Progressive standard', 'Gleitsicht Standard'),
    t(
      'All distances, with a steady, easy-to-learn channel.',
      'Alle Entfernungen, mit ruhigem, leicht zu lernendem Kanal.',
    ),
  ),
  design(
    'progressive-premium',
    t('Progressive premium', 'Gleitsicht Premium'),
    t(
      'Free-form, wider at the screen and three channel lengths.',
      'Freiform, breiter am Bildschirm, drei Kanallängen.',
    ),
  ),
  design(
    'progressive-custom',
    t('Progressive individual', 'Gleitsicht Individuell'),
    t('Calculated for how the frame sits on your face.', 'Berechnet für den Sitz der Fassung in Ihrem Gesicht.'),
  ),
  design(
    'ft-28',
    t('Bifocal FT-28', 'Bifokal FT-28'),
    t('A 28 mm reading window with a clear line.', 'Ein 28-mm-Lesefenster mit sichtbarer Kante.'),
  ),
  design(
    'ft-35',
    t('Bifocal FT-35', 'Bifokal FT-35'),
    t('A wide 35 mm reading window.', 'Ein breites 35-mm-Lesefenster.'),
  ),
  design(
    'round-28',
    t('Bifocal, round 28', 'Bifokal, rund 28'),
    t(
      'A round 28 mm reading window. Its edge shows less than a straight line; things jump more where it begins.',
      'Ein rundes 28-mm-Lesefenster. Sein Rand fällt weniger auf als eine gerade Kante; Bilder springen dort stärker.',
    ),
  ),
  design(
    'executive',
    t('Bifocal, full width', 'Bifokal, volle Breite'),
    t(
      'Reading over the whole lower half, with a line right across.',
      'Lesen über die ganze untere Hälfte, mit einer Kante quer durchs Glas.',
    ),
  ),
  design(
    'trifocal-7x28',
    t('Trifocal 7 × 28', 'Trifokal 7 × 28'),
    t(
      'A 28 mm window in two steps: 7 mm for arm’s length, reading below.',
      'Ein 28-mm-Fenster in zwei Stufen: 7 mm für Armlänge, darunter Lesen.',
    ),
  ),
  design(
    'trifocal-8x35',
    t('Trifocal 8 × 35', 'Trifokal 8 × 35'),
    t(
      'A wide 35 mm window in two steps: 8 mm for arm’s length, reading below.',
      'Ein breites 35-mm-Fenster in zwei Stufen: 8 mm für Armlänge, darunter Lesen.',
    ),
  ),
  design(
    'office',
    t('Office', 'Arbeitsplatz'),
    t(
      'Sharp from the keyboard to across the desk; not for driving.',
      'Scharf von der Tastatur bis über den Tisch; nicht zum Fahren.',
    ),
  ),
  material(
    'cr39',
    t('Standard 1.50', 'Standard 1,50'),
    t('Clear and good value for weak powers.', 'Klar und günstig für schwache Werte.'),
    '1.50',
    58,
    '1.32',
  ),
  material(
    'index-156',
    t('Index 1.56', 'Index 1,56'),
    t('A little thinner than standard.', 'Etwas dünner als Standard.'),
    '1.56',
    37,
    '1.26',
  ),
  material(
    'trivex',
    t('Trivex 1.53', 'Trivex 1,53'),
    t(
      'The lightest, and tough: for rimless, children and sport.',
      'Am leichtesten und zäh: für randlos, Kinder und Sport.',
    ),
    '1.53',
    43,
    '1.11',
  ),
  material(
    'polycarbonate',
    t('Polycarbonate 1.59', 'Polycarbonat 1,59'),
    t('Impact resistant and slim.', 'Schlagfest und schlank.'),
    '1.59',
    30,
    '1.20',
  ),
  material(
    'index-160',
    t('Thin 1.60', 'Dünn 1,60'),
    t('Our usual choice from ±3.', 'Unsere übliche Wahl ab ±3.'),
    '1.60',
    40,
    '1.30',
  ),
  material(
    'index-167',
    t('Very thin 1.67', 'Sehr dünn 1,67'),
    t('For ±4.50 and more.', 'Ab ±4,50.'),
    '1.67',
    32,
    '1.36',
  ),
  material(
    'index-174',
    t('Thinnest 1.74', 'Dünnstes 1,74'),
    t('The thinnest we make, for high powers.', 'Das Dünnste, was wir fertigen, für hohe Werte.'),
    '1.74',
    33,
    '1.47',
  ),
  treatment(
    'hard-coat',
    t('Hard coat', 'Hartschicht'),
    t('Against scratches; part of most materials already.', 'Gegen Kratzer; bei den meisten Materialien schon dabei.'),
  ),
  treatment(
    'ar-standard',
    t('Anti-reflection', 'Entspiegelung'),
    t('Fewer reflections, inside and out.', 'Weniger Reflexe, innen wie außen.'),
  ),
  treatment(
    'ar-premium',
    t('Premium anti-reflection', 'Premium-Entspiegelung'),
    t(
      'Repels water, dust and fingerprints; easy to clean.',
      'Weist Wasser, Staub und Fingerabdrücke ab; leicht zu reinigen.',
    ),
  ),
  treatment('uv400', t('UV 400', 'UV 400'), t('Keeps all UV light out.', 'Hält alles UV-Licht ab.')),
  treatment(
    'blue-coating',
    t('Blue filter coating', 'Blaufilter-Schicht'),
    t('Reflects some of the blue of screens.', 'Reflektiert einen Teil des Bildschirmblaus.'),
  ),
  treatment(
    'blue-mass',
    t('Blue filter in the lens', 'Blaufilter im Glas'),
    t('Absorbs blue without a coloured reflection.', 'Absorbiert Blau ohne farbigen Reflex.'),
  ),
  treatment(
    'photochromic',
    t('Photochromic', 'Selbsttönend'),
    t(
      'Darkens outdoors, clears inside; little behind a windscreen.',
      'Tönt im Freien, hellt innen auf; hinter der Scheibe nur wenig.',
    ),
  ),
  treatment(
    'polarised',
    t('Polarised', 'Polarisierend'),
    t('Takes the glare off water and road.', 'Nimmt die Blendung von Wasser und Straße.'),
  ),
  treatment(
    'tint-solid',
    t('Solid tint', 'Tönung einfarbig'),
    t('One colour all over, from faint to dark.', 'Eine Farbe über das ganze Glas, von zart bis dunkel.'),
  ),
  treatment(
    'tint-gradient',
    t('Gradient tint', 'Verlaufstönung'),
    t('Dark above, lighter below.', 'Oben dunkel, unten heller.'),
  ),
  treatment(
    'mirror',
    t('Mirror', 'Verspiegelung'),
    t('Over a tint or polarised lens.', 'Auf Tönung oder polarisierendem Glas.'),
  ),
];

const materialsInOrder = [
  'cr39',
  'index-156',
  'trivex',
  'polycarbonate',
  'index-160',
  'index-167',
  'index-174',
] as const;

/** Pair price in dollars at power band A, in the order of the materials above; null is not offered. */
const baseDollars: Record<string, (number | null)[]> = {
  'sv-distance': [60, 80, 110, 95, 150, 190, 260],
  'sv-near': [60, 80, 110, 95, 150, 190, 260],
  'sv-intermediate': [60, 80, 110, 95, 150, 190, 260],
  'sv-aspheric': [null, 110, 140, 125, 180, 220, 295],
  'anti-fatigue': [110, 125, 150, 140, 175, 215, 290],
  'ft-28': [110, 135, 165, 150, 200, 245, null],
  'ft-35': [130, 155, 185, 170, 220, 265, null],
  'round-28': [115, null, null, null, null, null, null],
  executive: [150, null, null, null, null, null, null],
  'trifocal-7x28': [145, null, null, 185, null, null, null],
  'trifocal-8x35': [165, null, null, 205, null, null, null],
  'progressive-standard': [120, 135, 150, 140, 165, 200, null],
  'progressive-premium': [165, 180, 195, 185, 210, 240, 310],
  'progressive-custom': [null, 250, 270, 260, 290, 330, 410],
  office: [140, 155, 170, 160, 185, 225, null],
};
const bandDollars = { A: 0, B: 20, C: 45 } as const;

const isMultifocal = (code: string) => /^(progressive|ft-|round-|trifocal|executive|office)/.test(code);
const single =
  (sv: number, multifocal = sv) =>
  (designCode: string) =>
    isMultifocal(designCode) ? multifocal : sv;

const treatmentDollars: Record<string, { price: (design: string) => number; not?: string[] }> = {
  'hard-coat': { price: single(15) },
  'ar-standard': { price: single(40, 60) },
  'ar-premium': { price: single(60, 80) },
  uv400: { price: single(10) },
  'blue-coating': { price: single(30) },
  'blue-mass': { price: single(40), not: ['cr39', 'trivex'] },
  photochromic: { price: single(80, 90) },
  polarised: { price: single(95, 110), not: ['index-156', 'index-174'] },
  'tint-solid': { price: single(25), not: ['polycarbonate', 'index-174'] },
  'tint-gradient': { price: single(30), not: ['polycarbonate', 'index-174'] },
  mirror: { price: single(35) },
};

export const surchargeDollars: { code: string; label: Localized; dollars: number }[] = [
  { code: 'PRISM', label: t('Prism above 2Δ', 'Prisma über 2Δ'), dollars: 30 },
  { code: 'HIGH_CYLINDER', label: t('Cylinder above 4.00', 'Zylinder über 4,00'), dollars: 25 },
  { code: 'HIGH_ADD', label: t('Addition above 3.00', 'Addition über 3,00'), dollars: 20 },
  { code: 'OVERSIZE', label: t('Oversize blank', 'Übergröße'), dollars: 35 },
  { code: 'DRILLING', label: t('Rimless drilling', 'Bohrung randlos'), dollars: 30 },
  { code: 'SLAB_OFF', label: t('Slab-off', 'Slab-off-Schliff'), dollars: 95 },
  { code: 'RUSH', label: t('Rush', 'Eilfertigung'), dollars: 49 },
];

/** Rows of the price matrix of one list. @param factor price of a dollar in the list's currency, in hundredths */
export function lensPriceRows(priceList: string, factor: number) {
  const minor = (dollars: number) => String(Math.round(dollars * factor));
  const base = Object.entries(baseDollars).flatMap(([designCode, row]) =>
    row.flatMap((dollars, m) =>
      dollars === null
        ? []
        : Object.entries(bandDollars).map(([band, more]) => ({
            price_list: priceList,
            design_code: designCode,
            material_code: materialsInOrder[m],
            band,
            amount_minor: minor(dollars + more),
          })),
    ),
  );
  const treatments = Object.entries(treatmentDollars).flatMap(([code, { price, not }]) =>
    Object.entries(baseDollars).flatMap(([designCode, row]) =>
      materialsInOrder.flatMap((materialCode, m) =>
        row[m] === null || not?.includes(materialCode)
          ? []
          : [
              {
                price_list: priceList,
                treatment_code: code,
                design_code: designCode,
                material_code: materialCode,
                amount_minor: minor(price(designCode)),
              },
            ],
      ),
    ),
  );
  const surcharges = surchargeDollars.map((s) => ({
    price_list: priceList,
    code: s.code,
    label: s.label,
    amount_minor: minor(s.dollars),
  }));
  return { base, treatments, surcharges };
}

/** Blanks the house stocks: finished single vision grids, plain semi-finished for surfacing, and cast bifocals and progressives. */
export function blankSeriesRows() {
  const sold = new Set<string>(materialsInOrder);
  return defaultBlankSeries
    .filter(({ material }) => sold.has(material))
    .map((series) => ({
      code: series.code,
      form: series.form,
      name: series.name,
      material_code: series.material,
      design_code: series.form === 'semi-finished' ? series.design : null,
      coated: series.form === 'finished' && series.isCoated,
      diameters_mm: series.diametersMm,
      sphere_min: series.form === 'finished' ? series.grid.minSphere : null,
      sphere_max: series.form === 'finished' ? series.grid.maxSphere : null,
      cylinder_min: series.form === 'finished' ? series.grid.minCylinder : null,
      bases: series.form === 'semi-finished' ? series.bases : [],
      adds: series.form === 'semi-finished' ? series.adds : [],
      per_eye: series.form === 'semi-finished' && series.isPerEye,
    }));
}
