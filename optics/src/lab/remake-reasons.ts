/** Who pays for a remake. */
export type ChargedParty =
  | 'prescriber'
  | 'store'
  | 'design-warranty'
  | 'lab'
  | 'supplier'
  | 'warranty'
  | 'customer'
  | 'carrier';

export const chargedParties: readonly ChargedParty[] = [
  'prescriber',
  'store',
  'design-warranty',
  'lab',
  'supplier',
  'warranty',
  'customer',
  'carrier',
];

export type RemakeGroup =
  | 'rx'
  | 'measurement'
  | 'order-entry'
  | 'adaptation'
  | 'lab-power'
  | 'lab-cosmetic'
  | 'fit'
  | 'material'
  | 'customer'
  | 'logistics';

const group = <C extends string>(of: RemakeGroup, party: ChargedParty, codes: readonly C[]) =>
  Object.fromEntries(codes.map((code) => [code, { group: of, party }])) as Record<
    C,
    { group: RemakeGroup; party: ChargedParty }
  >;

/** Why a lens is made again, in groups, with the party charged where nobody decides otherwise. */
export const remakeTaxonomy = {
  ...group('rx', 'prescriber', ['DR_CHANGE']),
  ...group('rx', 'store', ['RX_TRANSCRIBED_WRONG', 'RX_EXPIRED_REDO']),
  ...group('measurement', 'store', ['PD_WRONG', 'HEIGHT_WRONG', 'VERTEX_TILT', 'FRAME_SIZE_WRONG']),
  ...group('order-entry', 'store', ['DESIGN_WRONG', 'MATERIAL_WRONG', 'TREATMENT_WRONG', 'EYES_SWAPPED']),
  ...group('adaptation', 'design-warranty', ['NON_ADAPT_PAL', 'NON_ADAPT_BASE', 'NON_ADAPT_INDEX']),
  ...group('lab-power', 'lab', ['SPH', 'CYL', 'AXIS', 'ADD', 'PRISM', 'PD_LAB', 'HEIGHT_LAB']),
  ...group('lab-cosmetic', 'lab', [
    'SCRATCH',
    'COAT_DEFECT',
    'TINT_MISMATCH',
    'INCLUSION',
    'WAVE',
    'EDGE_CHIP',
    'STAR_CRACK',
  ]),
  ...group('fit', 'lab', ['LENS_LOOSE', 'LENS_LARGE_STRESS', 'BEVEL', 'DRILL']),
  ...group('material', 'supplier', ['BLANK_DEFECT', 'FRAME_DEFECT']),
  ...group('material', 'lab', ['FRAME_BROKEN_IN_LAB']),
  ...group('customer', 'warranty', ['SCRATCH_WARRANTY', 'BREAK_WARRANTY']),
  ...group('customer', 'customer', ['STYLE_CHANGE']),
  ...group('logistics', 'carrier', ['LOST', 'DAMAGED_TRANSIT']),
};

export type RemakeReason = keyof typeof remakeTaxonomy;

/** The party charged by default, by reason. */
export const remakeReasons = Object.fromEntries(
  Object.entries(remakeTaxonomy).map(([code, { party }]) => [code, party]),
) as Record<RemakeReason, ChargedParty>;

export const isRemakeReason = (code: string): code is RemakeReason => Object.hasOwn(remakeTaxonomy, code);

/** Reasons for which the frame itself is made good too. */
export const replacesFrame: ReadonlySet<RemakeReason> = new Set<RemakeReason>([
  'FRAME_SIZE_WRONG',
  'FRAME_DEFECT',
  'FRAME_BROKEN_IN_LAB',
  'LOST',
  'STYLE_CHANGE',
]);

/** What a pair can be made otherwise in. */
export type RemakeChange = 'prescription' | 'measurement' | 'design' | 'material' | 'treatments' | 'frame';

/**
 * Reasons that name what was wrong: made the same way again it would be wrong again, so one of these has to be another one. How the
 * glasses sit (VERTEX_TILT) is measured at the bench, after the remake is open.
 */
export const remakeNeeds: Partial<Record<RemakeReason, readonly RemakeChange[]>> = {
  DR_CHANGE: ['prescription'],
  RX_TRANSCRIBED_WRONG: ['prescription'],
  RX_EXPIRED_REDO: ['prescription'],
  EYES_SWAPPED: ['prescription'],
  PD_WRONG: ['measurement', 'prescription'],
  HEIGHT_WRONG: ['measurement', 'prescription'],
  FRAME_SIZE_WRONG: ['frame'],
  DESIGN_WRONG: ['design'],
  MATERIAL_WRONG: ['material'],
  TREATMENT_WRONG: ['treatments'],
};

/** Replaced under warranty: counted apart from what went wrong in making or measuring. */
export const isWarrantyReason = (code: RemakeReason): boolean => remakeTaxonomy[code].party === 'warranty';

export interface RemakePolicy {
  code: string;
  parties: readonly ChargedParty[];
  /** Days from the shipping of the original within which it holds; null at any time. */
  withinDays: number | null;
  /** So many earlier remakes of the same original, for the same parties, may have gone before; null is any number. */
  maxEarlier: number | null;
  /** Codes it is limited to; null is every reason of these parties. */
  reasons: readonly RemakeReason[] | null;
}

/** When a remake is free to whom it would be charged: the lab makes its errors good for 180 days, a store's first change is free once. */
export const remakePolicies: readonly RemakePolicy[] = [
  { code: 'LAB_ERROR_FREE', parties: ['lab', 'supplier'], withinDays: 180, maxEarlier: null, reasons: null },
  { code: 'FIRST_CHANGE_FREE', parties: ['store', 'prescriber'], withinDays: null, maxEarlier: 0, reasons: null },
];

export interface RemakeFacts {
  reason: RemakeReason;
  party: ChargedParty;
  /** Whole days since the original was shipped; null while it is still in the house. */
  daysSinceShipped: number | null;
  /** Remakes of the same original charged to the parties of a policy. */
  earlierOf(parties: readonly ChargedParty[]): number;
}

/** The first policy that makes the remake free to its customer or store; null when it is charged. Upgrades are never part of it. */
export function freeBy(facts: RemakeFacts, policies: readonly RemakePolicy[] = remakePolicies): RemakePolicy | null {
  return (
    policies.find(
      (policy) =>
        policy.parties.includes(facts.party) &&
        (policy.reasons === null || policy.reasons.includes(facts.reason)) &&
        (policy.withinDays === null || (facts.daysSinceShipped ?? 0) <= policy.withinDays) &&
        (policy.maxEarlier === null || facts.earlierOf(policy.parties) <= policy.maxEarlier),
    ) ?? null
  );
}
