import { ageKnown, unusedHeight, withMeasured } from '@opticworks/optics';
import type { Catalogue } from '../catalogue.ts';
import { frameGeometry } from '../lenses/frame-geometry.ts';
import type { BandPrice } from '../lenses/later-price.rules.ts';
import {
  designCode,
  type LensCatalogue,
  type LensOptionRow,
  materialCode,
  treatmentCode,
} from '../lenses/lens-catalogue.ts';
import { chosenColours, treatmentName } from '../lenses/lens-colours.ts';
import { designServes, judgeLenses, type LensUseName, lensUses } from '../lenses/lens-judgement.rules.ts';
import { sentenceOf } from '../lenses/lens-wording.ts';
import { readStoredRx } from '../lenses/prescription-input.ts';
import { componentLabel } from '../lenses/quote-lens.ts';
import { HOUSE_LOCALE, inLocale, type Locale } from '../text/localized.ts';
import { lineError } from './line-issues.ts';
import type { AskedLine, LineIssue, QuotedLine, QuotedVariant, QuoteInput } from './quote.types.ts';

export interface QuotedLens {
  choice: QuotedLine['lens'];
  parts: { code: string; label: string; amountMinor: bigint }[];
  issues: LineIssue[];
  productionDays: number;
  making: QuotedLine['making'];
  band: QuotedLine['band'];
  /** Of the lenses alone, where the prescription is sent later. */
  byBand: BandPrice[];
}

/** Re-checks a lens choice as at order: what cannot be made now is an error on the line. */
export function quoteLensOfLine(
  catalogue: Catalogue,
  asked: NonNullable<AskedLine['lens']>,
  variant: QuotedVariant,
  lenses: LensCatalogue | null,
  input: QuoteInput,
): QuotedLens {
  const { locale } = input;
  const wrong = (code: 'NOT_A_FRAME' | 'LENS_OPTION_UNKNOWN'): QuotedLens => ({
    choice: null,
    parts: [],
    productionDays: 0,
    making: null,
    band: null,
    byBand: [],
    issues: [lineError(code, locale, 'lens')],
  });
  if (variant.eye_size_tenths === null) return wrong('NOT_A_FRAME');
  const table = lenses?.prices.get(input.currency);
  const of = (id: string, kind: LensOptionRow['kind']) => {
    const option = lenses?.byId.get(id);
    return option?.kind === kind ? option : null;
  };
  const design = of(asked.designId, 'DESIGN');
  const material = of(asked.materialId, 'MATERIAL');
  const treatments = asked.treatmentIds.map((id) => of(id, 'TREATMENT'));
  const use = lensUses.find((u) => u === asked.use) ?? null;
  if (
    !lenses ||
    !table ||
    !design ||
    !material ||
    !use ||
    treatments.some((t) => t === null) ||
    !designServes(design, use as LensUseName)
  )
    return wrong('LENS_OPTION_UNKNOWN');
  // What was measured in this very frame counts as it does at the bench.
  const rule = lenses.rules.designs[designCode(design)];
  const prescription = asked.prescription && withMeasured(asked.prescription, asked.measurement, variant.sku, rule);
  const judgement = judgeLenses({
    catalogue: lenses,
    table,
    frame: frameGeometry(variant, prescription ?? {}, lenses.rules.limits),
    rx: prescription ? readStoredRx(prescription) : { draft: null, unreadable: [] },
    selection: {
      use,
      design,
      material,
      treatments: treatments as LensOptionRow[],
      rush: asked.rush,
      slabOff: asked.slabOff ?? false,
      colours: asked.colours ?? [],
    },
    today: catalogue.clock.today(),
    place: prescription?.place,
    wearer: {
      ageYears: ageKnown(asked.prescription ?? {}, catalogue.clock.today()),
      ...(asked.needsImpactMaterial ? { isForSport: true } : {}),
    },
    confirmedWarnings: asked.confirmedWarnings,
    isLater: prescription === null,
    saidBand: asked.saidBand ?? null,
  });
  const issues: LineIssue[] = judgement.issues.map((i) => ({
    code: i.finding.code,
    message: sentenceOf(i.finding, locale, lenses),
    field: i.finding.field,
    severity: i.severity,
  }));
  const unused = asked.prescription && unusedHeight(asked.prescription, asked.measurement, variant.sku, rule);
  // Somebody measures again before the lenses are made; the order may be placed meanwhile.
  if (unused)
    issues.push({
      code: unused.code,
      message: sentenceOf(unused, locale, lenses),
      field: unused.field,
      severity: asked.confirmedWarnings.includes(unused.code) ? 'notice' : 'warning',
    });
  if (prescription && !judgement.eyes) issues.push(lineError('PRESCRIPTION_INCOMPLETE', locale, 'lens'));
  if (prescription && !prescription.pd && judgement.eyes) issues.push(lineError('PD_MISSING', locale, 'pd'));
  const effective = judgement.effective;
  const parts =
    judgement.price?.offered && effective
      ? judgement.price.lines.map((l) => ({
          code: l.code,
          label: componentLabel(l, effective, table, lenses, locale),
          amountMinor: l.amountMinor,
        }))
      : [];
  const made = effective?.treatments ?? (treatments as LensOptionRow[]);
  const { colours } = chosenColours(lenses.colours, made, asked.colours ?? []);
  return {
    choice: {
      prescriptionId: asked.prescription?.id ?? null,
      use,
      designId: design.id,
      designCode: designCode(design),
      designName: inLocale(design.name, locale),
      materialId: material.id,
      materialCode: materialCode(material),
      materialName: inLocale(material.name, locale),
      treatmentIds: made.map((t) => t.id),
      treatmentCodes: made.map(treatmentCode),
      treatmentNames: made.map((t) => treatmentName(lenses.colours, t, colours, locale)),
      houseNames: {
        design: inLocale(design.name, HOUSE_LOCALE),
        material: inLocale(material.name, HOUSE_LOCALE),
        treatments: made.map((t) => treatmentName(lenses.colours, t, colours, HOUSE_LOCALE)),
      },
      ...(colours.length > 0 ? { colours } : {}),
      rush: asked.rush,
      ...(judgement.facts?.isSlabOff ? { slabOff: true } : {}),
      ...(asked.needsImpactMaterial ? { needsImpactMaterial: true } : {}),
      rulesVersion: lenses.rules.version,
      // Kept only where it decided the price.
      ...(judgement.isLater && asked.saidBand && judgement.facts?.band === asked.saidBand
        ? { saidBand: asked.saidBand }
        : {}),
    },
    parts,
    issues: dedupe(issues),
    productionDays: judgement.productionDays ?? 0,
    making: judgement.route && {
      route: judgement.route,
      queueDays: judgement.queueDays,
      blankDays: judgement.blankDays,
    },
    band: judgement.isLater ? null : (judgement.facts?.band ?? null),
    byBand: judgement.byBand,
  };
}

/** Of the same finding at the same field the gravest. */
function dedupe(issues: LineIssue[]): LineIssue[] {
  const weight = { error: 2, warning: 1, notice: 0 } as const;
  const best = new Map<string, LineIssue>();
  for (const issue of issues) {
    const key = `${issue.code}/${issue.field ?? ''}`;
    const before = best.get(key);
    if (!before || weight[issue.severity] > weight[before.severity]) best.set(key, issue);
  }
  return [...best.values()];
}
