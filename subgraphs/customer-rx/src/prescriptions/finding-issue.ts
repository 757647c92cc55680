import type { Issue } from '@opticworks/kernel';
import { type Finding, findingMessage } from '@opticworks/optics';
import type { Judgement } from './judge-prescription.ts';

type Locale = 'en' | 'de';

/** Sentences for the questions that only this entry form asks. */
const ownSentences: Record<string, Record<Locale, string>> = {
  PD_OTHER_EYE_MISSING: {
    en: 'Give the PD of both eyes, or one number for both together.',
    de: 'Bitte die PD beider Augen angeben oder einen Wert für beide zusammen.',
  },
  PD_DISTANCE_MISSING: {
    en: 'The near PD needs the distance PD beside it.',
    de: 'Zur Nah-PD gehört die Fern-PD.',
  },
  PD_NEAR_EACH_EYE: {
    en: 'The distance PD is given for each eye: give the near PD for each eye too, adding up to the same, or leave it out.',
    de: 'Die Fern-PD steht je Auge da: bitte auch die Nah-PD je Auge angeben, mit derselben Summe, oder sie weglassen.',
  },
  PD_NEAR_BOTH_EYES: {
    en: 'The distance PD is one number: give the near PD as one number too, or the distance PD for each eye.',
    de: 'Die Fern-PD ist ein Wert: bitte auch die Nah-PD als einen Wert angeben oder die Fern-PD je Auge.',
  },
};

/** What the desk asks that is no question of optics. */
const deskSentences: typeof ownSentences = {
  DOCUMENT_NOT_COMPARED: {
    en: 'It has not been compared with its paper. Tick what you found on it, or say why you sign off without.',
    de: 'Der Vergleich mit dem Papier fehlt. Bitte abhaken, was darauf steht, oder begründen, warum es ohne geht.',
  },
};

/** Names of the optics' fields as the API's inputs call them. */
const fieldNames: readonly [RegExp, string][] = [
  [/^pd\.distanceMm$/, 'pd.binocularMm'],
  [/^prescriber(\.name)?$/, 'prescriberName'],
  [/^(?:segHeights|fittingHeights)\.o([ds])Mm$/, 'heightO$1Mm'],
  [/^(?:segHeights|fittingHeights)$/, 'heightOdMm'],
  [/^(od|os)\.prism$/, '$1.prisms'],
];

export const apiField = (field: string): string => {
  for (const [pattern, name] of fieldNames) if (pattern.test(field)) return field.replace(pattern, name);
  return field;
};

export const issueOf = (finding: Finding, severity: Issue['severity'], locale: Locale): Issue => ({
  code: finding.code,
  message:
    ownSentences[finding.code]?.[locale] ?? deskSentences[finding.code]?.[locale] ?? findingMessage(finding, locale),
  field: apiField(finding.field),
  severity,
});

/** All findings of a judgement, worded; warnings already confirmed are told as notices. */
export function issuesOf(judgement: Judgement, locale: Locale, confirmed: readonly string[] = []): Issue[] {
  return [
    ...judgement.errors.map((f) => issueOf(f, 'error', locale)),
    ...judgement.warnings.map((f) => issueOf(f, confirmed.includes(f.code) ? 'notice' : 'warning', locale)),
    ...judgement.notices.map((f) => issueOf(f, 'notice', locale)),
  ];
}
