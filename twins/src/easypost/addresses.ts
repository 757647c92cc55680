import { createHash } from 'node:crypto';
import { easypostId } from '../ids.ts';
import { invalid, missingField } from './easypost-failure.ts';
import type { Address, Verification } from './easypost-objects.ts';

export type Raw = Record<string, unknown>;

const clean = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value.trim() : null);

export function buildAddress(raw: Raw, at: string): Address {
  const country = (clean(raw.country) ?? 'US').toUpperCase();
  if (!/^[A-Z]{2}$/.test(country))
    throw invalid('ADDRESS.COUNTRY.INVALID', "Invalid 'country', please provide a 2 character ISO country code.", [
      { field: 'country', message: 'is not a 2 character ISO country code' },
    ]);
  if (!clean(raw.street1) && !clean(raw.zip) && !clean(raw.city)) throw missingField('street1');
  return {
    id: easypostId('adr'),
    object: 'Address',
    mode: 'test',
    created_at: at,
    updated_at: at,
    name: clean(raw.name),
    company: clean(raw.company),
    street1: clean(raw.street1),
    street2: clean(raw.street2),
    city: clean(raw.city),
    state: clean(raw.state),
    zip: clean(raw.zip),
    country,
    phone: clean(raw.phone)?.replaceAll(/[^\d+]/g, '') ?? null,
    email: clean(raw.email),
    carrier_facility: null,
    residential: typeof raw.residential === 'boolean' ? raw.residential : null,
    federal_tax_id: clean(raw.federal_tax_id),
    state_tax_id: clean(raw.state_tax_id),
    verifications: {},
  };
}

/** First ZIP digit → the states and territories it covers (USPS national areas). */
const AREAS: Record<string, string> = {
  0: 'CT MA ME NH NJ NY PR RI VT VI AE',
  1: 'DE NY PA',
  2: 'DC MD NC SC VA WV',
  3: 'AL FL GA MS TN AA',
  4: 'IN KY MI OH',
  5: 'IA MN MT ND SD WI DC',
  6: 'IL KS MO NE',
  7: 'AR LA OK TX',
  8: 'AZ CO ID NM NV UT WY TX',
  9: 'AK AS CA GU HI OR WA AP',
};

const SUFFIXES: Record<string, string> = {
  STREET: 'ST',
  AVENUE: 'AVE',
  BOULEVARD: 'BLVD',
  ROAD: 'RD',
  DRIVE: 'DR',
  LANE: 'LN',
  COURT: 'CT',
  PLACE: 'PL',
  SQUARE: 'SQ',
  TERRACE: 'TER',
  PARKWAY: 'PKWY',
  HIGHWAY: 'HWY',
  NORTH: 'N',
  SOUTH: 'S',
  EAST: 'E',
  WEST: 'W',
  SUITE: 'STE',
  APARTMENT: 'APT',
  FLOOR: 'FL',
};

const standard = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll(/[.,]/g, '')
    .split(/\s+/)
    .map((word) => SUFFIXES[word] ?? word)
    .join(' ');

const problem = (code: string, field: string, message: string) => ({ code, field, message, suggestion: null });

const failed = (...errors: Verification['errors']): Verification => ({ success: false, errors, details: null });

/**
 * Checks an address against what its own parts say and, when it holds, corrects it in place: capitals, postal
 * abbreviations, ZIP+4. Addresses with `nowhere` or `undeliverable` in them, or ZIP 00000 and 99999, are not found.
 */
export function verifyAddress(address: Address): Verification {
  const street = address.street1 ?? '';
  const notFound = problem('E.ADDRESS.NOT_FOUND', 'address', 'Address not found');
  if (/nowhere|undeliverable|does not exist/i.test(`${street} ${address.city ?? ''}`)) return failed(notFound);
  if (!street) return failed(problem('E.STREET.MISSING', 'street1', 'Street is missing'), notFound);
  if (address.country !== 'US') {
    if (!address.city)
      return failed(problem('E.ADDRESS.INSUFFICIENT', 'address', 'Insufficient address data provided'));
    return { success: true, errors: [], details: position(address) };
  }

  if (!address.zip && !(address.city && address.state))
    return failed(
      problem(
        'E.ADDRESS.INSUFFICIENT',
        'address',
        'Insufficient address data provided. A city and state or a zip must be provided.',
      ),
    );
  const zip = address.zip ?? '';
  if (zip && !/^\d{5}(-?\d{4})?$/.test(zip)) return failed(problem('E.ZIP.INVALID', 'zip', 'Invalid zip'), notFound);
  if (/^(00000|99999)/.test(zip)) return failed(problem('E.ZIP.NOT_FOUND', 'zip', 'Zip not found'), notFound);
  if (!/^(\d|p\.?\s*o\.?\s*box|rr |hc |one |general delivery)/i.test(street))
    return failed(problem('E.HOUSE_NUMBER.MISSING', 'street1', 'House number is missing'), notFound);
  const state = address.state?.toUpperCase() ?? '';
  if (zip && state && !AREAS[zip.charAt(0)]?.split(' ').includes(state))
    return failed(problem('E.STATE.INVALID', 'state', 'Invalid state'), notFound);

  address.street1 = standard(street);
  address.street2 = address.street2 ? standard(address.street2) : null;
  address.city = address.city?.toUpperCase() ?? null;
  address.state = state || null;
  address.name = address.name?.toUpperCase() ?? null;
  address.company = address.company?.toUpperCase() ?? null;
  if (/^\d{5}$/.test(zip)) address.zip = `${zip}-${plusFour(address)}`;
  if (/^\d{9}$/.test(zip)) address.zip = `${zip.slice(0, 5)}-${zip.slice(5)}`;
  address.residential ??=
    address.company === null && !/\b(STE|FL|PO BOX)\b/.test(`${address.street1} ${address.street2 ?? ''}`);
  return { success: true, errors: [], details: position(address) };
}

function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}

/** Stable per address, as if it came from the postal database. */
const plusFour = (address: Address): string => String(1000 + (hashOf(`${address.street1}|${address.zip}`) % 8999));

/** Rough centre of each ZIP area: [latitude, longitude, time zone]. */
const CENTRES: Record<string, readonly [number, number, string]> = {
  0: [42.3, -71.8, 'America/New_York'],
  1: [40.9, -75.5, 'America/New_York'],
  2: [37.4, -78.6, 'America/New_York'],
  3: [32.2, -84.4, 'America/New_York'],
  4: [40.2, -84.0, 'America/Detroit'],
  5: [44.5, -94.5, 'America/Chicago'],
  6: [40.0, -93.5, 'America/Chicago'],
  7: [32.0, -96.5, 'America/Chicago'],
  8: [38.5, -109.0, 'America/Denver'],
  9: [38.5, -120.8, 'America/Los_Angeles'],
};

function position(address: Address): Verification['details'] {
  const zip = address.zip ?? '';
  const centre = address.country === 'US' ? CENTRES[zip.charAt(0) || '6'] : undefined;
  const [latitude, longitude, zone] = centre ?? [48.5, 9.5, 'Europe/Berlin'];
  const spread = Number(zip.slice(1, 3)) || 50;
  return {
    latitude: Number((latitude + (spread - 50) / 40).toFixed(5)),
    longitude: Number((longitude + (50 - spread) / 40).toFixed(5)),
    time_zone: zone,
  };
}

/** Miles between two US addresses, from the ZIP's first three digits. */
export function milesBetween(from: Address, to: Address): number {
  const here = position(from);
  const there = position(to);
  if (!here || !there) return 1000;
  if (from.zip?.slice(0, 3) === to.zip?.slice(0, 3)) return 20;
  const radians = Math.PI / 180;
  const x = (there.longitude - here.longitude) * radians * Math.cos(((here.latitude + there.latitude) / 2) * radians);
  const y = (there.latitude - here.latitude) * radians;
  return Math.round(Math.hypot(x, y) * 3959);
}
