import { toMdpt } from '../prescription/format-power.ts';
import { EYES, type Eye } from '../prescription/prescription.types.ts';
import { resolvePrism } from '../prescription/prism.ts';
import { normaliseAxis } from '../prescription/transpose.ts';

/** What a lensmeter says of one lens. Mdpt and MilliPrism; base in and base up are positive. Absent is not the same as zero. */
export interface LensmeterEye {
  sphere?: number;
  cylinder?: number;
  axis?: number;
  add?: number;
  prismIn?: number;
  prismUp?: number;
  pdMm?: number;
}

export type LensmeterEyes = Partial<Record<Eye, LensmeterEye>>;

export type LensmeterText =
  | {
      ok: true;
      /** What was measured. */
      reading: LensmeterEyes;
      /** What the maker of a compensated lens says the lensmeter will show (LDDRSPH and its kin). */
      expected: LensmeterEyes;
    }
  | { ok: false; code: 'EMPTY' | 'LINE_UNREADABLE' | 'TOO_LONG'; line: number };

/** No lensmeter says more; what is longer is another file. */
export const LENSMETER_MAX_CHARACTERS = 20_000;

/**
 * Reads what a lensmeter sends, or types through a keyboard wedge. Two forms, also mixed:
 *
 * - a line per eye: `R -2.00 -0.50 175`, or with names in any order:
 *   `L S-1.75 C-0.25 A90 ADD+2.00 BI0.25 BU0.50 PD31.5`. The eye is R, L, OD or OS; BI, BO, BU, BD are prism by its base, PD is the
 *   distance of this eye; a comma may stand for the decimal point
 * - DCS records `SPH=-2.00;-1.75`, `CYL`, `AX`, `ADD`, `PRVM`, `PRVA`, `IPD`; the same with `LDDRSPH LDDRCYL LDDRAX LDADD LDPRVM LDPRVA`
 *   are expected values. Other records are left alone.
 *
 * Control characters of a device link are taken as line ends. Readings are not put on lens steps.
 * @returns the line that cannot be read, counted from 1; nothing is guessed
 */
export function parseLensmeter(text: string): LensmeterText {
  if (text.length > LENSMETER_MAX_CHARACTERS) return { ok: false, code: 'TOO_LONG', line: 1 };
  const reading: LensmeterEyes = {};
  const records: Records = new Map();
  for (const [i, raw] of text.split(LINE_END).entries()) {
    const line = raw.trim().replace(/[−–—]/g, '-');
    if (line === '') continue;
    const record = /^([A-Z_][A-Z0-9_]*)=(.*)$/i.exec(line);
    if (record) records.set(record[1]!.toUpperCase(), { fields: record[2]!.split(';'), line: i + 1 });
    else if (!readEyeLine(line, reading)) return { ok: false, code: 'LINE_UNREADABLE', line: i + 1 };
  }
  const expected: LensmeterEyes = {};
  const badLine = readRecords(records, measuredLabels, reading) ?? readRecords(records, expectedLabels, expected);
  if (badLine !== null) return { ok: false, code: 'LINE_UNREADABLE', line: badLine };
  if (EYES.every((eye) => !reading[eye] && !expected[eye])) return { ok: false, code: 'EMPTY', line: 1 };
  return { ok: true, reading, expected };
}

/** By label; what a device has no label for (null) is in none. */
type Records = Map<string | null, { fields: string[]; line: number }>;

/** Line ends, and the start, end and acknowledgement characters of a device link. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: devices really send them.
const LINE_END = /\r\n|[\r\n\u0002-\u0006\u0011-\u0015\u001b-\u001e]/;

type Labels = Record<'sphere' | 'cylinder' | 'axis' | 'add', string> & {
  magnitude: string;
  direction: string;
  pd: string | null;
};

const measuredLabels: Labels = {
  sphere: 'SPH',
  cylinder: 'CYL',
  axis: 'AX',
  add: 'ADD',
  magnitude: 'PRVM',
  direction: 'PRVA',
  pd: 'IPD',
};
const expectedLabels: Labels = {
  sphere: 'LDDRSPH',
  cylinder: 'LDDRCYL',
  axis: 'LDDRAX',
  add: 'LDADD',
  magnitude: 'LDPRVM',
  direction: 'LDPRVA',
  pd: null,
};

const NUMBER = /^[+-]?\d{1,3}(?:[.,]\d{1,3})?$/;
const numberOf = (text: string): number | null => (NUMBER.test(text) ? Number(text.replace(',', '.')) : null);

/** Reads one label into both eyes. Right first, left second; a single field counts for both; "?" and an empty field are unknown. */
function readRecord(records: Records, label: string | null, keep: (eye: Eye, value: number) => boolean): number | null {
  const record = records.get(label);
  if (!record) return null;
  for (const eye of EYES) {
    const text = (eye === 'od' || record.fields.length < 2 ? record.fields[0]! : record.fields[1]!).trim();
    if (text === '' || text === '?') continue;
    const value = numberOf(text);
    if (value === null || !keep(eye, value)) return record.line;
  }
  return null;
}

/** @returns the line that cannot be read, or null */
function readRecords(records: Records, labels: Labels, into: LensmeterEyes): number | null {
  const at = (eye: Eye): LensmeterEye => {
    into[eye] ??= {};
    return into[eye];
  };
  const power = (name: 'sphere' | 'cylinder' | 'add') =>
    readRecord(records, labels[name], (eye, value) => {
      at(eye)[name] = toMdpt(value);
      return true;
    });
  const directions: Partial<Record<Eye, number>> = {};
  return (
    power('sphere') ??
    power('cylinder') ??
    power('add') ??
    readRecord(records, labels.axis, (eye, value) => keepAxis(at(eye), value)) ??
    readRecord(records, labels.pd, (eye, value) => {
      at(eye).pdMm = value;
      return true;
    }) ??
    readRecord(records, labels.direction, (eye, value) => {
      directions[eye] = value;
      return true;
    }) ??
    readRecord(records, labels.magnitude, (eye, value) => {
      Object.assign(at(eye), prismValues(eye, toMdpt(value), directions[eye] ?? 0));
      return true;
    })
  );
}

function prismValues(eye: Eye, amount: number, directionDeg: number): { prismIn: number; prismUp: number } {
  const values = { prismIn: 0, prismUp: 0 };
  for (const { amount: part, base } of resolvePrism(eye, amount, directionDeg)) {
    if (base === 'in' || base === 'out') values.prismIn = base === 'in' ? part : -part;
    else values.prismUp = base === 'up' ? part : -part;
  }
  return values;
}

const eyeWords: Record<string, Eye> = { R: 'od', OD: 'od', L: 'os', OS: 'os' };
const NAMED = /^(ADD|BI|BO|BU|BD|PD|S|C|AX|A)([+-]?\d{1,3}(?:[.,]\d{1,3})?)$/i;
const SPHERE_CYLINDER_AXIS = /^([+-]\d{1,2}[.,]\d{1,3})([+-]\d{1,2}[.,]\d{1,3})(?:X|×|@)(\d{1,3})$/i;

/** One line of one eye. @returns false when any of it cannot be read */
function readEyeLine(line: string, into: LensmeterEyes): boolean {
  const [first, ...rest] = line
    .replace(/^(\w+)\s*:/, '$1 ')
    .replace(/=\s*/g, '')
    .split(/\s+/);
  const eye = eyeWords[first!.toUpperCase()];
  if (!eye || rest.length === 0) return false;
  const found: LensmeterEye = { ...into[eye] };
  const plain: number[] = [];
  for (const word of rest) {
    const written = SPHERE_CYLINDER_AXIS.exec(word);
    if (written) plain.push(...written.slice(1).map((part) => Number(part.replace(',', '.'))));
    else if (NUMBER.test(word)) plain.push(Number(word.replace(',', '.')));
    else if (/^(DS|SPH)$/i.test(word)) plain.push(0);
    else if (!readNamed(word, found)) return false;
  }
  if (plain.length > 3 || !keepPlain(plain, found)) return false;
  into[eye] = found;
  return true;
}

/** Sphere, cylinder and axis without names, in this order. */
function keepPlain([sphere, cylinder, axis]: readonly number[], found: LensmeterEye): boolean {
  if (sphere !== undefined) found.sphere = toMdpt(sphere);
  if (cylinder !== undefined) found.cylinder = toMdpt(cylinder);
  return axis === undefined || keepAxis(found, axis);
}

function keepAxis(found: LensmeterEye, axis: number): boolean {
  if (!Number.isInteger(axis) || axis < 0 || axis > 180) return false;
  found.axis = normaliseAxis(axis);
  return true;
}

function readNamed(word: string, found: LensmeterEye): boolean {
  const match = NAMED.exec(word);
  if (!match) return false;
  const value = Number(match[2]!.replace(',', '.'));
  switch (match[1]!.toUpperCase()) {
    case 'S':
      found.sphere = toMdpt(value);
      return true;
    case 'C':
      found.cylinder = toMdpt(value);
      return true;
    case 'ADD':
      found.add = toMdpt(value);
      return true;
    case 'BI':
      found.prismIn = toMdpt(value);
      return true;
    case 'BO':
      found.prismIn = toMdpt(-value);
      return true;
    case 'BU':
      found.prismUp = toMdpt(value);
      return true;
    case 'BD':
      found.prismUp = toMdpt(-value);
      return true;
    case 'PD':
      found.pdMm = value;
      return true;
    default:
      return keepAxis(found, value);
  }
}
