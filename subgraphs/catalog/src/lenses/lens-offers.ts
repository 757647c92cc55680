import { MoneyType } from '@opticworks/kernel';
import {
  EYES,
  type Finding,
  type MakingRequest,
  type MaterialId,
  reasonsAgainst,
  roundHalfAway,
  type Suggestion,
  thicknessOf,
} from '@opticworks/optics';
import { inLocale, type Locale } from '../text/localized.ts';
import { designCode, type LensCatalogue, type LensOptionRow, materialCode, treatmentCode } from './lens-catalogue.ts';
import type { Judgement } from './lens-judgement.rules.ts';
import { LensChange, LensPackageType, LensSizeType, LensSuggestionType } from './lens-offer.type.ts';
import { type LensPackage, type LensPriceTable, listPrice, priceLenses } from './lens-price.rules.ts';
import { sentenceOf } from './lens-wording.ts';

const kinds: Record<Suggestion['change']['kind'], LensChange> = {
  material: LensChange.MATERIAL,
  design: LensChange.DESIGN,
  corridor: LensChange.CORRIDOR,
  treatments: LensChange.TREATMENTS,
  frame: LensChange.FRAME,
  'frame-size': LensChange.FRAME_SIZE,
};

export function suggestionView({ change, finding }: Suggestion, lenses: LensCatalogue, locale: Locale) {
  const optionsOf = (options: readonly LensOptionRow[], codes: readonly string[]) =>
    codes.flatMap((code) => options.find((o) => o.rules_code === code)?.id ?? []);
  const optionIds =
    change.kind === 'material'
      ? optionsOf(lenses.materials, [change.material])
      : change.kind === 'design'
        ? optionsOf(lenses.designs, [change.design])
        : change.kind === 'treatments'
          ? optionsOf(lenses.treatments, change.treatments)
          : [];
  return Object.assign(new LensSuggestionType(), {
    code: finding.code,
    message: sentenceOf(finding, locale, lenses),
    change: kinds[change.kind],
    optionIds,
    frameSku: change.kind === 'frame' ? change.frameId : null,
  });
}

const hundredths = (mm: number): string => mm.toFixed(2);

/** How thick and heavy the pair becomes in a material, everything else as chosen; null while that is not known. */
export function sizeIn(material: MaterialId, { request, bench }: Judgement): LensSizeType | null {
  const profiles = EYES.map((eye) => thicknessOf(eye, { ...request, material }, bench));
  const known = profiles.filter((profile) => profile !== null);
  const [thickest] = [...known].sort((a, b) => b.maxEdgeMm - a.maxEdgeMm);
  if (!thickest || known.length < EYES.length) return null;
  return Object.assign(new LensSizeType(), {
    centreMm: hundredths(Math.max(...known.map((profile) => profile.centreMm))),
    edgeMaxMm: hundredths(thickest.maxEdgeMm),
    weightGrams: (roundHalfAway(known.reduce((sum, profile) => sum + profile.weightGrams, 0) * 10) / 10).toFixed(1),
  });
}

/** The packages of a use with what each costs and saves for these powers in this frame. */
export function packagesFor(
  j: Judgement,
  lenses: LensCatalogue,
  table: LensPriceTable,
  locale: Locale,
): LensPackageType[] {
  const money = (minor: bigint) => MoneyType.of({ amountMinor: minor, currency: table.currency });
  return lenses.packages.flatMap((one) => {
    const design = j.designs.find((option) => option.code === one.design);
    const material = lenses.materials.find((option) => option.code === one.material);
    const treatments = one.treatments.map((code) => lenses.treatments.find((option) => option.code === code));
    if (!design || !material || treatments.some((option) => !option)) return [];
    const parts = treatments as LensOptionRow[];
    const codes = { design: one.design, material: one.material, treatments: one.treatments };
    const price = j.facts ? priceLenses(table, codes, j.facts) : null;
    const list = j.facts ? listPrice(table, codes, j.facts) : null;
    // Where the list is cheaper or a cell is missing there is nothing to offer.
    if (j.facts && !(price?.offered && list?.offered && price.packageCode === one.code)) return [];
    const reasons = j.eyes || j.isLater ? reasonsFor(j, { design, material, parts }) : [];
    const priced = price?.offered && list?.offered && reasons.length === 0 ? { price, list } : null;
    return Object.assign(new LensPackageType(), {
      id: one.code,
      code: one.code,
      name: inLocale(one.name, locale),
      description: inLocale(one.description, locale),
      designId: design.id,
      materialId: material.id,
      treatmentIds: parts.map((option) => option.id),
      contents: [design, material, ...parts].map((option) => inLocale(option.name, locale)),
      possible: reasons.length === 0,
      reasons: [...new Set(reasons.map((reason) => sentenceOf(reason, locale, lenses)))],
      selected: j.price?.offered === true && j.price.packageCode === one.code,
      price: priced && money(priced.price.totalMinor),
      listPrice: priced && money(priced.list.totalMinor),
      saving: priced && money(priced.list.totalMinor - priced.price.totalMinor),
    });
  });
}

function reasonsFor(
  { request, bench }: Judgement,
  { design, material, parts }: { design: LensOptionRow; material: LensOptionRow; parts: LensOptionRow[] },
): Finding[] {
  const asked: MakingRequest = {
    ...request,
    design: designCode(design),
    material: materialCode(material),
    treatments: parts.map(treatmentCode),
  };
  return reasonsAgainst(asked, bench);
}
