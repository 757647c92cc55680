import type { FrameGeometry, MakingLimits } from '@opticworks/optics';
import { frameGeometry, type StoredFrame } from './frame-geometry.ts';

/** A frame size as its label says it: 52□18. */
export interface SizedVariant {
  sku: string;
  size: string;
}

/** What `frameGeometry` reads, and the label of the size. */
export const FRAME_COLUMNS = `v.sku, round(v.eye_size_tenths / 10.0) || '□' || round(v.dbl_tenths / 10.0) as size,
  p.frame->>'rim' as rim, (p.frame->>'baseCurve')::float8 as base_curve, (p.frame->>'prescriptionReady')::boolean as prescription_ready,
  v.eye_size_tenths, v.lens_height_tenths, v.dbl_tenths, v.effective_diameter_tenths, v.outline`;

/**
 * The same frame in the other sizes it is sold in, nearest first: what a customer would try next. In the same colour where there is one.
 * @param own condition on the variant `own`
 */
export const otherSizesSql = (own: string): string => `select distinct on (off, v.eye_size_tenths) ${FRAME_COLUMNS},
    abs(v.eye_size_tenths - own.eye_size_tenths) as off
  from variant own join variant v on v.product_id = own.product_id and v.eye_size_tenths <> own.eye_size_tenths and not v.discontinued
  join product p on p.id = v.product_id where ${own}
  order by off, v.eye_size_tenths, (v.selections->0 = own.selections->0) desc, v.sku limit 4`;

export const asOtherFrames = (
  rows: readonly (StoredFrame & SizedVariant)[],
  worn: Parameters<typeof frameGeometry>[1],
  limits: MakingLimits,
): { id: string; name: string; frame: FrameGeometry }[] =>
  rows.map((row) => ({ id: row.sku, name: row.size, frame: frameGeometry(row, worn, limits) }));
