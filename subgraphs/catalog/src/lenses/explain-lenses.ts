import { type RequestContext, refuse } from '@opticworks/kernel';
import {
  ageKnown,
  benchFor,
  blankName,
  blankSku,
  EYES,
  type EyeRx,
  explainMaking,
  fillTemplate,
  formatPower,
  type MakingCheck,
  type MakingRequest,
  type MakingRuleId,
  makingRuleTexts,
  type PrescriptionThresholds,
  thicknessOf,
} from '@opticworks/optics';
import { ReadPrescription } from '@opticworks/schema/operations/customer-rx';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { permissions } from '../permissions.ts';
import { type Locale, localeOf } from '../text/localized.ts';
import { frameGeometry, type StoredFrame } from './frame-geometry.ts';
import { designCode, type LensCatalogue, type LensOptionRow, materialCode, treatmentCode } from './lens-catalogue.ts';
import { withNeeded } from './lens-judgement.rules.ts';
import {
  LensCheckType,
  type LensExplainInput,
  LensExplanationType,
  LensPlanType,
  LensSizeType,
} from './lens-offer.type.ts';
import { suggestionView } from './lens-offers.ts';
import { sentenceOf } from './lens-wording.ts';
import { asOtherFrames, FRAME_COLUMNS, otherSizesSql, type SizedVariant } from './other-sizes.ts';
import { completeEyes, type QuotedRx, readStoredRx, readTypedRx } from './prescription-input.ts';

const FRAME = `select ${FRAME_COLUMNS}, p.name->>'en' as model, (select version::text from catalog_version where name = 'lenses') as lenses_version,
    (select coalesce(json_agg(o), '[]') from (${otherSizesSql('own.sku = $1')}) o) as others
  from variant v join product p on p.id = v.product_id where v.sku = $1`;

/**
 * What an optician or associate is shown who asks why: every rule that was asked of this prescription, frame and choice, with its
 * numbers, its source and the version of the rules; what each lens would be made from; and what would help.
 */
export async function explainLenses(
  catalogue: Catalogue,
  ctx: RequestContext,
  input: LensExplainInput,
): Promise<LensExplanationType> {
  const staff = permissions.explainLenses(ctx);
  const [frame] = await catalogue.database.query<
    StoredFrame & SizedVariant & { lenses_version: string; model: string; others: (StoredFrame & SizedVariant)[] }
  >(FRAME, [input.sku]);
  if (!frame) refuse(ERRORS.VARIANT_NOT_FOUND);
  if (frame.eye_size_tenths === null) refuse(ERRORS.NOT_A_FRAME);
  const lenses = await catalogue.lenses.at(frame.lenses_version);
  const { thresholds } = lenses.prescriptionRules;
  const { rx, born } = await prescriptionOf(catalogue, input, staff.id, thresholds);
  if (rx.unreadable.length > 0)
    refuse(
      ERRORS.PRESCRIPTION_UNREADABLE,
      {},
      {
        issues: rx.unreadable.map((finding) => ({
          code: finding.code,
          message: sentenceOf(finding, localeOf(ctx.locale)),
          field: finding.field,
          severity: 'error',
        })),
      },
    );
  const request = requestOf(input, { frame, lenses, rx, ageYears: ageKnown(born, catalogue.clock.today()) });
  const frames = asOtherFrames(frame.others, rx.draft ?? {}, lenses.rules.limits);
  return explanationOf(request, { lenses, frames, frame, locale: localeOf(ctx.locale) });
}

async function prescriptionOf(
  catalogue: Catalogue,
  input: LensExplainInput,
  staffId: string,
  thresholds: PrescriptionThresholds,
): Promise<{ rx: QuotedRx; born: Parameters<typeof ageKnown>[0] }> {
  if (!input.prescriptionId)
    return { rx: readTypedRx(input.od ?? null, input.os ?? null, input, thresholds), born: input };
  const { prescription } = await catalogue.caller.call(ReadPrescription, {
    prescriptionId: input.prescriptionId,
    owner: null,
    reason: `explain what can be made to ${staffId}`,
  });
  return { rx: readStoredRx(prescription), born: prescription };
}

function requestOf(
  input: LensExplainInput,
  known: { frame: StoredFrame; lenses: LensCatalogue; rx: QuotedRx; ageYears: number | null },
): MakingRequest {
  const { frame, lenses, rx, ageYears } = known;
  const { draft } = rx;
  const option = (id: string | null | undefined, kind: LensOptionRow['kind']): LensOptionRow | null => {
    if (id == null) return null;
    const found = lenses.byId.get(id);
    if (found?.kind !== kind) refuse(ERRORS.LENS_OPTION_UNKNOWN);
    return found;
  };
  const design = option(input.designId, 'DESIGN');
  const material = option(input.materialId, 'MATERIAL');
  const treatments = (input.treatmentIds ?? []).flatMap((id) => option(id, 'TREATMENT') ?? []);
  return {
    rx: draft ? completeEyes(draft) : null,
    pd: draft?.pd ?? null,
    frame: frameGeometry(frame, draft ?? {}, lenses.rules.limits),
    rules: lenses.rules,
    wearer: {
      ageYears,
      // What is not so is not said, as in the builder: one eye on the paper makes one good eye by itself.
      ...(input.isForSport ? { isForSport: true } : {}),
      ...(input.isOneEyed ? { isOneEyed: true } : {}),
    },
    treatments: withNeeded(treatments.map(treatmentCode), material, lenses.rules),
    ...(draft?.fittingHeights ? { heights: draft.fittingHeights } : {}),
    ...(design ? { design: designCode(design) } : {}),
    ...(material ? { material: materialCode(material) } : {}),
    ...(input.corridorMm == null ? {} : { corridorMm: input.corridorMm }),
  };
}

interface View {
  lenses: LensCatalogue;
  frames: ReturnType<typeof asOtherFrames>;
  frame: SizedVariant & { model: string };
  locale: Locale;
}

function explanationOf(request: MakingRequest, { lenses, frames, frame, locale }: View): LensExplanationType {
  const materials = lenses.materials.map(materialCode);
  const { version, checks, suggestions, notices } = explainMaking(request, { frames, materials });
  return Object.assign(new LensExplanationType(), {
    rulesVersion: version,
    possible: checks.every(({ passed }) => passed),
    frameName: `${frame.model} ${frame.size}`,
    checks: checks.map((check) => checkView(check, lenses, locale)),
    suggestions: suggestions.map((suggestion) => suggestionView(suggestion, lenses, locale)),
    notices: notices.map((notice) => ({
      code: notice.code,
      message: sentenceOf(notice, locale, lenses),
      field: notice.field,
      severity: 'notice' as const,
    })),
    lenses: planViews(request, lenses),
  });
}

/** Reasons of treatments and blanks have numbers of their own; beside them the general ones would be empty. */
function checkView({ rule, field, passed, params, reason }: MakingCheck, lenses: LensCatalogue, locale: Locale) {
  const text = makingRuleTexts[rule as MakingRuleId];
  const eye = /^(?:heights\.)?(od|os)/.exec(field)?.[1];
  return Object.assign(new LensCheckType(), {
    rule,
    title: text.title[locale],
    eye: eye ? eye.toUpperCase() : null,
    field,
    numbers: fillTemplate(text.numbers[locale], params, locale),
    passed,
    reasonCode: reason?.code ?? null,
    reason: reason ? sentenceOf(reason, locale, lenses) : null,
    source: text.source,
  });
}

function planViews(request: MakingRequest, { rules }: LensCatalogue): LensPlanType[] {
  if (!request.material) return [];
  const bench = benchFor(request);
  const design = request.design && rules.designs[request.design];
  const plan = bench.plan(rules.materials[request.material], design, request.treatments ?? []);
  if (!plan) return [];
  return EYES.map((eye) => {
    const { rx, centre, minimumBlankMm, baseCurve, blank } = plan[eye];
    const profile = thicknessOf(eye, request, bench);
    const series = blank && rules.blanks.find(({ code }) => code === blank.series);
    return Object.assign(new LensPlanType(), {
      eye: eye.toUpperCase(),
      madeAs: powerText(rx),
      decentrationInMm: centre.inMm.toFixed(1),
      decentrationUpMm: centre.upMm.toFixed(1),
      minimumBlankMm: minimumBlankMm.toFixed(1),
      baseCurve: baseCurve.toFixed(2),
      blankSku: blank && blankSku(blank),
      blankName: blank && blankName(blank, series ? series.name : blank.series),
      size: profile
        ? Object.assign(new LensSizeType(), {
            centreMm: profile.centreMm.toFixed(2),
            edgeMaxMm: profile.maxEdgeMm.toFixed(2),
            weightGrams: profile.weightGrams.toFixed(1),
          })
        : null,
    });
  });
}

const powerText = ({ sphere, cylinder, axis, add }: EyeRx): string =>
  [
    formatPower(sphere),
    ...(cylinder === 0 ? [] : [`${formatPower(cylinder)} × ${String(axis ?? 180).padStart(3, '0')}`]),
    ...(add ? [`ADD ${formatPower(add)}`] : []),
  ].join(' ');
