import { DateTime, Decimal, LocalDate, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LabJobType } from '../jobs/lab-job.type.ts';
import { WearCompensationName } from '../wear/wear.type.ts';

export enum InspectionStageEnum {
  UNCUT = 'UNCUT',
  FINAL = 'FINAL',
}
export enum InstrumentKindEnum {
  LENSMETER = 'LENSMETER',
  PUPILLOMETER = 'PUPILLOMETER',
  CALIPER = 'CALIPER',
  LENS_CLOCK = 'LENS_CLOCK',
  RULER = 'RULER',
}
export enum ImpactMethodEnum {
  DROP_BALL = 'DROP_BALL',
  BATCH_SAMPLE = 'BATCH_SAMPLE',
}
export enum ReworkRouteEnum {
  RE_POLISH = 'RE_POLISH',
  RE_COAT = 'RE_COAT',
  RE_EDGE = 'RE_EDGE',
  RE_MOUNT = 'RE_MOUNT',
}
registerEnumType(InspectionStageEnum, { name: 'InspectionStage' });
registerEnumType(InstrumentKindEnum, { name: 'InstrumentKind' });
registerEnumType(ImpactMethodEnum, { name: 'ImpactMethod' });
registerEnumType(ReworkRouteEnum, { name: 'ReworkRoute' });

@ObjectType('InspectionCheck')
export class InspectionCheckType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  label: string;
  @Field(() => String, { nullable: true })
  eye: string | null;
  @Field(() => String)
  nominal: string;
  @Field(() => String)
  measured: string;
  @Field(() => String)
  tolerance: string;
  @Field(() => String)
  deviation: string;
  @Field(() => Boolean)
  pass: boolean;
  @Field(() => String, { nullable: true, description: 'Where the limit comes from.' })
  source: string | null;
  @Field(() => Boolean, { description: 'False where the limit is unverified and not switched on: told, not judged.' })
  isBinding: boolean;
}

@ObjectType('InspectionFault')
export class ChecklistFaultType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  label: string;
  @Field(() => String, { nullable: true })
  eye: string | null;
  @Field(() => String, { nullable: true })
  note: string | null;
}

@ObjectType('LabInstrument')
export class LabInstrumentType {
  @Field(() => Boolean, { nullable: true, description: 'Out of use. Null for the copy in a record.' })
  retired?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'How often it was changed. Null for the copy in a record.' })
  version?: number | null;
  @Field(() => ID)
  id: string;
  @Field(() => String)
  code: string;
  @Field(() => InstrumentKindEnum)
  kind: InstrumentKindEnum;
  @Field(() => String)
  name: string;
  @Field(() => LocalDate)
  calibrationDueOn: string;
}

@ObjectType('InspectionWaiver', { description: 'A supervisor let a failed inspection pass.' })
export class InspectionWaiverType {
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  supervisor: string;
  @Field(() => String)
  reason: string;
  @Field(() => [String], { description: 'What was let pass: codes of checks and items.' })
  items: string[];
}

@ObjectType('Inspection')
export class InspectionType {
  @Field(() => ID)
  id: string;
  @Field(() => DateTime)
  at: Date;
  @Field(() => InspectionStageEnum)
  stage: InspectionStageEnum;
  @Field(() => String)
  inspector: string;
  @Field(() => String)
  verdict: string;
  @Field(() => String)
  profile: string;
  @Field(() => String, { nullable: true })
  edition: string | null;
  @Field(() => LabInstrumentType, { nullable: true, description: 'As it was registered on that day.' })
  instrument: LabInstrumentType | null;
  @Field(() => String, {
    description:
      'CALCULATED, COMPENSATED for the position of wear, or EXPECTED: what the maker of a compensated lens says.',
  })
  nominalFrom: string;
  @Field(() => [String], { description: 'NO_INSTRUMENT, CALIBRATION_OVERDUE' })
  warnings: string[];
  @Field(() => Boolean, { description: 'Everything on the checklist was right.' })
  cosmeticPass: boolean;
  @Field(() => [String])
  cosmeticNotes: string[];
  @Field(() => [ChecklistFaultType])
  faults: ChecklistFaultType[];
  @Field(() => Int, { description: 'How many items of the checklist were looked at.' })
  checklistItems: number;
  @Field(() => [InspectionCheckType])
  checks: InspectionCheckType[];
  @Field(() => InspectionWaiverType, { nullable: true })
  waiver: InspectionWaiverType | null;
  @Field(() => [String], {
    description: 'What stands against a waiver; empty for one that passed, or that may be waived.',
  })
  waiverObstacles: string[];
}

@ObjectType('NominalLens', {
  description: 'What a lens should measure. Powers and prism in thousandths, as the optics reckons.',
})
export class NominalLensType {
  @Field(() => String)
  eye: string;
  @Field(() => Boolean, { description: 'The lens is made in this job.' })
  isMade: boolean;
  @Field(() => Int)
  sphere: number;
  @Field(() => Int)
  cylinder: number;
  @Field(() => Int, { nullable: true })
  axis: number | null;
  @Field(() => Int, { description: 'As ordered; other than the sphere above where the lens is compensated.' })
  orderedSphere: number;
  @Field(() => Int)
  orderedCylinder: number;
  @Field(() => Int, { nullable: true })
  orderedAxis: number | null;
  @Field(() => Int, { nullable: true })
  add: number | null;
  @Field(() => Int, { nullable: true, description: 'What a trifocal must read in its part for arm’s length.' })
  intermediateAdd: number | null;
  @Field(() => Int, { description: 'Base in positive, thinning included.' })
  prismIn: number;
  @Field(() => Int, { description: 'Base up positive, thinning included.' })
  prismUp: number;
  @Field(() => Decimal)
  pdMm: string;
  @Field(() => Decimal, { nullable: true })
  heightMm: string | null;
  @Field(() => Decimal, { nullable: true })
  centreThicknessMm: string | null;
  @Field(() => Int, { nullable: true })
  baseCurve: number | null;
  @Field(() => Decimal, { nullable: true })
  segmentSizeMm: string | null;
}

@ObjectType('InspectionChecklistItem')
export class ChecklistItemType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  group: string;
  @Field(() => String)
  label: string;
  @Field(() => Boolean)
  isWaivable: boolean;
}

@ObjectType('InspectionPlan', { description: 'What an inspection of a job holds against what, and what it looks at.' })
export class InspectionPlanType {
  @Field(() => [InspectionStageEnum], { description: 'The inspections that can be done now.' })
  stages: InspectionStageEnum[];
  @Field(() => String)
  profile: string;
  @Field(() => String)
  profileName: string;
  @Field(() => String)
  edition: string;
  @Field(() => Boolean)
  judgesUnverified: boolean;
  @Field(() => Boolean)
  isProgressive: boolean;
  @Field(() => String)
  nominalFrom: string;
  @Field(() => WearCompensationName)
  compensation: WearCompensationName;
  @Field(() => [NominalLensType])
  lenses: NominalLensType[];
  @Field(() => Decimal, { nullable: true, description: 'Of segments, total.' })
  nearPdMm: string | null;
  @Field(() => [ChecklistItemType])
  uncutChecklist: ChecklistItemType[];
  @Field(() => [ChecklistItemType])
  finalChecklist: ChecklistItemType[];
  @Field(() => String, { nullable: true, description: 'each-lens or batch; null where no such rule is followed.' })
  impactRule: string | null;
}

@ObjectType('LabImpactTest')
export class LabImpactTestType {
  @Field(() => String)
  eye: string;
  @Field(() => ImpactMethodEnum)
  method: ImpactMethodEnum;
  @Field(() => String, { nullable: true })
  batch: string | null;
  @Field(() => Boolean)
  passed: boolean;
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  operator: string;
}

@ObjectType('LabRework')
export class LabReworkType {
  @Field(() => ReworkRouteEnum)
  route: ReworkRouteEnum;
  @Field(() => [String])
  eyes: string[];
  @Field(() => String, { nullable: true })
  note: string | null;
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  operator: string;
}

@InputType('MeasuredEyeInput')
export class MeasuredEyeInput {
  @Field(() => String)
  sphere: string;
  @Field(() => String, { nullable: true })
  cylinder?: string | null;
  @Field(() => Int, { nullable: true })
  axis?: number | null;
  @Field(() => String, { nullable: true })
  add?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'base in positive' })
  prismHorizontal?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'base up positive' })
  prismVertical?: string | null;
  @Field(() => Decimal, { nullable: true })
  heightMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  pdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  centreThicknessMm?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'dioptres' })
  baseCurve?: string | null;
  @Field(() => Decimal, { nullable: true })
  segmentSizeMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  segmentTiltDeg?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'dioptres of cylinder on the front surface' })
  warpage?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'prism reference point above the box bottom' })
  referenceHeightMm?: string | null;
}

@InputType('InspectionFaultInput')
export class ChecklistFaultInput {
  @Field(() => String)
  code: string;
  @Field(() => String, { nullable: true, description: 'OD or OS, where it is one of them' })
  eye?: string | null;
  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType('InspectionInput')
export class InspectionInput {
  @Field(() => ID)
  jobId: string;
  @Field(() => InspectionStageEnum, { nullable: true, description: 'FINAL when left out.' })
  stage?: InspectionStageEnum | null;
  @Field(() => String, { nullable: true, description: 'Id or code; the only calibrated lensmeter when left out.' })
  instrument?: string | null;
  @Field(() => MeasuredEyeInput, { nullable: true })
  od?: MeasuredEyeInput | null;
  @Field(() => MeasuredEyeInput, { nullable: true })
  os?: MeasuredEyeInput | null;
  @Field(() => Decimal, { nullable: true, description: 'of segments, total' })
  nearPdMm?: string | null;
  @Field(() => Boolean, { description: 'Everything on the checklist was looked at and is right.' })
  cosmeticPass: boolean;
  @Field(() => [String], { nullable: true })
  cosmeticNotes?: string[] | null;
  @Field(() => [ChecklistFaultInput], { nullable: true, description: 'What on the checklist was not right.' })
  faults?: ChecklistFaultInput[] | null;
  @Field(() => String, { nullable: true, description: 'The sampled batch plastic lenses are from.' })
  impactBatch?: string | null;
}

@InputType('LabInstrumentInput')
export class LabInstrumentInput {
  @Field(() => String)
  code: string;
  @Field(() => InstrumentKindEnum)
  kind: InstrumentKindEnum;
  @Field(() => String)
  name: string;
  @Field(() => LocalDate)
  calibrationDueOn: string;
  @Field(() => Boolean, { nullable: true, description: 'Taken out of use.' })
  retired?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'The version that was seen; a change in between is refused.' })
  basedOn?: number | null;
}

@ObjectType('InspectionOutcome')
export class InspectionOutcomeType {
  @Field(() => LabJobType)
  job: LabJobType;
  @Field(() => InspectionType)
  inspection: InspectionType;
}

@ObjectType('ReworkCount')
export class ReworkCountType {
  @Field(() => ReworkRouteEnum)
  route: ReworkRouteEnum;
  @Field(() => Int)
  count: number;
}

@ObjectType('InspectionFigures', { description: 'Of a span of days, both included.' })
export class InspectionFiguresType {
  @Field(() => Int, { description: 'Final inspections.' })
  inspections: number;
  @Field(() => Int)
  failed: number;
  @Field(() => Int)
  uncutInspections: number;
  @Field(() => Int)
  uncutFailed: number;
  @Field(() => Int, { description: 'Failed final inspections that a supervisor let pass.' })
  waived: number;
  @Field(() => Decimal, { nullable: true, description: 'waived ÷ inspections' })
  waiverPercent: string | null;
  @Field(() => [ReworkCountType])
  reworks: ReworkCountType[];
}

export const InspectionResult = unionWithRefusal('InspectionResult', [InspectionOutcomeType]);
export const LabInstrumentResult = unionWithRefusal('LabInstrumentResult', [LabInstrumentType]);
