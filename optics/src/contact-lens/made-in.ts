import { type Finding, finding } from '../prescription/finding.ts';
import { formatPower } from '../prescription/format-power.ts';

/** One row of what a product is made in, as texts of its own list: every value of a row goes with every other of the same row. */
export interface MadeRow {
  powers: readonly string[];
  cylinders: readonly string[] | null;
  axes: readonly number[] | null;
  adds: readonly string[] | null;
  baseCurvesMm: readonly string[];
  diametersMm: readonly string[];
  dominances?: readonly string[] | null;
}

/** A lens as it stands on a paper, field by field; what the paper does not name is empty. */
export interface WrittenLens {
  power: string;
  cylinder: string;
  axis: string;
  add: string;
  baseCurve: string;
  diameter: string;
  dominance: string;
}

export const writtenFields = ['power', 'cylinder', 'axis', 'add', 'baseCurve', 'diameter', 'dominance'] as const;
export type WrittenField = (typeof writtenFields)[number];

const listOf: Record<WrittenField, (row: MadeRow) => readonly (string | number)[] | null> = {
  power: (row) => row.powers,
  cylinder: (row) => row.cylinders,
  axis: (row) => row.axes,
  add: (row) => row.adds,
  baseCurve: (row) => row.baseCurvesMm,
  diameter: (row) => row.diametersMm,
  dominance: (row) => row.dominances ?? null,
};

/** A paper may leave these open where the lens is made in one value only. */
const mayBeOpen: ReadonlySet<WrittenField> = new Set(['baseCurve', 'diameter', 'dominance']);

/** What the product is made in, of one parameter, in the order of its size; empty when it has none. */
export const madeValues = (rows: readonly MadeRow[], field: WrittenField): string[] =>
  [...new Set(rows.flatMap((row) => (listOf[field](row) ?? []).map(String)))].sort(byValue);

/** The size of a written value, either decimal and either minus sign; null for words such as LOW, and for nothing. */
const sizeOf = (text: string): number | null => {
  const value = Number(text.trim().replace(',', '.').replace('−', '-'));
  return text.trim() !== '' && Number.isFinite(value) ? value : null;
};
/** Words keep the order of their list: LOW, MID, HIGH. */
const byValue = (a: string, b: string): number => (sizeOf(a) ?? 0) - (sizeOf(b) ?? 0);
const isSame = (a: string, b: string): boolean => {
  const [one, other] = [sizeOf(a), sizeOf(b)];
  return one !== null && other !== null ? one === other : a.trim().toUpperCase() === b.trim().toUpperCase();
};

function missesOf(row: MadeRow, lens: WrittenLens): WrittenField[] {
  return writtenFields.filter((field) => {
    const made = listOf[field](row);
    const written = lens[field].trim();
    // A zero cylinder is none.
    const isNone = written === '' || (field === 'cylinder' && sizeOf(written) === 0);
    if (!made || made.length === 0) return !isNone && !(field === 'axis' && sizeOf(lens.cylinder) === 0);
    if (isNone) return !(mayBeOpen.has(field) && made.length === 1);
    return !made.some((value) => isSame(String(value), written));
  });
}

/**
 * Why a product is not made as written, a finding for each value, with the nearest it is made in beside the rest of the lens. Nothing is
 * rounded or taken over: another value is a question for the prescriber.
 * @param field under which the values are told, "contactLenses.OD"
 * @returns empty when the product is made so
 */
export function notMadeIn(rows: readonly MadeRow[], lens: WrittenLens, field: string): Finding[] {
  const judged = rows.map((row) => ({ row, misses: missesOf(row, lens) }));
  // A row with the right cylinder and a wrong axis is closer than one without the cylinder.
  const distance = ({ misses }: (typeof judged)[number]) => misses.length + (misses.includes('cylinder') ? 0.5 : 0);
  const [closest] = [...judged].sort((a, b) => distance(a) - distance(b));
  if (!closest || closest.misses.length === 0) return [];
  return closest.misses.map((miss) => {
    // Rows that differ in nothing but this value have its real neighbours; without one, those of the closest row are told.
    const rivals = judged.filter(({ misses }) => misses.every((one) => one === miss)).map(({ row }) => row);
    const nearest = neighbours(madeValues(rivals.length > 0 ? rivals : [closest.row], miss), lens[miss], miss);
    const written = lens[miss].trim();
    if (nearest.length === 0) return finding('CONTACT_LENS_WITHOUT', `${field}.${miss}`, { value: written });
    return written === ''
      ? finding('CONTACT_LENS_VALUE_NEEDED', `${field}.${miss}`, { nearest: shown(nearest, miss) })
      : finding('CONTACT_LENS_NOT_MADE', `${field}.${miss}`, { value: written, nearest: shown(nearest, miss) });
  });
}

/** Powers signed as on a paper; everything else as the list of the product has it. */
const shown = (values: readonly string[], field: WrittenField): string =>
  values
    .map((value) => {
      const size = sizeOf(value);
      const isPower = field === 'power' || field === 'cylinder' || field === 'add';
      return isPower && size !== null ? formatPower(Math.round(size * 1_000)) : value;
    })
    .join(', ');

/** The next smaller and the next larger value; of words, all there are. Axes go round at 180. */
function neighbours(made: readonly string[], written: string, field: WrittenField): string[] {
  const size = sizeOf(written);
  if (size === null) return made.slice(0, 6);
  const sized = made.filter((value) => sizeOf(value) !== null);
  if (sized.length === 0) return made.slice(0, 6);
  const below = sized.filter((value) => sizeOf(value)! < size).at(-1);
  const above = sized.find((value) => sizeOf(value)! > size);
  const around = field === 'axis' ? [below ?? sized.at(-1), above ?? sized[0]] : [below, above];
  return [...new Set(around.filter((value): value is string => value !== undefined))];
}
