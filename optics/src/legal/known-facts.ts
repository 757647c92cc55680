import type { Certainty, SourcedFact } from '../certainty.ts';

/** What is known of the places of sale, as sentences with their source. What follows from them stands in jurisdiction-facts.ts. */

/** What is known of a place, each by itself: one may be sure while the next one is only said. */
export const FACT_CODES = [
  'EXPIRY_SPECTACLES',
  'EXPIRY_CONTACT_LENSES',
  'VERIFY_SPECTACLES',
  'VERIFY_CONTACT_LENSES',
  'BUSINESS_HOURS',
  'PAPER_SPECTACLES',
  'PAPER_CONTACT_LENSES',
  'PD_DISPENSING',
  'RECORDS',
  'DEVICE_DUTIES',
  'CUSTOM_MADE',
  'WITHDRAWAL',
] as const;
export type FactCode = (typeof FACT_CODES)[number];

/** Who acts on it. */
export type FactActor = 'desk' | 'shop' | 'lab' | 'clock';

export interface KnownFact extends SourcedFact {
  code: FactCode;
  en: string;
  de: string;
  actors: readonly FactActor[];
}

const fact = (
  code: FactCode,
  certainty: Certainty,
  source: string,
  [en, de]: readonly [string, string],
  ...actors: FactActor[]
): KnownFact => ({ code, certainty, source, en, de, actors });

/** Neither place nor law says otherwise: how a careful house works. */
export const everywhere: readonly KnownFact[] = [
  fact(
    'VERIFY_SPECTACLES',
    'common-practice',
    'Recommended: no rule lets silence verify glasses',
    [
      'Glasses are verified by an answer only, never by silence.',
      'Brillen gelten nur durch eine Antwort als geprüft, nie durch Schweigen.',
    ],
    'desk',
  ),
  fact(
    'PAPER_SPECTACLES',
    'common-practice',
    'What papers hold in the trade',
    [
      'A paper for glasses names patient, issue, prescriber and signature; what is missing needs a reason.',
      'Ein Brillenrezept nennt Person, Ausstellung, Verordner und Unterschrift; was fehlt, braucht einen Grund.',
    ],
    'desk',
  ),
];

export const unitedStates: readonly KnownFact[] = [
  fact(
    'EXPIRY_SPECTACLES',
    'verified',
    'Overview of state laws: most states two years, Louisiana 18 months, four states none',
    [
      'Without a date of its own a prescription for glasses follows the term of the state.',
      'Ohne eigenes Datum gilt für ein Brillenrezept die Frist des Staates.',
    ],
    'desk',
    'shop',
  ),
  fact(
    'EXPIRY_CONTACT_LENSES',
    'verified',
    '16 CFR 315.6',
    [
      'A prescription for contact lenses runs at least a year, unless a medical reason is documented.',
      'Ein Kontaktlinsenrezept gilt mindestens ein Jahr, außer ein medizinischer Grund ist dokumentiert.',
    ],
    'desk',
    'shop',
  ),
  fact(
    'VERIFY_CONTACT_LENSES',
    'verified',
    '16 CFR 315.5(c)',
    [
      'Contact lenses count as verified after eight business hours without an answer, once the request was received.',
      'Kontaktlinsen gelten nach acht Geschäftsstunden ohne Antwort als geprüft, sobald die Anfrage ankam.',
    ],
    'clock',
  ),
  fact(
    'BUSINESS_HOURS',
    'common-practice',
    '16 CFR 315.2 as commonly told; its text was not at hand, the hours are the owner’s to set',
    [
      'Business hours are 9 to 17 on weekdays without federal holidays, where the prescriber is.',
      'Geschäftsstunden sind 9 bis 17 Uhr an Werktagen ohne Bundesfeiertage, am Ort des Verordners.',
    ],
    'clock',
  ),
  fact(
    'PAPER_CONTACT_LENSES',
    'verified',
    '15 USC 7610(3)',
    [
      'The statute lists what a prescription for contact lenses holds; no reason stands in for what is missing.',
      'Das Gesetz nennt, was ein Kontaktlinsenrezept enthält; ein Grund ersetzt nichts davon.',
    ],
    'desk',
  ),
];

const pdIsDispensing = (certainty: Certainty, source: string): KnownFact =>
  fact(
    'PD_DISPENSING',
    certainty,
    source,
    [
      'The PD is measured when the glasses are fitted. It need not stand on the prescription.',
      'Die PD wird beim Anpassen gemessen. Sie muss nicht auf dem Rezept stehen.',
    ],
    'shop',
    'desk',
  );

export const unitedKingdom: readonly KnownFact[] = [
  pdIsDispensing('verified', 'Trade guidance on PDs in the UK'),
  fact(
    'RECORDS',
    'verified',
    'College of Optometrists: adults ten years after they were last seen, children to 25 if that is later',
    ['Records are kept ten years.', 'Unterlagen werden zehn Jahre aufbewahrt.'],
    'desk',
  ),
];

export const canada: readonly KnownFact[] = [pdIsDispensing('common-practice', 'Trade guidance: so in most of Canada')];

export const union: readonly KnownFact[] = [
  fact(
    'DEVICE_DUTIES',
    'verified',
    'Regulation (EU) 2017/745: spectacles are adaptable devices, whoever makes them up has a distributor’s duties',
    [
      'Frame and lenses carry CE marks and labels, instructions go with them, and supplier and customer can be traced.',
      'Fassung und Gläser tragen CE-Zeichen und Etikett, die Anleitung liegt bei, Lieferant und Kunde sind rückverfolgbar.',
    ],
    'lab',
    'desk',
  ),
  fact(
    'CUSTOM_MADE',
    'unverified',
    'Regulation (EU) 2017/745, Art. 2(3), as commonly told',
    [
      'Lenses made in series to a written prescription are no custom-made devices: no statement of that kind goes with them.',
      'Serienmäßig nach Rezept gefertigte Gläser sind keine Sonderanfertigungen: eine solche Erklärung liegt nicht bei.',
    ],
    'desk',
  ),
  fact(
    'WITHDRAWAL',
    'unverified',
    'Directive 2011/83/EU, Art. 16(c), as commonly told',
    [
      'Lenses made to your prescription are made to specification: the right of withdrawal does not cover them.',
      'Gläser nach Ihrem Rezept sind Sonderanfertigungen: Das Widerrufsrecht gilt für sie nicht.',
    ],
    'shop',
    'desk',
  ),
];

/** States that are said to let a prescription for glasses end after a year; the list is common knowledge only. */
export const oneYear = fact(
  'EXPIRY_SPECTACLES',
  'unverified',
  'Some sixteen states are said to have one year; which ones, no source at hand lists',
  ['A prescription for glasses ends after twelve months.', 'Ein Brillenrezept endet nach zwölf Monaten.'],
  'desk',
  'shop',
);
