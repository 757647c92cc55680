export interface SettingDifference {
  field: string;
  before: string | null;
  after: string | null;
}

type Values = Record<string, unknown>;

type RowName = (row: Values) => unknown;

/**
 * What changed between two states of a thing, field by field; a nested field is named with dots, `capacities.SURFACING.perDay`.
 * @param nameOf what names a row of a list: its rows are compared under that name wherever they stand
 */
export function settingDifferences(
  before: Values | null,
  after: Values | null,
  nameOf: RowName = (row) => row.code ?? row.day,
): SettingDifference[] {
  const [was, is] = [flat(before ?? {}, nameOf), flat(after ?? {}, nameOf)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => was.get(field) !== is.get(field))
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }));
}

function flat(value: Values, nameOf: RowName, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, part] of Object.entries(value)) {
    const name = path ? `${path}.${key}` : key;
    if (part === null || part === undefined) continue;
    if (Array.isArray(part)) for (const [field, text] of flatList(part, nameOf, name)) found.set(field, text);
    else if (typeof part === 'object')
      for (const [field, text] of flat(part as Values, nameOf, name)) found.set(field, text);
    else found.set(name, String(part));
  }
  return found;
}

/** Rows are named by what names them; a list of plain values is one field. */
function flatList(list: readonly unknown[], nameOf: RowName, path: string): Map<string, string> {
  if (list.length === 0) return new Map();
  if (list.some((one) => typeof one !== 'object' || one === null)) return new Map([[path, list.join(', ')]]);
  const found = new Map<string, string>();
  for (const row of list as Values[]) {
    const name = nameOf(row);
    for (const [field, text] of flat(row, nameOf, `${path}.${String(name)}`))
      if (text !== String(name)) found.set(field, text);
  }
  return found;
}
