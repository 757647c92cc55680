import { type FilterCategory, type Finding, filterCategory, finding } from '@opticworks/optics';
import type { LensColourValue } from '@opticworks/schema';
import { HOUSE_LOCALE, inLocale, type Locale, type Localized } from '../text/localized.ts';
import { type LensOptionRow, treatmentCode } from './lens-catalogue.ts';

/** A colour a treatment is made in, and how dark. */
export interface LensColourRow {
  treatment_code: string;
  code: string;
  name: Localized;
  hex: string;
  /** Light kept out, per cent, weakest first; empty where it has no choice. */
  absorptions: number[];
}

/** What was chosen for one treatment. */
export interface AskedColour {
  treatmentId: string;
  colourCode: string;
  absorptionPercent?: number | null | undefined;
}

export interface ChosenColours {
  colours: LensColourValue[];
  /** A colour or strength that is missing or not made; each names its treatment. */
  problems: Finding[];
}

type Palette = readonly LensColourRow[];

export const coloursOf = (palette: Palette, treatment: LensOptionRow): LensColourRow[] =>
  palette.filter((row) => row.treatment_code === treatmentCode(treatment));

/**
 * The colours of a choice, as the bench has to know them. A treatment that is made in colours needs one, and a strength where there are
 * several; what is asked for a treatment nobody chose counts for nothing.
 */
export function chosenColours(
  palette: Palette,
  treatments: readonly LensOptionRow[],
  asked: readonly AskedColour[],
): ChosenColours {
  const found: ChosenColours = { colours: [], problems: [] };
  for (const treatment of treatments) {
    const made = coloursOf(palette, treatment);
    if (made.length === 0) continue;
    const field = `colours.${treatmentCode(treatment)}`;
    const wish = asked.find(({ treatmentId }) => treatmentId === treatment.id);
    const colour = made.find(({ code }) => code === wish?.colourCode);
    const strength = wish?.absorptionPercent ?? null;
    if (!wish || !colour) found.problems.push(finding('COLOUR_MISSING', field, { treatment: treatment.name.en }));
    else if (colour.absorptions.length > 0 && !colour.absorptions.includes(strength ?? Number.NaN))
      found.problems.push(finding('STRENGTH_MISSING', field, { treatment: treatment.name.en }));
    else
      found.colours.push({
        treatmentId: treatment.id,
        treatmentCode: treatmentCode(treatment),
        colourCode: colour.code,
        colourName: inLocale(colour.name, HOUSE_LOCALE),
        absorptionPercent: colour.absorptions.length > 0 ? strength : null,
      });
  }
  return found;
}

/** What a treatment is called with its colour, such as "Solid tint, grey 75 %". */
export function treatmentName(
  palette: Palette,
  treatment: LensOptionRow,
  colours: readonly LensColourValue[],
  locale: Locale,
): string {
  const name = inLocale(treatment.name, locale);
  const chosen = colours.find(({ treatmentId }) => treatmentId === treatment.id);
  const row = coloursOf(palette, treatment).find(({ code }) => code === chosen?.colourCode);
  if (!chosen || !row) return name;
  const colour = inLocale(row.name, locale);
  // English writes a colour small inside a phrase, German keeps the noun.
  const inPhrase = locale === 'de' ? colour : colour.toLowerCase();
  const strength = chosen.absorptionPercent === null ? '' : ` ${chosen.absorptionPercent} %`;
  return `${name}, ${inPhrase}${strength}`;
}

/** How dark a colour can be had, and what that means in the sun. */
export const strengthsOf = ({
  absorptions,
}: LensColourRow): { absorptionPercent: number; category: FilterCategory }[] =>
  absorptions.map((absorptionPercent) => ({ absorptionPercent, category: filterCategory(absorptionPercent) }));
