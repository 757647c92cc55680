import type { ContactChoice, Parameter } from './contact-rows.ts';

const numeric = (text: string): number | null => {
  const value = Number(text.replace('−', '-').replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
};

/** "-3.00" and "−3.0" are the same power, "LOW" and "low" the same ADD; nothing else is. */
function isSame(a: string | null | undefined, b: string | null | undefined): boolean {
  const [x, y] = [a?.trim() ?? '', b?.trim() ?? ''];
  const [m, n] = [numeric(x), numeric(y)];
  return m !== null && n !== null ? m === n : x.toUpperCase() === y.toUpperCase();
}

export interface Difference {
  parameter: Parameter;
  prescribed: string;
}

/** Where a choice is not the lens on the prescription. What the prescription leaves open cannot differ. */
export const differencesFrom = (prescribed: ContactChoice, choice: ContactChoice): Difference[] =>
  (Object.entries(prescribed) as [Parameter, string | undefined][]).flatMap(([parameter, value]) =>
    value === undefined || isSame(value, choice[parameter]) ? [] : [{ parameter, prescribed: value }],
  );
