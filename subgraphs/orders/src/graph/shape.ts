import type { Issue } from '@opticworks/kernel';
import { IssueType } from '@opticworks/kernel';
import { heightKindOf } from '@opticworks/optics';
import type { LensChoiceValue } from '@opticworks/schema';
import type { QuotedLine, Rate, TaxLineValue } from '../carts/cart.model.ts';
import { heightDesignOf } from '../carts/height-design.ts';
import { shownValue } from '../money.ts';
import { LensConfiguration, PrescriptionStub, SaidStrength, ShippingRate, TaxLine } from './shared.type.ts';

export const shownIssues = (
  issues: readonly (Omit<Issue, 'field'> & { field?: string | null | undefined })[],
): IssueType[] => issues.map((issue) => Object.assign(new IssueType(), issue));

export const shownComponents = (components: QuotedLine['components']) =>
  components.map((part) => ({ code: part.code, label: part.label, amount: shownValue(part.amount) }));

export const shownDiscounts = (discounts: QuotedLine['discounts']) =>
  discounts.map((part) => ({ code: part.code, label: part.label, amount: shownValue(part.amount) }));

export const shownRate = (rate: Rate): ShippingRate =>
  Object.assign(new ShippingRate(), { ...rate, arrivesOn: rate.arrivesOn ?? null, amount: shownValue(rate.amount) });

export const shownTaxLines = (lines: readonly TaxLineValue[]): TaxLine[] =>
  lines.map((line) => Object.assign(new TaxLine(), { ...line, amount: shownValue(line.amount) }));

export function shownLens(lens: LensChoiceValue | null): LensConfiguration | null {
  if (!lens) return null;
  return Object.assign(new LensConfiguration(), {
    designId: lens.designId,
    designName: lens.designName,
    materialId: lens.materialId,
    materialName: lens.materialName,
    treatmentIds: lens.treatmentIds,
    treatmentNames: lens.treatmentNames,
    colours: lens.colours ?? [],
    use: lens.use,
    prescription: lens.prescriptionId ? PrescriptionStub.of(lens.prescriptionId) : null,
    rush: lens.rush,
    heightKind: heightKindOf(heightDesignOf(lens)),
    said: saidStrength(lens),
  });
}

function saidStrength({ prescriptionId, saidBand, unitByBand }: LensChoiceValue): SaidStrength | null {
  const said = prescriptionId ? undefined : unitByBand?.find(({ band }) => band === saidBand);
  return said
    ? Object.assign(new SaidStrength(), {
        band: said.band,
        maxPower: dioptres(said.maxPower),
        maxCylinder: dioptres(said.maxCylinder),
      })
    : null;
}

export const dioptres = (mdpt: number | null): string | null => (mdpt === null ? null : (mdpt / 1000).toFixed(2));
