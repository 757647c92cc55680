import { describe, expect, it } from 'vitest';
import {
  type ChargedParty,
  chargedParties,
  freeBy,
  isRemakeReason,
  isWarrantyReason,
  type RemakeFacts,
  type RemakeReason,
  remakePolicies,
  remakeReasons,
  remakeTaxonomy,
  replacesFrame,
} from './remake-reasons.ts';

/** As the reference lists them. */
const expected: [string, ChargedParty, string][] = [
  ['rx', 'prescriber', 'DR_CHANGE'],
  ['rx', 'store', 'RX_TRANSCRIBED_WRONG RX_EXPIRED_REDO'],
  ['measurement', 'store', 'PD_WRONG HEIGHT_WRONG VERTEX_TILT FRAME_SIZE_WRONG'],
  ['order-entry', 'store', 'DESIGN_WRONG MATERIAL_WRONG TREATMENT_WRONG EYES_SWAPPED'],
  ['adaptation', 'design-warranty', 'NON_ADAPT_PAL NON_ADAPT_BASE NON_ADAPT_INDEX'],
  ['lab-power', 'lab', 'SPH CYL AXIS ADD PRISM PD_LAB HEIGHT_LAB'],
  ['lab-cosmetic', 'lab', 'SCRATCH COAT_DEFECT TINT_MISMATCH INCLUSION WAVE EDGE_CHIP STAR_CRACK'],
  ['fit', 'lab', 'LENS_LOOSE LENS_LARGE_STRESS BEVEL DRILL'],
  ['material', 'supplier', 'BLANK_DEFECT FRAME_DEFECT'],
  ['material', 'lab', 'FRAME_BROKEN_IN_LAB'],
  ['customer', 'warranty', 'SCRATCH_WARRANTY BREAK_WARRANTY'],
  ['customer', 'customer', 'STYLE_CHANGE'],
  ['logistics', 'carrier', 'LOST DAMAGED_TRANSIT'],
];

describe('reasons of a remake', () => {
  it('are complete, each with its group and its party', () => {
    const listed = expected.flatMap(([group, party, codes]) =>
      codes.split(' ').map((code) => [code, { group, party }]),
    );
    expect(remakeTaxonomy).toEqual(Object.fromEntries(listed));
    expect(Object.entries(remakeReasons)).toEqual(
      listed.map(([code, row]) => [code, (row as { party: string }).party]),
    );
    for (const [, { party }] of Object.entries(remakeTaxonomy)) expect(chargedParties).toContain(party);
  });

  it('are told from other words', () => {
    expect(isRemakeReason('SPH')).toBe(true);
    expect(isRemakeReason('toString')).toBe(false);
    expect(isWarrantyReason('BREAK_WARRANTY')).toBe(true);
    expect(isWarrantyReason('SCRATCH')).toBe(false);
    expect([...replacesFrame].every(isRemakeReason)).toBe(true);
  });
});

describe('who is not charged', () => {
  const free = (over: Partial<Omit<RemakeFacts, 'earlierOf'>> & { earlier?: number } = {}) => {
    const { earlier = 0, ...rest } = over;
    const reason: RemakeReason = rest.reason ?? 'SPH';
    return (
      freeBy({
        reason,
        party: rest.party ?? remakeReasons[reason],
        daysSinceShipped: rest.daysSinceShipped ?? 10,
        earlierOf: () => earlier,
      })?.code ?? null
    );
  };

  it('gets an error of the lab made good for 180 days, however often', () => {
    expect(free({ daysSinceShipped: 180, earlier: 3 })).toBe('LAB_ERROR_FREE');
    expect(free({ daysSinceShipped: 181 })).toBeNull();
    expect(free({ reason: 'BLANK_DEFECT' })).toBe('LAB_ERROR_FREE');
    expect(freeBy({ reason: 'SPH', party: 'lab', daysSinceShipped: null, earlierOf: () => 9 })?.code).toBe(
      'LAB_ERROR_FREE',
    );
  });

  it('changes once for nothing', () => {
    expect(free({ reason: 'PD_WRONG', daysSinceShipped: 400 })).toBe('FIRST_CHANGE_FREE');
    expect(free({ reason: 'DR_CHANGE' })).toBe('FIRST_CHANGE_FREE');
    expect(free({ reason: 'PD_WRONG', earlier: 1 })).toBeNull();
  });

  it('is charged otherwise, also when a supervisor says it is somebody else', () => {
    expect(free({ reason: 'STYLE_CHANGE' })).toBeNull();
    expect(free({ reason: 'LOST' })).toBeNull();
    expect(free({ reason: 'SPH', party: 'customer' })).toBeNull();
  });

  it('is asked about the earlier remakes of the parties of the policy', () => {
    const asked: (readonly ChargedParty[])[] = [];
    freeBy({
      reason: 'PD_WRONG',
      party: 'store',
      daysSinceShipped: 1,
      earlierOf: (parties) => {
        asked.push(parties);
        return 0;
      },
    });
    expect(asked).toEqual([['store', 'prescriber']]);
  });

  it('may be limited to some reasons by a house of its own', () => {
    const only = [{ ...remakePolicies[0]!, reasons: ['SCRATCH'] as const }];
    const facts = { party: 'lab' as const, daysSinceShipped: 1, earlierOf: () => 0 };
    expect(freeBy({ ...facts, reason: 'SCRATCH' }, only)?.code).toBe('LAB_ERROR_FREE');
    expect(freeBy({ ...facts, reason: 'SPH' }, only)).toBeNull();
  });
});
