import type { Look } from '../media/draw/drawing.types.ts';
import type { Localized } from '../text/localized.ts';

export interface Colourway {
  key: string;
  family: string;
  label: Localized;
  swatch: string;
  pattern: Look['pattern'];
  finish: Look['finish'];
  colours: string[];
  metal: string;
}

const gold = '#c9a24b';
const silver = '#b8bcc2';
const gun = '#5b6068';
const rose = '#c98f77';

const way = (
  key: string,
  family: string,
  en: string,
  de: string,
  pattern: Look['pattern'],
  colours: string[],
  metal = silver,
  finish: Look['finish'] = 'gloss',
): Colourway => ({ key, family, label: { en, de }, swatch: colours[0] ?? metal, pattern, finish, colours, metal });

/** A metal frame shows its metal; the first of its colours is that of the temple tips. */
const metal: typeof way = (...args) => {
  const made = way(...args);
  return { ...made, swatch: made.metal };
};

/** Sheet acetates as mills name them, by what they look like. */
export const acetates: Colourway[] = [
  way('BLK', 'black', 'Ink black', 'Tintenschwarz', 'solid', ['#15161a'], silver),
  way('BKM', 'black', 'Matte black', 'Schwarz matt', 'solid', ['#1d1e22'], gun, 'matte'),
  way('HAV', 'tortoise', 'Dark havana', 'Havanna dunkel', 'tortoise', ['#9a5a20', '#452110', '#1a0d07'], gold),
  way('HLT', 'tortoise', 'Honey tortoise', 'Honig-Havanna', 'tortoise', ['#cf9143', '#7a4519', '#3a1d0c'], gold),
  way('HBL', 'tortoise', 'Blue havana', 'Havanna blau', 'tortoise', ['#3d5f86', '#1c2f4b', '#0b1524'], silver),
  way('HOR', 'brown', 'Buffalo horn', 'Büffelhorn', 'horn', ['#7d5a3c', '#3d281a', '#22150d'], gold, 'matte'),
  way('CRY', 'crystal', 'Clear crystal', 'Kristall', 'crystal', ['#dbe6ea'], silver),
  way('CHA', 'crystal', 'Champagne crystal', 'Champagner', 'crystal', ['#e2cfa9'], gold),
  way('SMK', 'grey', 'Smoke crystal', 'Rauch', 'crystal', ['#8b9299'], silver),
  way('NVY', 'blue', 'Midnight navy', 'Mitternachtsblau', 'solid', ['#1d2d4a'], silver),
  way('OLV', 'green', 'Moss green', 'Moosgrün', 'solid', ['#3a4a33'], gold, 'matte'),
  way('BTL', 'green', 'Bottle green', 'Flaschengrün', 'crystal', ['#2f5b48'], gold),
  way('BUR', 'red', 'Burgundy fade', 'Burgunder Verlauf', 'fade', ['#5f1728', '#c48a94'], gold),
  way('RSE', 'pink', 'Rosewater', 'Rosenwasser', 'crystal', ['#dba9ad'], rose),
  way('PLM', 'purple', 'Plum marble', 'Pflaume marmoriert', 'marble', ['#4a2c52', '#8a6a96'], silver),
  way('GRF', 'grey', 'Graphite fade', 'Graphit Verlauf', 'fade', ['#2f3338', '#a9b0b6'], gun),
];

export const metals: Colourway[] = [
  metal('GLD', 'gold', 'Polished gold', 'Gold poliert', 'solid', ['#3a2b1a'], gold),
  metal('SLV', 'silver', 'Polished silver', 'Silber poliert', 'solid', ['#2b2d31'], silver),
  metal('GUN', 'grey', 'Gunmetal', 'Anthrazit', 'solid', ['#202226'], gun),
  metal('MBK', 'black', 'Satin black', 'Schwarz satiniert', 'solid', ['#141518'], '#2b2d31'),
  metal('RGD', 'pink', 'Rose gold', 'Roségold', 'solid', ['#5a3b34'], rose),
  metal('BRZ', 'brown', 'Bronze', 'Bronze', 'solid', ['#33231a'], '#8a6239'),
  metal('NBL', 'blue', 'Night blue', 'Nachtblau', 'solid', ['#182338'], '#34486b'),
  metal('FOR', 'green', 'Forest', 'Waldgrün', 'solid', ['#1d2a21'], '#41584a'),
];

export const combinations: Colourway[] = [
  way('BKG', 'black', 'Black and gold', 'Schwarz und Gold', 'solid', ['#15161a'], gold),
  way('HVG', 'tortoise', 'Havana and gold', 'Havanna und Gold', 'tortoise', ['#9a5a20', '#452110', '#1a0d07'], gold),
  way('NVS', 'blue', 'Navy and silver', 'Marine und Silber', 'solid', ['#1d2d4a'], silver),
  way('SMG', 'grey', 'Smoke and gunmetal', 'Rauch und Anthrazit', 'crystal', ['#8b9299'], gun),
  way('BRG', 'brown', 'Horn and bronze', 'Horn und Bronze', 'horn', ['#7d5a3c', '#3d281a', '#22150d'], '#8a6239'),
];

export const nylons: Colourway[] = [
  way('NBK', 'black', 'Carbon black', 'Carbonschwarz', 'solid', ['#18191c'], gun, 'matte'),
  way('NGR', 'grey', 'Slate', 'Schiefer', 'solid', ['#565c63'], gun, 'matte'),
  way('NRD', 'red', 'Signal red', 'Signalrot', 'solid', ['#a3242f'], gun, 'matte'),
  way('NAZ', 'blue', 'Azure', 'Azur', 'solid', ['#2f67a0'], gun, 'matte'),
  way('NYL', 'yellow', 'Saffron', 'Safran', 'solid', ['#d39a26'], gun, 'matte'),
  way('NWH', 'white', 'Chalk', 'Kreide', 'solid', ['#e9e9e4'], silver, 'matte'),
];

export const demoLens: Look['lens'] = { top: '#dfe9ea', bottom: '#eef4f4', opacity: 0.28 };
export const sunTints: Look['lens'][] = [
  { top: '#2c332f', bottom: '#5f6a5e', opacity: 0.88 },
  { top: '#3a2a20', bottom: '#8a6a4c', opacity: 0.85 },
  { top: '#2a2e36', bottom: '#6b7280', opacity: 0.88 },
  { top: '#26384d', bottom: '#7590ad', opacity: 0.8 },
  { top: '#1f2328', bottom: '#30363d', opacity: 0.9, mirror: '#6f97b8' },
];
