import { expect, test } from 'vitest';
import { type RxShape, rowOfChange, rxRows } from './rx-rows.ts';

const eye = { sphere: '-2.25', cylinder: '-0.50', axis: 5, add: null, prisms: [] };
const aPair: RxShape = {
  od: eye,
  os: { ...eye, sphere: '-2.00', cylinder: null, axis: null },
  pd: { binocularMm: '63', odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null },
  segHeightMm: null,
  heightOdMm: null,
  heightOsMm: null,
  vertexMm: null,
  fittedVertexMm: null,
  pantoscopicTiltDeg: null,
  wrapAngleDeg: null,
  contactLenses: [],
};

test('reads in the order of the paper, right eye first', () => {
  const rows = rxRows(aPair);

  expect(rows.slice(0, 3).map((row) => row.text)).toEqual(['−2.25', '−0.50', '005']);
  expect(rows.find((row) => row.key === 'OS.Cylinder')?.text).toBe('DS');
  expect(rows.at(-1)).toMatchObject({ label: 'PD', text: '63.0' });
});

test('a change finds its row however its field is written', () => {
  const rows = rxRows(aPair);

  expect(rowOfChange({ field: 'od.sphere', eye: null }, rows)).toBe('OD.Sphere');
  expect(rowOfChange({ field: 'axis', eye: 'OS' }, rows)).toBe('OS.Axis');
  expect(rowOfChange({ field: 'pd.binocularMm', eye: null }, rows)).toBe('OU.PD');
  expect(rowOfChange({ field: 'unknown', eye: null }, rows)).toBeNull();
});

test('a contact lens shows all its paper names, and no line for what it does not', () => {
  const lens = {
    eye: 'OD',
    brand: 'House Lens Multi',
    power: '+1.25',
    cylinder: null,
    axis: null,
    add: 'MID',
    baseCurveMm: null,
    diameterMm: '14.0',
    colour: null,
    dominance: 'N',
    baseCurveName: 'median',
    privateLabel: 'House Lens',
    manufacturer: 'Pelagic',
    equivalentBrand: null,
  };
  const rows = rxRows({ ...aPair, od: null, os: null, pd: null, contactLenses: [lens] });

  expect(Object.fromEntries(rows.map(({ label, text }) => [label, text]))).toEqual({
    Brand: 'House Lens Multi',
    Power: '+1.25',
    Cylinder: '—',
    Axis: '—',
    Add: 'MID',
    'Base curve': 'median',
    Diameter: '14.0',
    Dominance: 'N, non-dominant',
    'Private label': 'House Lens',
    Manufacturer: 'Pelagic',
  });
});

test('heights stand per eye, and a near PD nobody measured is said to be calculated', () => {
  const reading = { ...eye, add: '+2.00' };
  const rows = (over: Partial<RxShape>) =>
    Object.fromEntries(rxRows({ ...aPair, od: reading, os: reading, ...over }).map(({ key, text }) => [key, text]));
  const pd = { binocularMm: '64', odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null };

  expect(rows({ pd, heightOdMm: '18', heightOsMm: '18.5' })).toMatchObject({
    'OU.Near PD': '60.0, calculated',
    'OU.Height': '18.0 / 18.5',
  });
  expect(rows({ pd: { ...pd, nearMm: '59.5' }, segHeightMm: '18' })).toMatchObject({
    'OU.Near PD': '59.5',
    'OU.Height': '18.0',
  });
  expect(rxRows({ ...aPair, pd }).map(({ label }) => label)).not.toContain('Near PD');
});
