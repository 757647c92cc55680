const KEY = 'opticworks.station';

/** Where this screen stands; every scan carries it. */
export const stationName = (): string => localStorage.getItem(KEY) || 'Bench 1';
export const keepStation = (name: string): void => localStorage.setItem(KEY, name);
