const KEY = 'opticworks.station';

/** Where this screen stands, by name or code; every scan carries it. */
export const stationName = (): string => localStorage.getItem(KEY) || 'Bench 1';
export const keepStation = (name: string): void => localStorage.setItem(KEY, name);
