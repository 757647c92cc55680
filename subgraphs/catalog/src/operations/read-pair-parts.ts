import type { FrameGeometryValue } from '@opticworks/schema';
import type { ReadPairParts } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';
import { frameValue, type ValuedFrame } from '../lenses/frame-value.ts';
import { type LensOptionRow, treatmentCode } from '../lenses/lens-catalogue.ts';
import { chosenColours, treatmentName } from '../lenses/lens-colours.ts';
import { withNeeded } from '../lenses/lens-judgement.rules.ts';
import { HOUSE_LOCALE, inLocale, type Localized } from '../text/localized.ts';

type Input = z.infer<typeof ReadPairParts.input>;
type Output = z.infer<typeof ReadPairParts.output>;

/** The parts of a pair that is made otherwise than it was ordered; nothing here is priced. */
export async function readPairParts(catalogue: Catalogue, input: Input): Promise<Output> {
  const lenses = await catalogue.lenses.latest();
  const option = (id: string, kind: LensOptionRow['kind']): LensOptionRow | null => {
    const found = lenses.byId.get(id);
    return found?.kind === kind ? found : null;
  };
  const design = option(input.designId, 'DESIGN');
  const material = option(input.materialId, 'MATERIAL');
  const wanted = input.treatmentIds.map((id) => option(id, 'TREATMENT'));
  const known = wanted.filter((one) => one !== null);
  const codes = withNeeded(known.map(treatmentCode), material, lenses.rules);
  const added = lenses.treatments.filter(
    (one) => codes.includes(treatmentCode(one)) && !known.some((has) => treatmentCode(has) === treatmentCode(one)),
  );
  const treatments = [...known, ...added];
  const { colours, problems } = chosenColours(lenses.colours, treatments, input.colours);
  const frame = input.frameSku === null ? null : await frameOf(catalogue, input.frameSku);
  return {
    design: design && partOf(design),
    material: material && partOf(material),
    treatments: treatments.map((one) => ({
      ...partOf(one),
      name: treatmentName(lenses.colours, one, colours, HOUSE_LOCALE),
    })),
    colours,
    frame,
    unknown: [
      ...(design ? [] : ['design' as const]),
      ...(material ? [] : ['material' as const]),
      ...(wanted.includes(null) ? ['treatment' as const] : []),
      ...(problems.length > 0 ? ['colour' as const] : []),
      ...(input.frameSku !== null && frame === null ? ['frame' as const] : []),
    ],
  };
}

const partOf = ({ id, rules_code: code, name }: LensOptionRow) => ({ id, code, name: inLocale(name, HOUSE_LOCALE) });

async function frameOf(catalogue: Catalogue, sku: string): Promise<FrameGeometryValue | null> {
  const [row] = await catalogue.database.query<ValuedFrame & { product_name: Localized }>(
    `select v.sku, p.name as product_name, v.eye_size_tenths, v.lens_height_tenths, v.dbl_tenths, v.effective_diameter_tenths, v.outline,
       p.frame->>'rim' as rim, (p.frame->>'baseCurve')::float8 as base_curve,
       coalesce((p.frame->>'prescriptionReady')::boolean, false) as prescription_ready
     from variant v join product p on p.id = v.product_id
     where v.sku = $1 and v.eye_size_tenths is not null and p.frame is not null`,
    [sku],
  );
  return row ? frameValue(row, inLocale(row.product_name, HOUSE_LOCALE)) : null;
}
