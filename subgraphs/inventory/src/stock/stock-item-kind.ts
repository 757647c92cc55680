/** What a shelf can hold. */
export type StockItemKindName =
  | 'FRAME'
  | 'ACCESSORY'
  | 'SENSOR'
  | 'CONTACT_LENS'
  | 'FINISHED_LENS'
  | 'SEMI_FINISHED_LENS';
