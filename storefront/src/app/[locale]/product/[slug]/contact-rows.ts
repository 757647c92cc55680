import { annualBoxes, daysPerLens, type Modality } from '@opticworks/optics/contact-lens';

/** Parameters of a contact lens as the shop offers them: rows of values that go together. */
export interface ContactRow {
  powers: string[];
  cylinders: string[] | null;
  axes: number[] | null;
  adds: string[] | null;
  baseCurvesMm: string[];
  diametersMm: string[];
}

export const parameters = ['power', 'cylinder', 'axis', 'add', 'baseCurve', 'diameter'] as const;
export type Parameter = (typeof parameters)[number];
export type ContactChoice = Partial<Record<Parameter, string>>;

const listOf: Record<Parameter, (row: ContactRow) => readonly (string | number)[] | null> = {
  power: (row) => row.powers,
  cylinder: (row) => row.cylinders,
  axis: (row) => row.axes,
  add: (row) => row.adds,
  baseCurve: (row) => row.baseCurvesMm,
  diameter: (row) => row.diametersMm,
};

const allows = (row: ContactRow, parameter: Parameter, value: string): boolean =>
  listOf[parameter](row)?.some((one) => String(one) === value) ?? false;

/** Which parameters this lens has at all. */
export const usedParameters = (rows: readonly ContactRow[]): Parameter[] =>
  parameters.filter((parameter) => rows.some((row) => (listOf[parameter](row)?.length ?? 0) > 0));

/**
 * The values of one parameter that some row makes together with everything chosen before it. Later choices do not narrow earlier
 * ones, so that nobody gets stuck in a corner.
 */
export function offered(rows: readonly ContactRow[], choice: ContactChoice, parameter: Parameter): string[] {
  const used = usedParameters(rows);
  const before = used.slice(0, used.indexOf(parameter));
  const fitting = rows.filter((row) =>
    before.every((one) => choice[one] === undefined || choice[one] === '' || allows(row, one, choice[one])),
  );
  const values = new Set(fitting.flatMap((row) => (listOf[parameter](row) ?? []).map(String)));
  return [...values].sort((a, b) => Number(a) - Number(b) || a.localeCompare(b));
}

/** Drops choices that no longer go with the ones before them, and takes the only value where there is just one. */
export function settled(rows: readonly ContactRow[], choice: ContactChoice): ContactChoice {
  const next: ContactChoice = {};
  for (const parameter of usedParameters(rows)) {
    const values = offered(rows, next, parameter);
    const value = choice[parameter];
    if (value !== undefined && values.includes(value)) next[parameter] = value;
    else if (values.length === 1) next[parameter] = values[0];
  }
  return next;
}

export const isComplete = (rows: readonly ContactRow[], choice: ContactChoice): boolean =>
  usedParameters(rows).every((parameter) => choice[parameter]);

const modalities = Object.keys(daysPerLens) as Modality[];

/** Boxes of one eye that are sold as the supply of a year. A lens worn for another time than the usual ones is counted by its days. */
export function boxesForAYear(packSize: number, replacementDays: number): number {
  const modality = modalities.find((one) => daysPerLens[one] === replacementDays);
  return modality ? annualBoxes(modality, packSize) : Math.max(1, Math.ceil(365 / (packSize * replacementDays)));
}
