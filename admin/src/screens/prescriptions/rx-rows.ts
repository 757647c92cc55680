import { centrationRules, monocularNearPd } from '@opticworks/optics/frame';
import { pdToMake } from '@opticworks/optics/lens';
import { axis, mm, power, prisms } from '../../kit/format.ts';

interface Eye {
  sphere: string;
  cylinder: string | null;
  axis: number | null;
  add: string | null;
  prisms: readonly { amount: string; base: string }[];
}
export interface RxShape {
  od: Eye | null;
  os: Eye | null;
  pd: {
    binocularMm: string | null;
    odMm: string | null;
    osMm: string | null;
    nearMm: string | null;
    nearOdMm: string | null;
    nearOsMm: string | null;
  } | null;
  segHeightMm: string | null;
  heightOdMm: string | null;
  heightOsMm: string | null;
  vertexMm: string | null;
  fittedVertexMm: string | null;
  pantoscopicTiltDeg: string | null;
  wrapAngleDeg: string | null;
  contactLenses: readonly {
    eye: string;
    brand: string | null;
    power: string;
    cylinder: string | null;
    axis: number | null;
    add: string | null;
    baseCurveMm: string | null;
    diameterMm: string | null;
    colour: string | null;
    dominance: string | null;
    baseCurveName: string | null;
    privateLabel: string | null;
    manufacturer: string | null;
    equivalentBrand: string | null;
  }[];
}
export interface RxRow {
  key: string;
  eye: 'OD' | 'OS' | 'OU';
  label: string;
  text: string;
}

/** Every value of a prescription as one row, in the order in which an optician reads it, so that two can stand side by side. */
export function rxRows(rx: RxShape): RxRow[] {
  const rows: RxRow[] = [];
  for (const eye of ['OD', 'OS'] as const) {
    const value = eye === 'OD' ? rx.od : rx.os;
    if (!value) continue;
    const add = (label: string, text: string) => rows.push({ key: `${eye}.${label}`, eye, label, text });
    add('Sphere', power(value.sphere));
    add('Cylinder', value.cylinder ? power(value.cylinder) : 'DS');
    add('Axis', axis(value.axis));
    add('Add', power(value.add));
    add('Prism', prisms(value.prisms));
  }
  for (const lens of rx.contactLenses) {
    const eye = lens.eye === 'OS' ? 'OS' : 'OD';
    const add = (label: string, text: string) => rows.push({ key: `${eye}.${label}`, eye, label, text });
    add('Brand', lens.brand ?? '—');
    add('Power', power(lens.power));
    add('Cylinder', power(lens.cylinder));
    add('Axis', axis(lens.axis));
    add('Add', /^[A-Z]+$/.test(lens.add ?? '') ? lens.add! : power(lens.add));
    add('Base curve', [lens.baseCurveMm && mm(lens.baseCurveMm), lens.baseCurveName].filter(Boolean).join(', ') || '—');
    add('Diameter', mm(lens.diameterMm));
    // What few papers have takes no row where it is not there.
    if (lens.dominance) add('Dominance', lens.dominance === 'D' ? 'D, dominant' : 'N, non-dominant');
    if (lens.colour) add('Colour', lens.colour);
    if (lens.privateLabel) add('Private label', lens.privateLabel);
    if (lens.manufacturer) add('Manufacturer', lens.manufacturer);
    if (lens.equivalentBrand) add('Equivalent brand', lens.equivalentBrand);
  }
  const { pd } = rx;
  const both = (label: string, text: string | null) =>
    text !== null && rows.push({ key: `OU.${label}`, eye: 'OU', label, text });
  const near =
    pd?.nearOdMm && pd.nearOsMm ? `${mm(pd.nearOdMm)} / ${mm(pd.nearOsMm)}` : pd?.nearMm ? mm(pd.nearMm) : null;
  both(
    'PD',
    pd?.odMm && pd.osMm ? `${mm(pd.odMm)} / ${mm(pd.osMm)}` : pd?.binocularMm ? mm(pd.binocularMm) : rx.od ? '—' : null,
  );
  both('Near PD', near ?? derivedNear(rx));
  both(
    'Height',
    rx.heightOdMm && rx.heightOsMm
      ? `${mm(rx.heightOdMm)} / ${mm(rx.heightOsMm)}`
      : rx.segHeightMm && mm(rx.segHeightMm),
  );
  both('Vertex', rx.vertexMm && mm(rx.vertexMm));
  both('Vertex as fitted', rx.fittedVertexMm && mm(rx.fittedVertexMm));
  both('Tilt', rx.pantoscopicTiltDeg && `${mm(rx.pantoscopicTiltDeg)}°`);
  both('Wrap', rx.wrapAngleDeg && `${mm(rx.wrapAngleDeg)}°`);
  return rows;
}

/** Where a pair reads and nobody measured up close: what is taken then, said as such. */
function derivedNear({ od, os, pd }: RxShape): string | null {
  if (!pd || !(od?.add || os?.add)) return null;
  const taken = pdToMake({
    binocularMm: numberOf(pd.binocularMm),
    odMm: numberOf(pd.odMm),
    osMm: numberOf(pd.osMm),
  });
  if (!taken) return null;
  const [right, left] = [monocularNearPd(taken, 'od', centrationRules), monocularNearPd(taken, 'os', centrationRules)];
  return taken.kind === 'binocular' ? `${mm(right + left)}, calculated` : `${mm(right)} / ${mm(left)}, calculated`;
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

/** The row to which a reported change belongs: fields come as "od.sphere", "sphere" with an eye, or "pd". */
export function rowOfChange(change: { field: string; eye: string | null }, rows: readonly RxRow[]): string | null {
  const last =
    change.field
      .split('.')
      .at(-1)
      ?.replace(/(Mm|Deg)$/, '')
      .toLowerCase() ?? '';
  const eye = change.eye ?? (/^o[ds]\./i.test(change.field) ? change.field.slice(0, 2).toUpperCase() : 'OU');
  const names: Record<string, string> = {
    segheight: 'height',
    heightod: 'height',
    heightos: 'height',
    prisms: 'prism',
    distance: 'pd',
    binocular: 'pd',
    od: 'pd',
    os: 'pd',
    near: 'near pd',
    nearod: 'near pd',
    nearos: 'near pd',
    basecurve: 'base curve',
    pantoscopictilt: 'tilt',
    wrapangle: 'wrap',
  };
  const label = names[last] ?? last;
  const found = rows.find((row) => row.label.toLowerCase() === label && (row.eye === eye || row.eye === 'OU'));
  return found?.key ?? null;
}
