/** Invented people: names from lists, places that exist with a postal code of theirs, telephone numbers from the range kept for fiction. */
export const GIVEN_NAMES = [
  'Ada',
  'Ben',
  'Carla',
  'Dmitri',
  'Elena',
  'Farid',
  'Greta',
  'Hiro',
  'Ines',
  'Jonas',
  'Kamala',
  'Liam',
  'Mara',
  'Noah',
  'Olga',
  'Pablo',
  'Quinn',
  'Rosa',
  'Samir',
  'Tessa',
  'Uma',
  'Viktor',
  'Wanda',
  'Xenia',
  'Yusuf',
  'Zoe',
  'Amara',
  'Bruno',
  'Celeste',
  'Dara',
  'Emil',
  'Freya',
];
export const FAMILY_NAMES = [
  'Abbott',
  'Bergmann',
  'Castillo',
  'Dunn',
  'Eriksen',
  'Fontaine',
  'Grant',
  'Hadley',
  'Iversen',
  'Jansen',
  'Kowalski',
  'Lindqvist',
  'Moreau',
  'Nakamura',
  'Okafor',
  'Petrov',
  'Quigley',
  'Rahman',
  'Sorensen',
  'Tanaka',
  'Underwood',
  'Vogel',
  'Whitfield',
  'Yamada',
  'Zimmermann',
];
export const STREETS = [
  'Maple Street',
  'Oak Avenue',
  'Harbor Road',
  'Mill Lane',
  'Cedar Court',
  'Lakeview Drive',
  'Juniper Way',
  'Prospect Street',
  'Granite Avenue',
];
export const GERMAN_STREETS = ['Lindenstraße', 'Gartenweg', 'Bahnhofstraße', 'Am Markt', 'Rosenallee', 'Kastanienweg'];

export interface Place {
  city: string;
  region: string | null;
  postalCode: string;
  areaCode: string;
}

export const US_PLACES: readonly Place[] = [
  { city: 'Portland', region: 'OR', postalCode: '97205', areaCode: '503' },
  { city: 'Austin', region: 'TX', postalCode: '78701', areaCode: '512' },
  { city: 'Madison', region: 'WI', postalCode: '53703', areaCode: '608' },
  { city: 'Burlington', region: 'VT', postalCode: '05401', areaCode: '802' },
  { city: 'Boulder', region: 'CO', postalCode: '80302', areaCode: '303' },
  { city: 'Savannah', region: 'GA', postalCode: '31401', areaCode: '912' },
  { city: 'Ithaca', region: 'NY', postalCode: '14850', areaCode: '607' },
  { city: 'San Diego', region: 'CA', postalCode: '92101', areaCode: '619' },
  { city: 'Ann Arbor', region: 'MI', postalCode: '48104', areaCode: '734' },
  { city: 'Santa Fe', region: 'NM', postalCode: '87501', areaCode: '505' },
  { city: 'Providence', region: 'RI', postalCode: '02903', areaCode: '401' },
  { city: 'Asheville', region: 'NC', postalCode: '28801', areaCode: '828' },
];
export const GERMAN_PLACES: readonly Place[] = [
  { city: 'Freiburg im Breisgau', region: null, postalCode: '79098', areaCode: '761' },
  { city: 'Leipzig', region: null, postalCode: '04109', areaCode: '341' },
  { city: 'Münster', region: null, postalCode: '48143', areaCode: '251' },
  { city: 'Regensburg', region: null, postalCode: '93047', areaCode: '941' },
];

export const PRESCRIBERS = [
  'Dr. M. Alvarez, OD',
  'Dr. P. Lindholm, OD',
  'Dr. S. Banerjee, MD',
  'Dr. K. Osei, OD',
  'Dr. R. Feldman, OD',
];
