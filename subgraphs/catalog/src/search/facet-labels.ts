import type { Locale, Localized } from '../text/localized.ts';
import type { NumericFacet, ValueFacet } from './search-sql.ts';

const t = (en: string, de: string): Localized => ({ en, de });

export const facetLabels: Record<ValueFacet | NumericFacet, Localized> = {
  kinds: t('Category', 'Kategorie'),
  brand: t('Brand', 'Marke'),
  collection: t('Collection', 'Kollektion'),
  shape: t('Shape', 'Form'),
  rim: t('Rim', 'Rand'),
  material: t('Material', 'Material'),
  audience: t('For', 'Für'),
  colour: t('Colour', 'Farbe'),
  size: t('Size', 'Größe'),
  price: t('Price', 'Preis'),
  lensWidthMm: t('Lens width', 'Scheibenlänge'),
  bridgeMm: t('Bridge', 'Stegweite'),
  templeMm: t('Temple', 'Bügellänge'),
  frameWidthMm: t('Frame width', 'Fassungsbreite'),
};

const values: Record<string, Localized> = {
  FRAME: t('Glasses', 'Brillen'),
  LENS: t('Lenses', 'Gläser'),
  CONTACT_LENS: t('Contact lenses', 'Kontaktlinsen'),
  ACCESSORY: t('Accessories', 'Zubehör'),
  SENSOR: t('Sensors', 'Sensoren'),
  BUNDLE: t('Sets', 'Sets'),
  ROUND: t('Round', 'Rund'),
  PANTO: t('Panto', 'Panto'),
  OVAL: t('Oval', 'Oval'),
  SQUARE: t('Square', 'Quadratisch'),
  RECTANGLE: t('Rectangle', 'Rechteckig'),
  AVIATOR: t('Aviator', 'Pilot'),
  CAT_EYE: t('Cat eye', 'Cateye'),
  GEOMETRIC: t('Geometric', 'Geometrisch'),
  BROWLINE: t('Browline', 'Browline'),
  TRAPEZOID: t('Trapezoid', 'Trapez'),
  NAVIGATOR: t('Navigator', 'Navigator'),
  FULL: t('Full rim', 'Vollrand'),
  HALF: t('Half rim', 'Halbrand'),
  RIMLESS: t('Rimless', 'Randlos'),
  WRAP: t('Wrap', 'Sportlich gebogen'),
  ACETATE: t('Acetate', 'Acetat'),
  METAL: t('Metal', 'Metall'),
  TITANIUM: t('Titanium', 'Titan'),
  COMBINATION: t('Combination', 'Kombination'),
  NYLON: t('Nylon', 'Nylon'),
  UNISEX: t('Everyone', 'Alle'),
  WOMEN: t('Women', 'Damen'),
  MEN: t('Men', 'Herren'),
  KIDS: t('Kids', 'Kinder'),
  S: t('Small', 'Schmal'),
  M: t('Medium', 'Mittel'),
  L: t('Large', 'Breit'),
};

/** Colour families a list can be narrowed to, with a swatch each. */
export const colourFamilies: Record<string, { label: Localized; swatch: string }> = {
  black: { label: t('Black', 'Schwarz'), swatch: '#17181b' },
  tortoise: { label: t('Tortoise', 'Havanna'), swatch: '#8a5a2b' },
  brown: { label: t('Brown', 'Braun'), swatch: '#6b4428' },
  crystal: { label: t('Crystal', 'Transparent'), swatch: '#dfe7ea' },
  grey: { label: t('Grey', 'Grau'), swatch: '#7b8087' },
  blue: { label: t('Blue', 'Blau'), swatch: '#28466f' },
  green: { label: t('Green', 'Grün'), swatch: '#2f5540' },
  red: { label: t('Red', 'Rot'), swatch: '#8c2233' },
  pink: { label: t('Pink', 'Rosa'), swatch: '#d9a3ad' },
  purple: { label: t('Purple', 'Violett'), swatch: '#5c4276' },
  yellow: { label: t('Yellow', 'Gelb'), swatch: '#d7a93b' },
  gold: { label: t('Gold', 'Gold'), swatch: '#c9a24b' },
  silver: { label: t('Silver', 'Silber'), swatch: '#b8bcc2' },
  white: { label: t('White', 'Weiß'), swatch: '#f1f1ee' },
};

export function valueLabel(
  facet: ValueFacet,
  value: string,
  remembered: Map<string, { label: Localized }>,
  locale: Locale,
): string {
  const known =
    facet === 'colour'
      ? colourFamilies[value]?.label
      : facet === 'brand' || facet === 'collection'
        ? remembered.get(`${facet}/${value}`)?.label
        : values[value];
  return known?.[locale] ?? value;
}
