import {
  type Bench,
  benchFor,
  type EyeRx,
  type Finding,
  type FrameGeometry,
  finding,
  heightFieldOf,
  type LensDesign,
  type MakingRequest,
  type MakingRules,
  madeRx,
  type PowerBand,
  type PrescriptionThresholds,
  powerBandOf,
  type LensUse as RulesUse,
  recommendationStepsOf,
  type SuggestionSources,
  segmentLines,
  slabOff as slabOffOf,
  strongestPower,
  type TreatmentId,
  thicknessOf,
  validatePrescription,
  type Wearer,
  type WhatCanBeMade,
  whatCanBeMade,
} from '@opticworks/optics';
import { expectedBlanks } from './blank-supply.rules.ts';
import { type BandPrice, laterFacts, pricesByBand } from './later-price.rules.ts';
import { designCode, type LensCatalogue, type LensOptionRow, materialCode, treatmentCode } from './lens-catalogue.ts';
import { type AskedColour, chosenColours } from './lens-colours.ts';
import {
  type LabRouteCode,
  type LensFacts,
  type LensPrice,
  type LensPriceTable,
  labRouteOf,
  priceLenses,
  productionDays,
  routeKey,
} from './lens-price.rules.ts';
import { type AdvisedMaterials, adviseMaterials } from './material-advice.ts';
import { completeEyes, type QuotedRx } from './prescription-input.ts';

export type LensUseName = 'DISTANCE' | 'NEAR' | 'INTERMEDIATE' | 'MULTIFOCAL' | 'OFFICE';
export const lensUses: readonly LensUseName[] = ['DISTANCE', 'NEAR', 'INTERMEDIATE', 'MULTIFOCAL', 'OFFICE'];

const designsOfUse: Record<LensUseName, readonly string[]> = {
  DISTANCE: ['sv-distance', 'sv-aspheric', 'anti-fatigue'],
  NEAR: ['sv-near'],
  INTERMEDIATE: ['sv-intermediate'],
  MULTIFOCAL: [
    'progressive-standard',
    'progressive-premium',
    'progressive-custom',
    'ft-28',
    'ft-35',
    'round-28',
    'executive',
    'trifocal-7x28',
    'trifocal-8x35',
  ],
  OFFICE: ['office'],
};
const usualDesign: Record<LensUseName, string> = {
  DISTANCE: 'sv-distance',
  NEAR: 'sv-near',
  INTERMEDIATE: 'sv-intermediate',
  MULTIFOCAL: 'progressive-premium',
  OFFICE: 'office',
};
const ruleUse: Record<LensUseName, RulesUse> = {
  DISTANCE: 'single-vision-distance',
  NEAR: 'single-vision-near',
  INTERMEDIATE: 'single-vision-intermediate',
  MULTIFOCAL: 'progressive',
  OFFICE: 'office',
};

/** From this power on an aspheric front is visibly flatter and is what we suggest, thousandths of a dioptre. */
const ASPHERIC_FROM = 3_500;

export interface LensSelection {
  use: LensUseName | null;
  design: LensOptionRow | null;
  material: LensOptionRow | null;
  treatments: LensOptionRow[];
  rush: boolean;
  /** Ground against the jump between the eyes when reading, where there is one. */
  slabOff?: boolean;
  /** Of tints, sun lenses and mirrors. */
  colours?: readonly AskedColour[];
}

export interface JudgementRequest {
  catalogue: LensCatalogue;
  table: LensPriceTable;
  frame: FrameGeometry;
  /** Other frames to suggest, nearest first. */
  otherFrames?: SuggestionSources['frames'];
  rx: QuotedRx;
  selection: LensSelection;
  today: string;
  /** Place the prescription is judged for; where the shop sells when nobody said. */
  place?: string | null | undefined;
  wearer: Wearer;
  confirmedWarnings: readonly string[];
  /** The prescription is sent after the order: judged by the frame alone, priced at the dearest band. */
  isLater?: boolean;
  /** Then: about how strong its wearer says it is. */
  saidBand?: PowerBand | null;
}

export interface SaidIssue {
  finding: Finding;
  severity: 'error' | 'warning' | 'notice';
}

export interface Judgement {
  designs: LensOptionRow[];
  made: WhatCanBeMade;
  issues: SaidIssue[];
  eyes: { od: EyeRx; os: EyeRx } | null;
  facts: LensFacts | null;
  /** The chosen combination completed with recommendations; what price and thickness are shown for. */
  effective: { design: LensOptionRow; material: LensOptionRow; treatments: LensOptionRow[] } | null;
  recommended: { design: string | null; materials: ReadonlySet<string>; treatments: ReadonlySet<string> };
  /** Why that material: who wears it and for what, or how strong it is. */
  advice: AdvisedMaterials | null;
  /** What slab-off would take away, where it would be advised for this design. */
  slabOff: { imbalance: number } | null;
  price: LensPrice | null;
  /** What the effective choice costs at each band, where the prescription is sent later; else empty. */
  byBand: BandPrice[];
  isLater: boolean;
  complete: boolean;
  productionDays: number | null;
  /** Days of them that go by until a blank is there. */
  blankDays: number;
  /** How the pair goes through the lab, and how long it waits behind other work; null while there is no lens to speak of. */
  route: LabRouteCode | null;
  queueDays: number;
  /** The effective choice as it would be made, and the bench it was judged on. */
  request: MakingRequest;
  bench: Bench;
}

/** Judges a lens choice as a whole: what can be made, what it costs, what is wrong, what is still missing. Pure. */
export function judgeLenses(asked: JudgementRequest): Judgement {
  const { catalogue, rx, selection } = asked;
  const { rules } = catalogue;
  const eyes = rx.draft && rx.unreadable.length === 0 ? completeEyes(rx.draft) : null;
  const request = requestOf(asked, eyes);
  const bench = benchFor(request);
  const offered = designsFor(catalogue, selection.use);
  const made = whatCanBeMade(
    request,
    {
      designs: offered.map(designCode),
      materials: catalogue.materials.map(materialCode),
      frames: asked.otherFrames ?? [],
    },
    bench,
  );
  const strongest = eyes ? strongestMade(eyes, selection.design, rules) : 0;
  const materials = catalogue.materials.filter((m) => made.materials[materialCode(m)].possible);
  const advice = adviseMaterials(
    eyes,
    asked.wearer,
    selection.design ? rules.designs[designCode(selection.design)] : undefined,
    {
      rules,
      steps: recommendationStepsOf(catalogue.prescriptionRules),
      possible: materials,
    },
  );
  const recommendedMaterial = advice?.options[0] ?? materials[0] ?? null;
  const recommendedDesign = usualDesignOf(offered, made, selection.use, strongest);
  const design = selection.design ?? recommendedDesign;
  const material = selection.material ?? recommendedMaterial;
  const needed = withNeeded(selection.treatments.map(treatmentCode), material, rules);
  const treatments = optionsOf(catalogue, needed, selection.treatments);
  const effective = design && material ? { design, material, treatments } : null;
  const full: MakingRequest = effective
    ? {
        ...request,
        design: designCode(effective.design),
        material: materialCode(effective.material),
        treatments: needed,
      }
    : request;
  const slabOff =
    eyes && design
      ? slabOffFor(eyes, rules.designs[designCode(design)], asked.catalogue.prescriptionRules.thresholds)
      : null;
  const isLater = asked.isLater === true && rx.draft === null;
  const known = { isRimless: asked.frame.rim === 'rimless', rush: selection.rush, rules };
  const byBand =
    isLater && effective
      ? pricesByBand(asked.table, codesOf(effective.design, effective.material, effective.treatments), known)
      : [];
  const facts = eyes
    ? lensFacts(full, eyes, { rush: selection.rush, isSlabOff: selection.slabOff === true && slabOff !== null }, bench)
    : isLater
      ? laterFacts(byBand, asked.saidBand ?? null, known)
      : null;
  const price =
    effective && facts
      ? priceLenses(asked.table, codesOf(effective.design, effective.material, effective.treatments), facts)
      : null;
  const issues = collectIssues(asked, made, eyes !== null || isLater, price);
  const days = effective ? daysFor(full, effective, selection.rush, bench, catalogue) : null;
  if (days && days.waitDays > 0) issues.push({ finding: finding('BLANK_ORDERED', 'lens'), severity: 'notice' });
  const chosenAll = selection.use !== null && selection.design !== null && selection.material !== null;
  return {
    designs: offered,
    made,
    issues,
    eyes,
    facts,
    effective,
    recommended: {
      design: recommendedDesign?.id ?? null,
      materials: new Set(eyes && recommendedMaterial ? [recommendedMaterial.id] : []),
      treatments: new Set(catalogue.treatments.filter((t) => t.code === 'ar-premium').map((t) => t.id)),
    },
    advice,
    slabOff,
    price,
    byBand,
    isLater,
    complete:
      chosenAll &&
      (isLater || (eyes !== null && request.pd != null)) &&
      made.choice.possible &&
      price?.offered === true &&
      !issues.some((i) => i.severity === 'error' || i.severity === 'warning'),
    productionDays: days && days.workDays + days.waitDays,
    blankDays: days?.waitDays ?? 0,
    route: days?.route ?? null,
    queueDays: days?.queueDays ?? 0,
    request: full,
    bench,
  };
}

/** The choice as the rules of making read it; price, order and lab ask with the same values. */
function requestOf(
  { catalogue, frame, rx, selection, ...asked }: JudgementRequest,
  eyes: Judgement['eyes'],
): MakingRequest {
  const heights = rx.draft?.fittingHeights;
  const { rules } = catalogue;
  return {
    rx: eyes,
    pd: rx.draft?.pd ?? null,
    frame,
    rules,
    wearer: asked.wearer,
    ...(heights ? { heights } : {}),
    ...(selection.design ? { design: designCode(selection.design) } : {}),
    ...(selection.material ? { material: materialCode(selection.material) } : {}),
    treatments: withNeeded(selection.treatments.map(treatmentCode), selection.material, rules),
  };
}

/** |power| of the stronger lens as made: a reading pair is weaker than the distance powers it comes from, or stronger. */
function strongestMade(eyes: { od: EyeRx; os: EyeRx }, design: LensOptionRow | null, rules: MakingRules): number {
  const rule = design ? rules.designs[designCode(design)] : undefined;
  return Math.max(strongestPower(madeRx(eyes.od, rule)), strongestPower(madeRx(eyes.os, rule)));
}

export const codesOf = (design: LensOptionRow, material: LensOptionRow, treatments: readonly LensOptionRow[]) => ({
  design: design.code,
  material: material.code,
  treatments: treatments.map((t) => t.code),
});

function designsFor(catalogue: LensCatalogue, use: LensUseName | null): LensOptionRow[] {
  return use === null ? catalogue.designs : catalogue.designs.filter((d) => designsOfUse[use].includes(d.code));
}

/** Whether an option belongs to a use; an order must not carry a reading design for distance. */
export const designServes = (design: LensOptionRow, use: LensUseName): boolean =>
  designsOfUse[use].includes(design.code);

function usualDesignOf(offered: LensOptionRow[], made: WhatCanBeMade, use: LensUseName | null, strongest: number) {
  if (!use) return null;
  const possible = offered.filter((d) => made.designs[designCode(d)].possible);
  const wanted = use === 'DISTANCE' && strongest >= ASPHERIC_FROM ? 'sv-aspheric' : usualDesign[use];
  return possible.find((d) => d.code === wanted) ?? possible[0] ?? null;
}

/** A treatment that cannot be without another (anti-reflection needs its hard coat) brings it along where only one would do. */
export function withNeeded(
  chosen: readonly TreatmentId[],
  material: LensOptionRow | null,
  { treatments }: MakingRules,
): TreatmentId[] {
  const all = new Set(chosen);
  for (const id of chosen)
    for (const group of treatments[id].needs) {
      const [only] = group;
      if (group.length !== 1 || !only || !material) continue;
      const own = treatments[only];
      const code = materialCode(material);
      if (!own.inherentIn.includes(code) && own.materials.includes(code)) all.add(only);
    }
  return [...all];
}

function optionsOf(
  catalogue: LensCatalogue,
  codes: readonly TreatmentId[],
  chosen: readonly LensOptionRow[],
): LensOptionRow[] {
  return codes.flatMap(
    (code) =>
      chosen.find((t) => treatmentCode(t) === code) ??
      catalogue.treatments.find((t) => treatmentCode(t) === code) ??
      [],
  );
}

/** What slab-off would grind away of a pair one reads through below, MilliPrism; null where nobody would advise it. */
export function slabOffFor(
  eyes: { od: EyeRx; os: EyeRx },
  design: Pick<LensDesign, 'segment' | 'corridors'> | undefined,
  thresholds: PrescriptionThresholds,
): { imbalance: number } | null {
  if (!design?.segment && !design?.corridors) return null;
  const { imbalance, isAdvised } = slabOffOf(eyes.od, eyes.os, { thresholds });
  return isAdvised ? { imbalance } : null;
}

export function lensFacts(
  request: MakingRequest,
  eyes: { od: EyeRx; os: EyeRx },
  { rush, isSlabOff }: { rush: boolean; isSlabOff: boolean },
  bench: Bench,
): LensFacts {
  const { rules } = bench;
  const { frame, design, material } = request;
  const rule = design && rules.designs[design];
  const made = { od: madeRx(eyes.od, rule), os: madeRx(eyes.os, rule) };
  const pair = [made.od, made.os];
  const plan = material ? bench.plan(rules.materials[material], rule, request.treatments ?? []) : null;
  return {
    band: powerBandOf(made, rules.bands),
    maxPrism: Math.max(0, ...pair.flatMap((e) => e.prisms.map((p) => p.amount))),
    maxCylinder: Math.max(...pair.map((e) => Math.abs(e.cylinder))),
    maxAdd: Math.max(...pair.map((e) => e.add ?? 0)),
    blankMm: plan && Math.max(plan.od.minimumBlankMm, plan.os.minimumBlankMm),
    isRimless: frame.rim === 'rimless',
    isSlabOff,
    rush,
    above: rules.surchargeAbove,
  };
}

function daysFor(
  request: MakingRequest,
  effective: NonNullable<Judgement['effective']>,
  rush: boolean,
  bench: Bench,
  { leadTimes, queueDays, blankSupply }: LensCatalogue,
): { workDays: number; waitDays: number; queueDays: number; route: LabRouteCode } {
  const { rules } = bench;
  const order = {
    design: designCode(effective.design),
    material: materialCode(effective.material),
    treatments: request.treatments ?? [],
  };
  const design = rules.designs[order.design];
  const codes = effective.treatments.map(treatmentCode);
  const plan = bench.plan(rules.materials[order.material], design, order.treatments);
  const blanks = plan
    ? expectedBlanks(plan, order, rules, blankSupply)
    : { isFinished: design.hasFinished, waitDays: 0 };
  const making = {
    isFinished: blanks.isFinished,
    isFreeForm: design.isFreeForm,
    isTinted: codes.some((c) => rules.treatments[c].isSun || c === 'photochromic'),
    isCoated: codes.some((c) => c !== 'uv400' && c !== 'blue-mass'),
    rush,
  };
  const route = labRouteOf(making);
  return {
    workDays: productionDays(making, leadTimes),
    waitDays: blanks.waitDays,
    queueDays: queueDays.get(routeKey(route, rush)) ?? 0,
    route,
  };
}

function collectIssues(
  asked: JudgementRequest,
  made: WhatCanBeMade,
  hasEyes: boolean,
  price: LensPrice | null,
): SaidIssue[] {
  const { rx, selection } = asked;
  const issues: SaidIssue[] = rx.unreadable.map((f) => ({ finding: f, severity: 'error' }));
  if (rx.draft && rx.unreadable.length === 0) {
    const use = selection.design
      ? asked.catalogue.rules.designs[designCode(selection.design)].use
      : ruleUse[selection.use ?? 'DISTANCE'];
    const isPlus = (rx.draft.od.cylinder ?? 0) > 0 || (rx.draft.os.cylinder ?? 0) > 0;
    const hasHeights = rx.draft.fittingHeights !== undefined;
    const checked = validatePrescription(rx.draft, {
      use,
      today: asked.today,
      jurisdiction: asked.place ?? asked.catalogue.prescriptionRules.places[0]!,
      wearerAgeYears: asked.wearer.ageYears ?? null,
      notation: isPlus ? 'plus' : 'minus',
      confirmed: asked.confirmedWarnings,
      checksDocument: false,
      thresholds: asked.catalogue.prescriptionRules.thresholds,
      // Without a measured height the optician measures it in the frame before the lenses are made.
      ...(hasHeights
        ? {
            lensHeightMm: asked.frame.lensHeightMm,
            aboveFittingMm: asked.catalogue.rules.limits.aboveFittingCrossMm,
          }
        : {}),
    });
    const said = (findings: readonly Finding[], severity: SaidIssue['severity']) =>
      issues.push(...findings.map((f) => ({ finding: f, severity })));
    said(checked.errors, 'error');
    said(
      checked.warnings.filter((w) => checked.toConfirm.includes(w.code)),
      'warning',
    );
    // What was confirmed has been answered; it asks for nothing any more.
    said(
      checked.warnings.filter((w) => !checked.toConfirm.includes(w.code) && !asked.confirmedWarnings.includes(w.code)),
      'notice',
    );
    said(checked.notices, 'notice');
  }
  const { problems } = chosenColours(asked.catalogue.colours, selection.treatments, selection.colours ?? []);
  issues.push(...problems.map((one) => ({ finding: one, severity: 'error' as const })));
  const chosen = selection.design !== null && selection.material !== null;
  const known = new Set(
    issues.filter((i) => i.severity === 'error').map((i) => `${i.finding.code}/${heightFieldOf(i.finding.field)}`),
  );
  if (chosen && hasEyes && !made.choice.possible)
    for (const reason of made.choice.reasons)
      if (!known.has(`${reason.code}/${reason.field}`)) issues.push({ finding: reason, severity: 'error' });
  if (chosen && price?.offered === false)
    issues.push({ finding: finding('COMBINATION_NOT_OFFERED', 'lens'), severity: 'error' });
  issues.push(...made.notices.map((f) => ({ finding: f, severity: 'notice' as const })));
  return issues;
}

/** Thickness of both lenses of the effective choice; empty while powers or PD are missing. */
export function thicknessOfPair({ request, bench }: Judgement) {
  const { rules } = bench;
  const design = request.design && rules.designs[request.design];
  const plan = request.material
    ? bench.plan(rules.materials[request.material], design, request.treatments ?? [])
    : null;
  return (['od', 'os'] as const).flatMap((eye) => {
    const profile = thicknessOf(eye, request, bench);
    if (!profile || !plan) return [];
    const { frame, pd, heights } = request;
    const segment = design && pd ? segmentLines(eye, { frame, pd, heights }, design, rules.centration) : null;
    return [{ eye, profile, blankMm: plan[eye].minimumBlankMm, segment }];
  });
}
