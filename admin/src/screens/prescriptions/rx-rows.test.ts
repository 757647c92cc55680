import { expect, test } from 'vitest';
import { type RxShape, rowOfChange, rxRows } from './rx-rows.ts';

const eye = { sphere: '-2.25', cylinder: '-0.50', axis: 5, add: null, prisms: [] };
const aPair: RxShape = {
  od: eye,
  os: { ...eye, sphere: '-2.00', cylinder: null, axis: null },
  pd: { binocularMm: '63', odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null },
  segHeightMm: null,
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
