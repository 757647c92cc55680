const KEY = 'opticworks.instrument';

/** The lensmeter of this bench; every inspection made here carries it. */
export const keptInstrument = (): string => localStorage.getItem(KEY) ?? '';
export const keepInstrument = (code: string): void => localStorage.setItem(KEY, code);
