import { type Finding, fillTemplate, findingMessage, type MakingRules } from '@opticworks/optics';
import { inLocale, type Locale } from '../text/localized.ts';
import type { LensCatalogue, LensOptionRow } from './lens-catalogue.ts';

const own: Record<string, { en: string; de: string }> = {
  COLOUR_MISSING: {
    en: 'Choose the colour: {treatment}.',
    de: 'Bitte die Farbe wählen: {treatment}.',
  },
  STRENGTH_MISSING: {
    en: 'Choose how dark it is to be: {treatment}.',
    de: 'Bitte wählen, wie dunkel sie sein soll: {treatment}.',
  },
  COMBINATION_NOT_OFFERED: {
    en: 'This combination is not offered. Choose another material or treatment.',
    de: 'Diese Kombination wird nicht angeboten. Bitte anderes Material oder andere Veredelung wählen.',
  },
};

/**
 * The sentence of a finding; the catalogue's own codes included. Designs, materials and treatments are called what the shop calls
 * them, in the reader's language: the rules know only the names of the trade.
 */
export const sentenceOf = (said: Finding, locale: Locale, lenses?: LensCatalogue): string =>
  own[said.code]
    ? fillTemplate(own[said.code]![locale], lenses ? optionNamed(said, locale, lenses) : said.params, locale)
    : findingMessage(lenses ? renamed(said, locale, lenses) : said, locale);

/** A treatment of the catalogue's own findings goes by its name in the shop. */
function optionNamed({ params }: Finding, locale: Locale, { treatments }: LensCatalogue): Finding['params'] {
  const option = treatments.find(({ name }) => name.en === params['treatment']);
  return option ? { ...params, treatment: inLocale(option.name, locale) } : params;
}

function renamed(said: Finding, locale: Locale, { rules, designs, materials, treatments }: LensCatalogue): Finding {
  const kinds: Record<string, [keyof Pick<MakingRules, 'designs' | 'materials' | 'treatments'>, LensOptionRow[]]> = {
    design: ['designs', designs],
    material: ['materials', materials],
    treatment: ['treatments', treatments],
    other: ['treatments', treatments],
  };
  const params = { ...said.params };
  for (const [name, [kind, options]] of Object.entries(kinds)) {
    const trade = params[name];
    if (typeof trade !== 'string') continue;
    // A group of treatments is named "a / b".
    const called = trade.split(' / ').map((one) => {
      const id = Object.values(rules[kind]).find((row) => row.name === one)?.id;
      const option = options.find((o) => o.rules_code === id);
      return option ? inLocale(option.name, locale) : one;
    });
    params[name] = called.join(' / ');
  }
  return { ...said, params };
}
