import { inOrder, type RequestContext } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { type PrescriptionRow, visibleRows } from './prescription.rows.ts';
import type { PrescriptionContent } from './prescription-content.ts';
import type { PreviewedPrescription } from './preview-prescription.ts';
import { readContents } from './read-contents.ts';

const NO_REASON = 'shown in the application';

/** All contents a request shows are opened in one transaction with one audit append. */
export function loadContent(
  parts: CustomerRxParts,
  ctx: RequestContext,
  row: { id: string; readReason?: string | null },
): Promise<PrescriptionContent | null> {
  const loader = ctx.loader<string, PrescriptionContent>('prescription.content', async (keys) => {
    const reads = keys.map((key) => {
      const [id = '', reason = NO_REASON] = key.split('\n');
      return { id, reason };
    });
    const contents = await readContents(parts, ctx.principal, reads);
    return reads.map(({ id }) => contents.get(id) ?? null);
  });
  return loader.load(`${row.id}\n${row.readReason?.replaceAll('\n', ' ') || NO_REASON}`);
}

/** What a prescription on the screen holds; an unsaved import has no row, its values are carried along. */
export const shownContent = (
  parts: CustomerRxParts,
  ctx: RequestContext,
  row: PreviewedPrescription,
): Promise<PrescriptionContent | null> => (row.preview ? Promise.resolve(row.preview) : loadContent(parts, ctx, row));

/** Rows the principal may see, by id. */
export const loadRow = (parts: CustomerRxParts, ctx: RequestContext, id: string): Promise<PrescriptionRow | null> =>
  ctx
    .loader<string, PrescriptionRow>('prescription.row', async (ids) =>
      inOrder(ids, await visibleRows(parts.database, ctx.principal, ids), (row) => row.id),
    )
    .load(id);
