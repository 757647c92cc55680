import {
  type ChecklistItem,
  EYES,
  type Eye,
  type InspectedPair,
  intermediateAdd,
  type LensmeterEyes,
  pairPrism,
  prismVector,
  type SpheroCylinder,
} from '@opticworks/optics';
import { centrationOfJob, knownDesignOf } from '../calculation/job-rules.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import type { WearCompensationName } from '../wear/wear.type.ts';
import { checklistOf } from './checklist.ts';
import { impactRuleOf } from './impact-tests.ts';
import { UNCUT_AT } from './inspect-job.ts';
import { type InspectionPlanType, InspectionStageEnum, type NominalLensType } from './inspection.type.ts';
import { itemView } from './inspection.view.ts';
import type { InspectionRules } from './inspection-rules.ts';
import { inspectionKind, nominalFrom, nominalPair } from './nominal-pair.ts';

/** What the form shows and reckons with; the server holds the readings against the same. */
export function inspectionPlan(
  parts: LabParts,
  rules: InspectionRules,
  job: LabJobRow,
  {
    values,
    expected,
    items,
    place,
  }: {
    values: LabValues;
    expected: LensmeterEyes | null;
    items: readonly ChecklistItem[];
    place?: string | undefined;
  },
  locale: 'en' | 'de',
): InspectionPlanType {
  const design = knownDesignOf(job);
  const nominal = nominalPair(values, { design, centration: centrationOfJob(job) }, expected ?? {});
  const { profile, judgesUnverified } = rules;
  const stages = [
    ...(UNCUT_AT.includes(job.status) ? [InspectionStageEnum.UNCUT] : []),
    ...(job.status === 'INSPECTION' ? [InspectionStageEnum.FINAL] : []),
  ];
  return {
    stages,
    profile: profile.id,
    profileName: profile.name,
    edition: profile.edition,
    judgesUnverified,
    isProgressive: inspectionKind(design) === 'progressive',
    nominalFrom: nominalFrom(values, expected),
    compensation: (values.wear ?? 'CONVENTIONAL') as WearCompensationName,
    lenses: EYES.map((eye) => nominalLens(nominal, eye, job, orderedOf(values, eye))),
    nearPdMm: text(nominal.nearPdMm),
    uncutChecklist: checklistOf(job, 'UNCUT', items, place).map((item) => itemView(item, locale)),
    finalChecklist: checklistOf(job, 'FINAL', items, place).map((item) => itemView(item, locale)),
    impactRule: impactRuleOf(parts, job),
  };
}

/** As ordered, beside what the lensmeter must show. */
const orderedOf = (values: LabValues, eye: Eye): SpheroCylinder => {
  const lens = values.lenses.find((one) => one.eye.toLowerCase() === eye);
  return lens?.ordered ?? lens?.rx ?? values.rx[eye];
};

function nominalLens(nominal: InspectedPair, eye: Eye, job: LabJobRow, ordered: SpheroCylinder): NominalLensType {
  const lens = nominal[eye];
  const vector = prismVector(eye, lens.prisms ?? []);
  const none = { x: 0, y: 0 };
  // Base in of one eye alone is what it adds to the pair.
  const { horizontalIn } = eye === 'od' ? pairPrism(vector, none) : pairPrism(none, vector);
  const name = eye === 'od' ? 'OD' : 'OS';
  return {
    eye: name,
    isMade: (job.remakeEyes ?? ['OD', 'OS']).includes(name),
    sphere: lens.sphere,
    cylinder: lens.cylinder,
    axis: lens.axis,
    orderedSphere: ordered.sphere,
    orderedCylinder: ordered.cylinder,
    orderedAxis: ordered.axis,
    add: lens.add ?? null,
    intermediateAdd: intermediateAdd(knownDesignOf(job), lens.add),
    prismIn: Math.round(horizontalIn) + 0,
    prismUp: Math.round(vector.y) + 0,
    pdMm: String(eye === 'od' ? nominal.monocularPdMm?.odMm : nominal.monocularPdMm?.osMm),
    heightMm: text(lens.heightMm),
    centreThicknessMm: text(lens.centreThicknessMm),
    baseCurve: lens.baseCurve ?? null,
    segmentSizeMm: text(lens.segmentSizeMm),
  };
}

const text = (value: number | undefined): string | null => (value === undefined ? null : String(value));
