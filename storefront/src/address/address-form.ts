/** An address as it stands in the fields; empty text means not given. */
export interface AddressText {
  name: string;
  company: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  countryCode: string;
  phone: string;
}

export const emptyAddress = (countryCode = 'US'): AddressText => ({
  name: '',
  company: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postalCode: '',
  countryCode,
  phone: '',
});

type Given = { [K in keyof AddressText]?: string | null };

export const addressText = (address: Given): AddressText => {
  const text = emptyAddress(address.countryCode ?? 'US');
  for (const key of Object.keys(text) as (keyof AddressText)[]) text[key] = address[key] ?? text[key];
  return text;
};

export function addressInput(address: AddressText) {
  const given = (text: string) => text.trim() || null;
  return {
    name: address.name.trim(),
    line1: address.line1.trim(),
    city: address.city.trim(),
    postalCode: address.postalCode.trim(),
    countryCode: address.countryCode,
    company: given(address.company),
    line2: given(address.line2),
    region: given(address.region),
    phone: given(address.phone),
  };
}

/** Countries whose addresses name a state or province. */
export const hasRegion = (countryCode: string): boolean => countryCode === 'US' || countryCode === 'CA';

export const requiredFields = (address: AddressText): (keyof AddressText)[] => [
  'name',
  'line1',
  'city',
  ...(hasRegion(address.countryCode) ? (['region'] as const) : []),
  'postalCode',
];

export const missingFields = (address: AddressText): (keyof AddressText)[] =>
  requiredFields(address).filter((field) => address[field].trim() === '');

/** The country's name in the reader's language; a code nobody knows stays a code. */
const countryName = (code: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(code) ?? code;

/** One line per line of the label. */
export const addressLines = (address: Given, locale: string): string[] =>
  [
    address.name,
    address.company,
    address.line1,
    address.line2,
    [address.city, [address.region, address.postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    address.countryCode && countryName(address.countryCode, locale),
  ].filter((line): line is string => Boolean(line));

/** Whether the postal service's spelling is more than another way to write the same letters. */
export function differs(a: AddressText, b: AddressText): boolean {
  const plain = (address: AddressText) =>
    (['line1', 'line2', 'city', 'region', 'postalCode', 'countryCode'] as const)
      .map((field) => address[field].trim().toLowerCase().replace(/\s+/g, ' '))
      .join('|');
  return plain(a) !== plain(b);
}
