import { expect, test } from 'vitest';
import { readScan, stationOf } from './scan-code.ts';

const station = (code: string, name: string, statuses: readonly string[]) =>
  ({ code, name, statuses, batchKinds: [], batchCapacity: null, active: true }) as unknown as Parameters<
    typeof readScan
  >[1][number];
const stations = [station('EDGE-1', 'Edger 1', ['FINISHING']), station('AR-1', 'Vacuum chamber 1', ['COATING'])];

test('labels of stations and stages are told from trays', () => {
  expect(readScan('STATION:ar-1', stations)).toMatchObject({ kind: 'station', station: { code: 'AR-1' } });
  expect(readScan('EDGE-1', stations)).toMatchObject({ kind: 'station' });
  expect(readScan('STAGE:COATING', stations)).toEqual({ kind: 'stage', status: 'COATING' });
  expect(readScan('finishing', stations)).toEqual({ kind: 'stage', status: 'FINISHING' });
  expect(readScan(' t-0042 ', stations)).toEqual({ kind: 'tray', trayCode: 't-0042' });
});

test('a station is kept by its name or its code', () => {
  expect(stationOf(stations, 'edger 1')?.code).toBe('EDGE-1');
  expect(stationOf(stations, 'AR-1')?.name).toBe('Vacuum chamber 1');
  expect(stationOf(stations, 'Bench 9')).toBeNull();
});
