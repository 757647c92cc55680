import type { LensUse } from '../../../../prescription-entry/rx-form.ts';

export type PowerBand = 'A' | 'B' | 'C';
export type Addition = 'yes' | 'no';

/** What somebody knows of a prescription that is not at hand; null is "I don't know". */
export interface SaidRx {
  band: PowerBand | null;
  addition: Addition | null;
}

export const emptySaid: SaidRx = { band: null, addition: null };

/** Lenses for near are made of sphere and addition together: whether there is one decides how strong they become. */
const isMadeWithAddition = (use: LensUse | null): boolean => use === 'NEAR' || use === 'INTERMEDIATE';
/** Lenses that are nothing without an addition. */
const needsAddition = (use: LensUse | null): boolean => use === 'MULTIFOCAL' || use === 'OFFICE';

export const asksAddition = (use: LensUse | null): boolean => isMadeWithAddition(use) || needsAddition(use);

/** Whether a strength can be said: of near lenses only once it is known that no addition changes it. */
export const asksStrength = (use: LensUse | null, { addition }: SaidRx): boolean =>
  isMadeWithAddition(use) ? addition === 'no' : true;

/** The band to be paid first, or null for the dearest. */
export const saidBandOf = (use: LensUse | null, said: SaidRx): PowerBand | null =>
  asksStrength(use, said) ? said.band : null;

/** Lenses nobody could make from such a prescription. */
export const cannotBe = (use: LensUse | null, { addition }: SaidRx): boolean => needsAddition(use) && addition === 'no';
