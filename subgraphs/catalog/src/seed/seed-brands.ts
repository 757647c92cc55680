import type { Localized } from '../text/localized.ts';

export interface SeedBrand {
  slug: string;
  code: string;
  name: string;
  story: Localized;
  priceFrom: number;
  materials: string[];
  shapes: string[];
  audiences: ('UNISEX' | 'WOMEN' | 'MEN' | 'KIDS')[];
  alwaysSun: boolean;
}

const classic = ['ROUND', 'PANTO', 'SQUARE', 'RECTANGLE', 'TRAPEZOID'];
const fine = ['ROUND', 'OVAL', 'PANTO', 'RECTANGLE', 'GEOMETRIC', 'SQUARE'];

const brand = (slug: string, code: string, name: string, en: string, de: string, priceFrom: number, materials: string[], shapes: string[], audiences: SeedBrand['audiences'], alwaysSun = false): SeedBrand =>
  ({ slug, code, name, story: { en, de }, priceFrom, materials, shapes, audiences, alwaysSun });

/** Invented houses, each with its own hand. */
export const frameBrands: SeedBrand[] = [
  brand('halden', 'HAL', 'Halden & Rook', 'Cut from eight-millimetre acetate and tumbled for four days, so the edges feel like river stones.', 'Aus acht Millimeter starkem Acetat gefräst und vier Tage getrommelt, bis die Kanten sich anfühlen wie Kiesel.', 160, ['ACETATE', 'ACETATE', 'COMBINATION'], classic, ['UNISEX', 'MEN', 'WOMEN']),
  brand('lumenfels', 'LUM', 'Lumenfels', 'Beta titanium drawn to one millimetre wire. You forget it by noon.', 'Beta-Titan, auf einen Millimeter gezogen. Bis Mittag haben Sie es vergessen.', 240, ['TITANIUM'], fine, ['UNISEX', 'MEN', 'WOMEN']),
  brand('maren-oake', 'MAR', 'Maren Oake', 'Colour first: every season begins with a painting, not with a frame.', 'Zuerst die Farbe: Jede Saison beginnt mit einem Bild, nicht mit einer Fassung.', 140, ['ACETATE'], ['CAT_EYE', 'ROUND', 'OVAL', 'SQUARE', 'GEOMETRIC'], ['WOMEN', 'WOMEN', 'UNISEX']),
  brand('northgauge', 'NOR', 'Northgauge', 'Steel sheet, laser cut and folded without a single screw at the hinge.', 'Edelstahlblech, gelasert und gefaltet, am Scharnier ohne eine einzige Schraube.', 180, ['METAL', 'METAL', 'TITANIUM'], ['RECTANGLE', 'SQUARE', 'ROUND', 'NAVIGATOR', 'GEOMETRIC'], ['MEN', 'UNISEX']),
  brand('petit-port', 'PET', 'Petit Port', 'For faces that are still growing: soft bridges, spring hinges and no sharp corner anywhere.', 'Für Gesichter, die noch wachsen: weiche Stege, Federscharniere und nirgends eine scharfe Ecke.', 80, ['ACETATE', 'NYLON'], ['ROUND', 'PANTO', 'RECTANGLE', 'SQUARE', 'OVAL'], ['KIDS']),
  brand('solvane', 'SOL', 'Solvane', 'Sun frames tested on glacier and open water, tints mixed for contrast and not for fashion.', 'Sonnenbrillen, auf Gletscher und See erprobt; die Tönungen folgen dem Kontrast, nicht der Mode.', 120, ['NYLON', 'METAL', 'ACETATE'], ['AVIATOR', 'NAVIGATOR', 'TRAPEZOID', 'RECTANGLE', 'ROUND'], ['UNISEX', 'MEN', 'WOMEN'], true),
  brand('casa-iride', 'CAS', 'Casa Iride', 'Laminated acetates from a family mill, with the layers showing at the bevel.', 'Geschichtete Acetate aus einer Familienmanufaktur; an der Fase sieht man jede Lage.', 220, ['ACETATE', 'COMBINATION'], ['CAT_EYE', 'TRAPEZOID', 'PANTO', 'BROWLINE', 'GEOMETRIC'], ['WOMEN', 'UNISEX', 'MEN']),
  brand('velt', 'VEL', 'Velt Optik', 'Plain, exact and repairable: each part can be ordered on its own for ten years.', 'Schlicht, genau und reparierbar: Jedes Teil ist zehn Jahre lang einzeln erhältlich.', 120, ['METAL', 'ACETATE', 'TITANIUM'], classic, ['UNISEX', 'MEN', 'WOMEN']),
  brand('aurora-works', 'AUR', 'Aurora Works', 'Rimless and half-rim frames, light enough to weigh on a letter scale.', 'Randlos und mit Halbrand, so leicht, dass eine Briefwaage genügt.', 200, ['TITANIUM', 'METAL'], ['RECTANGLE', 'OVAL', 'PANTO', 'GEOMETRIC'], ['UNISEX', 'WOMEN', 'MEN']),
  brand('quill', 'QUI', 'Quill', 'Reading-room classics at a price for a second and a third pair.', 'Klassiker aus dem Lesesaal, zum Preis einer zweiten und dritten Brille.', 80, ['ACETATE', 'METAL', 'COMBINATION'], ['ROUND', 'PANTO', 'RECTANGLE', 'TRAPEZOID', 'SQUARE', 'OVAL'], ['UNISEX', 'MEN', 'WOMEN']),
];

export const otherBrands = [
  { slug: 'clarafin', code: 'CLA', name: 'Clarafin', story: { en: 'Soft contact lenses with a water-rich surface and honest labels.', de: 'Weiche Kontaktlinsen mit wasserreicher Oberfläche und ehrlichen Etiketten.' } },
  { slug: 'opticworks', code: 'OW', name: 'OpticWorks', story: { en: 'Our own line: the sensors, cases and care we wanted on our own desks.', de: 'Unsere eigene Linie: Sensoren, Etuis und Pflege, wie wir sie selbst haben wollten.' } },
];

export const modelNames = [
  'Alder', 'Bergen', 'Calder', 'Dovre', 'Elm', 'Fjell', 'Garnet', 'Harbour', 'Iver', 'Juniper', 'Kestrel', 'Linden', 'Moss', 'Nord', 'Osier', 'Pell', 'Quarry',
  'Rowan', 'Skerry', 'Tarn', 'Umber', 'Vesper', 'Wren', 'Yarrow', 'Zephyr', 'Arden', 'Birk', 'Corrie', 'Dune', 'Ember', 'Fen', 'Glen', 'Heron', 'Isola', 'Jasper',
  'Keel', 'Larch', 'Marl', 'Nettle', 'Orla', 'Pike', 'Quince', 'Reed', 'Sable', 'Teal', 'Ulmus', 'Vale', 'Weir', 'Yew', 'Zinnia', 'Ansel', 'Bloom', 'Cove', 'Drift',
  'Eider', 'Flint', 'Grove', 'Hale', 'Inlet', 'Jute', 'Knot', 'Loft', 'Mica', 'North', 'Opal', 'Plover', 'Quay', 'Ridge', 'Slate', 'Thorn', 'Ursa', 'Vane', 'Wick',
  'Yonder', 'Zest', 'Alba', 'Brae', 'Clove', 'Delta', 'Echo', 'Finch', 'Gale', 'Hollis', 'Indigo', 'Jolie', 'Kite', 'Lark', 'Merle', 'Niko', 'Otis', 'Pilot', 'Rune',
  'Sol', 'Tilda', 'Uma', 'Viola', 'Wilder', 'Xenia', 'Ysolde', 'Zora', 'Arlo', 'Bruno', 'Cleo', 'Dara', 'Enzo', 'Freya', 'Gilda', 'Hugo', 'Ines', 'Jonas', 'Klara',
  'Leif', 'Mira', 'Noor', 'Oskar', 'Paula', 'Rasmus', 'Selma', 'Theo', 'Ulla', 'Vito', 'Wanda', 'Yara', 'Zeno', 'Anouk', 'Bodil', 'Casper', 'Dagny', 'Elias', 'Frida',
];
