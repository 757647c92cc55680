import { formatPower } from '@opticworks/optics/prescription';

export interface MoneyValue {
  amount: string;
  currencyCode: string;
}

const NONE = '—';

const moneyFormats = new Map<string, Intl.NumberFormat>();
/** Amounts are exact texts and stay so: the formatter takes decimal strings without going through a float. */
export function money(value: MoneyValue | null | undefined): string {
  if (!value) return NONE;
  let format = moneyFormats.get(value.currencyCode);
  if (!format) {
    format = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency: value.currencyCode,
      currencyDisplay: 'narrowSymbol',
    });
    moneyFormats.set(value.currencyCode, format);
  }
  return format.format(value.amount as `${number}`).replace('-', '−');
}

export const moneyNumber = (value: MoneyValue): number => Number(value.amount);

/** "-2.25" → "−2.25", "1" → "+1.00", "0" → "0.00"; always signed, two decimals. */
export function power(text: string | null | undefined): string {
  if (text === null || text === undefined || text === '') return NONE;
  const thousandths = Math.round(Number(text.replace('−', '-')) * 1000);
  return Number.isFinite(thousandths) ? formatPower(thousandths) : text;
}

export const axis = (degrees: number | null | undefined): string =>
  degrees === null || degrees === undefined ? NONE : String(degrees).padStart(3, '0');

export const mm = (value: string | number | null | undefined, decimals = 1): string =>
  value === null || value === undefined || value === '' ? NONE : Number(value).toFixed(decimals).replace('-', '−');

export interface PrismValue {
  amount: string;
  base: string;
}
export const prisms = (list: readonly PrismValue[] | null | undefined): string =>
  list?.length ? list.map((one) => `${Number(one.amount).toFixed(2)}Δ ${one.base.toLowerCase()}`).join(', ') : NONE;

/** The zone in which the shop lives; the server of these files writes it into the page. */
export const shopZone =
  (typeof document === 'undefined'
    ? null
    : document.querySelector('meta[name="shop-time-zone"]')?.getAttribute('content')) || 'America/Los_Angeles';

const thisYear = (iso: string) => iso.slice(0, 4) === new Date().toISOString().slice(0, 4);
const instantFormat = (withYear: boolean) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: shopZone,
    month: 'short',
    day: 'numeric',
    ...(withYear && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
const [near, far] = [instantFormat(false), instantFormat(true)];
/** "Mar 14, 09:26 PDT", with the year when it is another one. */
export const instant = (iso: string | null | undefined): string =>
  iso ? (thisYear(iso) ? near : far).format(new Date(iso)) : NONE;

const calendar = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' });
const calendarFar = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
});
/** A calendar date; no zone can move it to another day. */
export const day = (iso: string | null | undefined): string =>
  iso ? (thisYear(iso) ? calendar : calendarFar).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)) : NONE;

/** Today in the shop's zone, YYYY-MM-DD. */
export const today = (now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: shopZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    now,
  );

export const addDays = (isoDay: string, days: number): string =>
  new Date(Date.parse(`${isoDay}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const daysUntil = (isoDay: string, from = today()): number =>
  Math.round((Date.parse(`${isoDay.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** How near a promise is: "2 d late", "today", "tomorrow", "in 5 d". */
export function due(isoDay: string | null | undefined, from = today()): string {
  if (!isoDay) return NONE;
  const days = daysUntil(isoDay, from);
  if (days < 0) return `${-days} d late`;
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} d`;
}

/** How long something has waited: "3 min", "5 h", "2 d". */
export function waited(iso: string | null | undefined, now = Date.now()): string {
  if (!iso) return NONE;
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

export const count = (value: number): string => value.toLocaleString('en-US').replace('-', '−');
export const signedCount = (value: number): string => (value > 0 ? `+${count(value)}` : count(value));
export const percent = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? NONE : `${Number(value).toFixed(1)} %`;

/** Words that are not simply the code in lower case. */
const words: Record<string, string> = {
  RX_VERIFICATION: 'Rx verification',
  LENS_UNFIT: 'Lens does not fit the traced frame',
  SLAB_OFF_DECISION: 'Slab-off to be decided',
  HEIGHT_NEEDED: 'Height to be measured',
  HARD_COAT: 'Hard coat',
  AR: 'Anti-reflection',
  FHIR: 'FHIR file',
  EDI: 'EDI',
  OD: 'OD',
  OS: 'OS',
  // Why lenses are made again.
  DR_CHANGE: 'Prescriber changed the Rx',
  RX_EXPIRED_REDO: 'Rx expired, made anew',
  PD_WRONG: 'PD wrong',
  VERTEX_TILT: 'Vertex or tilt wrong',
  NON_ADAPT_PAL: 'Non-adaptation: progressive',
  NON_ADAPT_BASE: 'Non-adaptation: base curve',
  NON_ADAPT_INDEX: 'Non-adaptation: index',
  SPH: 'Sphere',
  CYL: 'Cylinder',
  ADD: 'ADD',
  PD_LAB: 'PD off in the lab',
  HEIGHT_LAB: 'Height off in the lab',
  LENS_LARGE_STRESS: 'Lens too large, stressed',
  SCRATCH_WARRANTY: 'Scratched, under warranty',
  BREAK_WARRANTY: 'Broken, under warranty',
  DAMAGED_TRANSIT: 'Damaged in transit',
  LAB_ERROR_FREE: 'Errors of lab and supplier',
  FIRST_CHANGE_FREE: 'First change of store or prescriber',
};
/** IN_PRODUCTION → "In production", RxSignedOff → "Rx signed off". */
export function sayCode(code: string | null | undefined): string {
  if (!code) return NONE;
  if (words[code]) return words[code];
  const spaced = code
    .replace(/^[a-z]+\.(?=[A-Z])/, '')
    .replace(/\.v\d+$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
