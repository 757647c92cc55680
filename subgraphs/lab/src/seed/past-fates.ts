import type { RemakeReason } from '@opticworks/optics';
import type { ReworkRoute } from '../inspection/route-rework.ts';

/** What did not go as planned with one job. */
export interface Fate {
  /** A lens is lost at this stage, once. */
  breaks?: { at: 'PICKED' | 'SURFACING' | 'FINISHING'; reason: RemakeReason };
  /** The first final inspection fails. */
  fails?:
    | { by: 'look'; fault: string; route: ReworkRoute }
    | { by: 'power'; reason: RemakeReason }
    /** A hair beyond the tolerance: a supervisor lets it pass. */
    | { by: 'margin'; waiver: string };
  /** A lens is edged again at its bench. */
  reworks?: RemakeReason;
  /** Somebody waits for it. */
  rush?: string;
  /** The customer is asked, for so many hours. */
  question?: { hours: number; text: string };
  /** Made again after it was worn. */
  remake?: {
    reason: RemakeReason;
    eyes: ('OD' | 'OS')[];
    note: string;
    supervisor?: { party: string; reason: string };
  };
}

const smooth: Fate = {};

/**
 * One after the other, over and over: about four in five jobs go through at first, two lenses in a hundred are lost, one job in twelve is
 * made again. Orderly rather than drawn, so that each kind is there however few orders a shop has.
 */
const FATES: readonly Fate[] = [
  smooth,
  smooth,
  { remake: { reason: 'NON_ADAPT_INDEX', eyes: ['OD', 'OS'], note: 'Colour fringes at the rim; back to 1.50.' } },
  smooth,
  { breaks: { at: 'FINISHING', reason: 'EDGE_CHIP' } },
  smooth,
  smooth,
  { fails: { by: 'margin', waiver: 'Worn for near only, measured twice; the optician agreed by telephone.' } },
  smooth,
  { rush: 'Leaves for a journey on Friday' },
  { question: { hours: 20, text: 'Which of the two distances between the pupils?' } },
  smooth,
  { fails: { by: 'look', fault: 'SCRATCH', route: 'RE_EDGE' } },
  smooth,
  { breaks: { at: 'PICKED', reason: 'BLANK_DEFECT' } },
  { remake: { reason: 'VERTEX_TILT', eyes: ['OD', 'OS'], note: 'Sits steeper than the pair it was measured on.' } },
  smooth,
  { reworks: 'LENS_LARGE_STRESS' },
  smooth,
  { fails: { by: 'power', reason: 'AXIS' } },
  smooth,
  smooth,
  { breaks: { at: 'SURFACING', reason: 'SCRATCH' } },
  { rush: 'Only pair, broke this morning' },
  smooth,
  { remake: { reason: 'SCRATCH_WARRANTY', eyes: ['OD'], note: 'Within the first year.' } },
  { fails: { by: 'look', fault: 'EDGE', route: 'RE_EDGE' } },
  smooth,
  smooth,
  smooth,
  {
    remake: {
      reason: 'COAT_DEFECT',
      eyes: ['OS'],
      note: 'Crazing after a week.',
      supervisor: { party: 'supplier', reason: 'Lot of the coating withdrawn by its maker.' },
    },
  },
  smooth,
  { breaks: { at: 'FINISHING', reason: 'STAR_CRACK' } },
  smooth,
  { fails: { by: 'margin', waiver: 'Second pair for reading; told to the customer, who agreed.' } },
  smooth,
];

export const fateOf = (index: number): Fate => FATES[index % FATES.length]!;
