export interface SettingDifference {
  field: string;
  before: string | null;
  after: string | null;
}

type Values = Record<string, unknown>;

/** What changed between two states of a thing, field by field; a nested field is named with dots, `capacities.SURFACING.lensesPerDay`. */
export function settingDifferences(before: Values | null, after: Values | null): SettingDifference[] {
  const [was, is] = [flat(before ?? {}), flat(after ?? {})];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => was.get(field) !== is.get(field))
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }));
}

function flat(value: Values, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, part] of Object.entries(value)) {
    const name = path ? `${path}.${key}` : key;
    if (part === null || part === undefined) continue;
    if (Array.isArray(part)) for (const [field, text] of flatList(part, name)) found.set(field, text);
    else if (typeof part === 'object') for (const [field, text] of flat(part as Values, name)) found.set(field, text);
    else found.set(name, String(part));
  }
  return found;
}

/** Rows are named by what names them; a list of plain values is one field. */
function flatList(list: readonly unknown[], path: string): Map<string, string> {
  if (list.length === 0) return new Map();
  if (list.some((one) => typeof one !== 'object' || one === null)) return new Map([[path, list.join(', ')]]);
  const found = new Map<string, string>();
  for (const row of list as Values[]) {
    const name = row.stage ?? row.code ?? row.day;
    for (const [field, text] of flat(row, `${path}.${String(name)}`)) if (text !== String(name)) found.set(field, text);
  }
  return found;
}
