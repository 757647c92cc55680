import type { ResultOf } from '../../graph/tada.ts';
import type { stationsQuery } from './bench.documents.ts';

type Station = ResultOf<typeof stationsQuery>['labStations'][number];
type Status = Station['statuses'][number];

/** The station of that name or code, as it is kept on this screen. */
export const stationOf = (stations: readonly Station[], name: string): Station | null =>
  stations.find((one) => one.name.toLowerCase() === name.toLowerCase() || one.code === name.toUpperCase()) ?? null;

export type Read =
  | { kind: 'station'; station: Station }
  | { kind: 'stage'; status: Status }
  | { kind: 'tray'; trayCode: string };

/** What was scanned: the label of a station (STATION:EDGE-1), of a stage (STAGE:COATING or its bare name), or a tray. */
export function readScan(code: string, stations: readonly Station[]): Read {
  const text = code.trim().toUpperCase();
  const station = stationOf(stations, text.replace(/^STATION[:-]/, ''));
  if (station && (text.startsWith('STATION') || text === station.code)) return { kind: 'station', station };
  const stage = text.replace(/^STAGE[:-]/, '');
  const status = stations.flatMap(({ statuses }) => statuses).find((one) => one === stage);
  return status ? { kind: 'stage', status } : { kind: 'tray', trayCode: code.trim() };
}
