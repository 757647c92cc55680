/**
 * Why something comes back: the one register, with its words for shop, staff and letters. The graph knows these and no others; what does
 * not fit is OTHER with a note.
 */
export const RETURN_REASONS = {
  CHANGED_MIND: { en: 'Changed mind', de: 'Anders überlegt' },
  DOES_NOT_FIT: { en: 'Does not fit', de: 'Passt nicht' },
  NOT_AS_DESCRIBED: { en: 'Different than expected', de: 'Anders als erwartet' },
  DEFECTIVE: { en: 'Damaged or defective', de: 'Beschädigt oder defekt' },
  WRONG_ITEM: { en: 'Wrong item sent', de: 'Falscher Artikel geliefert' },
  REMAKE: { en: 'Does not see well with it: make again', de: 'Damit sieht man nicht gut: neu anfertigen' },
  OTHER: { en: 'Something else', de: 'Etwas anderes' },
} as const satisfies Record<string, { en: string; de: string }>;

export type ReturnReason = keyof typeof RETURN_REASONS;

export const RETURN_REASON_CODES = Object.keys(RETURN_REASONS) as ReturnReason[];

/** A remake is how a wrong pair comes back: the reason opens that door, and a person decides. */
export const REMAKE_REASON: ReturnReason = 'REMAKE';

/** What may be said of a line: lenses made to a prescription come back only to be made again, other goods never do. */
export const reasonsFor = ({ requiresLab }: { requiresLab: boolean }): ReturnReason[] =>
  requiresLab ? [REMAKE_REASON] : RETURN_REASON_CODES.filter((code) => code !== REMAKE_REASON);

/** For a reader; a note says more than "something else". */
export const reasonInWords = (
  { reason, note }: { reason: ReturnReason; note: string | null },
  locale: 'en' | 'de',
): string =>
  note ? (reason === 'OTHER' ? note : `${RETURN_REASONS[reason][locale]}: ${note}`) : RETURN_REASONS[reason][locale];
