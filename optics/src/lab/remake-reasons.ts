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

const group = <C extends string>(party: ChargedParty, codes: readonly C[]) =>
  Object.fromEntries(codes.map((code) => [code, party])) as Record<C, ChargedParty>;

/** Why a lens is made again, and the party charged by default. */
export const remakeReasons = {
  ...group('prescriber', ['DR_CHANGE']),
  ...group('store', ['RX_TRANSCRIBED_WRONG', 'RX_EXPIRED_REDO']),
  ...group('store', ['PD_WRONG', 'HEIGHT_WRONG', 'VERTEX_TILT', 'FRAME_SIZE_WRONG']),
  ...group('store', ['DESIGN_WRONG', 'MATERIAL_WRONG', 'TREATMENT_WRONG', 'EYES_SWAPPED']),
  ...group('design-warranty', ['NON_ADAPT_PAL', 'NON_ADAPT_BASE', 'NON_ADAPT_INDEX']),
  ...group('lab', ['SPH', 'CYL', 'AXIS', 'ADD', 'PRISM', 'PD_LAB', 'HEIGHT_LAB']),
  ...group('lab', ['SCRATCH', 'COAT_DEFECT', 'TINT_MISMATCH', 'INCLUSION', 'WAVE', 'EDGE_CHIP', 'STAR_CRACK']),
  ...group('lab', ['LENS_LOOSE', 'LENS_LARGE_STRESS', 'BEVEL', 'DRILL']),
  ...group('supplier', ['BLANK_DEFECT', 'FRAME_DEFECT']),
  ...group('lab', ['FRAME_BROKEN_IN_LAB']),
  ...group('warranty', ['SCRATCH_WARRANTY', 'BREAK_WARRANTY']),
  ...group('customer', ['STYLE_CHANGE']),
  ...group('carrier', ['LOST', 'DAMAGED_TRANSIT']),
};

export type RemakeReason = keyof typeof remakeReasons;
