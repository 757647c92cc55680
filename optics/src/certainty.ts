/**
 * How sure a number or a rule is.
 * verified: a source was read that says so. common-practice: the trade works so, and published guidance agrees on the rule if not on the
 * number; a house may choose another. unverified: it is said, and nobody has held it against a source; it stays off until an owner
 * switches it on, who answers for it.
 */
export const CERTAINTIES = ['verified', 'common-practice', 'unverified'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export interface SourcedFact {
  certainty: Certainty;
  /** Where it comes from, in the words of the trade. */
  source: string;
}

export const certaintyTexts: Record<Certainty, { en: string; de: string }> = {
  verified: { en: 'Source read', de: 'Quelle gelesen' },
  'common-practice': { en: 'Common practice', de: 'Übliche Praxis' },
  unverified: { en: 'Unverified', de: 'Ungeprüft' },
};
