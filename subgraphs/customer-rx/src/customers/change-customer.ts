import {
  actorOf,
  type CustomerPrincipal,
  type Issue,
  newId,
  type Principal,
  refuse,
  type Tx,
  writtenText,
} from '@opticworks/kernel';
import type { AddressValue } from '@opticworks/schema';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { checkAddress, oneLine, tidyAddress } from './check-address.ts';
import { CONSENT_PURPOSES } from './consent-purposes.ts';
import { noteOnTimeline } from './note-on-timeline.ts';

type Locale = 'en' | 'de';
const MAX_ADDRESSES = 20;

export interface ProfileChange {
  name?: string | null;
  phone?: string | null;
  birthDate?: string | null;
  locale?: string | null;
}

/** Only what is given changes; null or an empty text clears an optional field. @throws PROFILE_INVALID with an issue per field */
export async function updateProfile(
  parts: CustomerRxParts,
  who: CustomerPrincipal,
  change: ProfileChange,
  locale: Locale,
): Promise<void> {
  const issues = checkProfile(change, parts.clock.today(), locale);
  if (issues.length > 0) refuse(ERRORS.PROFILE_INVALID, {}, { issues });
  await inOwnRow(parts, who.id, 'update profile', async (tx) => {
    const birthDate = change.birthDate
      ? await parts.contents.seal(tx, `customer:${who.id}`, who.id, change.birthDate)
      : null;
    await tx.query(
      `UPDATE customer SET name = coalesce($2, name), phone = CASE WHEN $3 THEN $4 ELSE phone END,
         birth_date_cipher = CASE WHEN $5 THEN $6 ELSE birth_date_cipher END, locale = coalesce($7, locale) WHERE id = $1`,
      [
        who.id,
        oneLine(change.name ?? '') || null,
        change.phone !== undefined,
        change.phone?.trim() || null,
        change.birthDate !== undefined,
        birthDate,
        change.locale ?? null,
      ],
    );
  });
}

const sentences = {
  NAME_LENGTH: {
    en: 'Give a name of at most 120 characters.',
    de: 'Bitte einen Namen mit höchstens 120 Zeichen angeben.',
  },
  PHONE_FORM: {
    en: 'Write the phone number with digits, spaces and +.',
    de: 'Bitte die Telefonnummer mit Ziffern, Leerzeichen und + schreiben.',
  },
  BIRTH_DATE_RANGE: { en: 'This date of birth is not possible.', de: 'Dieses Geburtsdatum ist nicht möglich.' },
  LOCALE_UNKNOWN: { en: 'Choose English (en) or German (de).', de: 'Bitte Englisch (en) oder Deutsch (de) wählen.' },
} as const;

function checkProfile(change: ProfileChange, today: string, locale: Locale): Issue[] {
  const issues: Issue[] = [];
  const add = (field: string, code: keyof typeof sentences) =>
    issues.push({ code, field, severity: 'error', message: sentences[code][locale] });
  if (change.name !== undefined && change.name !== null && (!oneLine(change.name) || change.name.length > 120))
    add('name', 'NAME_LENGTH');
  if (change.phone && !/^\+?[\d\s()./-]{5,30}$/.test(change.phone.trim())) add('phone', 'PHONE_FORM');
  if (change.birthDate && (change.birthDate > today || change.birthDate < '1900-01-01'))
    add('birthDate', 'BIRTH_DATE_RANGE');
  if (change.locale != null && change.locale !== 'en' && change.locale !== 'de') add('locale', 'LOCALE_UNKNOWN');
  return issues;
}

export interface AddressChange {
  id?: string | null;
  address: AddressValue;
  isDefault?: boolean | null;
}

/** The first address becomes the default by itself. */
export async function saveAddress(
  parts: CustomerRxParts,
  who: CustomerPrincipal,
  change: AddressChange,
  locale: Locale,
): Promise<void> {
  const issues = checkAddress(change.address, locale);
  if (issues.length > 0) refuse(ERRORS.ADDRESS_INVALID, {}, { issues });
  const address = JSON.stringify(tidyAddress(change.address));
  await inOwnRow(parts, who.id, 'save address', async (tx) => {
    const present = await tx.query<{ id: string; isDefault: boolean }>(
      'SELECT id, is_default AS "isDefault" FROM saved_address WHERE customer_id = $1',
      [who.id],
    );
    const old = change.id ? present.find(({ id }) => id === change.id) : undefined;
    if (change.id && !old) refuse(ERRORS.ADDRESS_NOT_FOUND);
    if (!old && present.length >= MAX_ADDRESSES) refuse(ERRORS.ADDRESS_LIMIT, { limit: MAX_ADDRESSES });
    const isDefault = change.isDefault ?? old?.isDefault ?? present.length === 0;
    if (isDefault)
      await tx.query('UPDATE saved_address SET is_default = false WHERE customer_id = $1 AND is_default', [who.id]);
    await tx.query(
      `INSERT INTO saved_address (id, customer_id, address, is_default, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET address = excluded.address, is_default = excluded.is_default`,
      [old?.id ?? newId('addr'), who.id, address, isDefault, parts.clock.now()],
    );
  });
}

/** When the default goes, the newest of the others takes its place. */
export async function removeAddress(parts: CustomerRxParts, who: CustomerPrincipal, id: string): Promise<void> {
  await inOwnRow(parts, who.id, 'remove address', async (tx) => {
    const [gone] = await tx.query<{ wasDefault: boolean }>(
      'DELETE FROM saved_address WHERE id = $1 AND customer_id = $2 RETURNING is_default AS "wasDefault"',
      [id, who.id],
    );
    if (!gone) refuse(ERRORS.ADDRESS_NOT_FOUND);
    if (!gone.wasDefault) return;
    await tx.query(
      `UPDATE saved_address SET is_default = true
       WHERE id = (SELECT id FROM saved_address WHERE customer_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1)`,
      [who.id],
    );
  });
}

/** Each change of mind is kept with the version of the text the person saw. */
export async function setConsent(
  parts: CustomerRxParts,
  who: CustomerPrincipal,
  purpose: string,
  granted: boolean,
): Promise<void> {
  const known = CONSENT_PURPOSES[purpose];
  if (!known)
    refuse(ERRORS.CONSENT_UNKNOWN, { purpose: purpose.slice(0, 40), known: Object.keys(CONSENT_PURPOSES).join(', ') });
  await inOwnRow(parts, who.id, 'set consent', (tx) =>
    tx.query('INSERT INTO consent (id, customer_id, purpose, granted, version, at) VALUES ($1, $2, $3, $4, $5, $6)', [
      newId('consent'),
      who.id,
      purpose,
      granted,
      known.version,
      parts.clock.now(),
    ]),
  );
}

export async function addTimelineNote(
  parts: CustomerRxParts,
  principal: Principal,
  customerId: string,
  text: string,
): Promise<void> {
  insist({ principal }, 'writeNotes');
  const note = writtenText(text, 2_000, 'text');
  if (!note) refuse(ERRORS.REASON_REQUIRED);
  await inOwnRow(parts, customerId, 'add note', (tx) =>
    noteOnTimeline(parts, tx, {
      customerId,
      kind: 'NOTE',
      text: note,
      actor: principal.kind === 'staff' ? principal.name : actorOf(principal),
      reference: null,
    }),
  );
}

/** Locks the customer's row, so that two changes of one customer queue up and erasure is never raced. */
function inOwnRow(
  parts: CustomerRxParts,
  customerId: string,
  name: string,
  change: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  return parts.database.transaction(
    async (tx) => {
      const [row] = await tx.query<{ erased: boolean }>(
        'SELECT erased_at IS NOT NULL AS erased FROM customer WHERE id = $1 FOR UPDATE',
        [customerId],
      );
      if (!row) refuse(ERRORS.CUSTOMER_NOT_FOUND);
      if (row.erased) refuse(ERRORS.CUSTOMER_ERASED);
      await change(tx);
    },
    { name },
  );
}
