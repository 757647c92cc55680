/** A value inside a finding's sentence; powers in Mdpt, prism in MilliPrism, lengths in mm (see the message table for which). */
export type FindingParam = number | string;

/**
 * One thing said about a value: a code from the message table, the field it concerns (`od.cylinder`, `pd.distanceMm`, `pair`)
 * and the numbers of its sentence. Plain JSON, so that it travels through an API and is worded at the screen.
 */
export interface Finding {
  code: string;
  field: string;
  params: Record<string, FindingParam>;
}

export const finding = (code: string, field: string, params: Record<string, FindingParam> = {}): Finding => ({
  code,
  field,
  params,
});
