import { DateTime, Decimal, LocalDate, PageInfo, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum LabJobStatusName {
  ENTERED = 'ENTERED',
  ON_HOLD = 'ON_HOLD',
  RELEASED = 'RELEASED',
  PICKED = 'PICKED',
  SURFACING = 'SURFACING',
  COATING = 'COATING',
  FINISHING = 'FINISHING',
  INSPECTION = 'INSPECTION',
  REWORK = 'REWORK',
  SPOILED = 'SPOILED',
  PASSED = 'PASSED',
  SHIPPED = 'SHIPPED',
  DISPENSED = 'DISPENSED',
  CANCELLED = 'CANCELLED',
}
export enum HoldReasonName {
  RX_VERIFICATION = 'RX_VERIFICATION',
  FRAME_AWAITED = 'FRAME_AWAITED',
  STOCK_OUT = 'STOCK_OUT',
  PRICE_APPROVAL = 'PRICE_APPROVAL',
  CUSTOMER_QUESTION = 'CUSTOMER_QUESTION',
  SLAB_OFF_DECISION = 'SLAB_OFF_DECISION',
  LENS_UNFIT = 'LENS_UNFIT',
  HEIGHT_NEEDED = 'HEIGHT_NEEDED',
}
registerEnumType(LabJobStatusName, { name: 'LabJobStatus' });
registerEnumType(HoldReasonName, { name: 'HoldReason' });

@ObjectType('Prescription')
@Directive('@key(fields: "id")')
export class PrescriptionStub {
  @Field(() => ID)
  id: string;
}

@ObjectType('LabProgressStage')
export class LabProgressStageType {
  @Field(() => String)
  label: string;
  @Field(() => Boolean)
  done: boolean;
  @Field(() => Boolean)
  current: boolean;
  @Field(() => DateTime, { nullable: true })
  at: Date | null;
}

@ObjectType('LabProgress')
export class LabProgressType {
  @Field(() => String)
  jobNumber: string;
  @Field(() => String)
  stage: string;
  @Field(() => String)
  label: string;
  @Field(() => DateTime, { nullable: true })
  reachedAt: Date | null;
  @Field(() => [LabProgressStageType])
  stages: LabProgressStageType[];
  @Field(() => LocalDate, { nullable: true })
  expectedOn: string | null;
}

@ObjectType('Order')
@Directive('@key(fields: "id")')
export class OrderStub {
  @Field(() => ID)
  id: string;
}

@ObjectType('PrismDecentration', {
  description:
    'Further decentration that makes the prism of a plain lens; both are null where its power is too near plano for that, and the prism is ground.',
})
export class PrismDecentrationType {
  @Field(() => Decimal, { nullable: true, description: 'Inward is positive.' })
  inMm: string | null;
  @Field(() => Decimal, { nullable: true })
  upMm: string | null;
}

@ObjectType('LensWork')
export class LensWorkType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  eye: string;
  @Field(() => String, { description: 'FINISHED or SURFACED' })
  kind: string;
  @Field(() => String, { nullable: true })
  blankSku: string | null;
  @Field(() => String, { nullable: true })
  blankName: string | null;
  @Field(() => String)
  blankStatus: string;
  @Field(() => String)
  sphere: string;
  @Field(() => String, { nullable: true })
  cylinder: string | null;
  @Field(() => Int, { nullable: true })
  axis: number | null;
  @Field(() => String, { nullable: true })
  add: string | null;
  @Field(() => String, { nullable: true, description: 'Of the part for arm’s length; only a trifocal has one.' })
  intermediateAdd: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Base down at the line of a segment, prism dioptres; null where the optical centre of the segment is not known.',
  })
  imageJump: string | null;
  @Field(() => String, { nullable: true })
  prescribedPrism: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What is ground for it: other than prescribed where the prism of tilt and wrap is compensated.',
  })
  groundPrism: string | null;
  @Field(() => PrismDecentrationType, {
    nullable: true,
    description: 'Null without prism, with a segment or corridor, and in older jobs.',
  })
  prismDecentration: PrismDecentrationType | null;
  @Field(() => Decimal, { description: 'Inward is positive.' })
  decentrationInMm: string;
  @Field(() => Decimal)
  decentrationUpMm: string;
  @Field(() => Decimal)
  minimumBlankMm: string;
  @Field(() => Decimal, { nullable: true })
  blankDiameterMm: string | null;
  @Field(() => Decimal, { nullable: true })
  baseCurve: string | null;
  @Field(() => Decimal, { nullable: true })
  backCurve: string | null;
  @Field(() => Decimal)
  centreThicknessMm: string;
  @Field(() => Decimal)
  edgeMaxMm: string;
  @Field(() => Decimal)
  edgeMinMm: string;
  @Field(() => Decimal)
  weightGrams: string;
  @Field(() => [Int], {
    nullable: true,
    description: 'Edge thickness around the outline of this eye, hundredths of a millimetre; null in older jobs.',
  })
  edgeProfileHundredthsMm: number[] | null;
  @Field(() => [[Int]], {
    nullable: true,
    description:
      "The lens cut horizontally through its optical centre, from the viewer's left to right: x from the box middle, then depth of front and back behind the front vertex, hundredths of a millimetre; null in older jobs.",
  })
  sectionHundredthsMm: number[][] | null;
  @Field(() => [[[Int]]], {
    nullable: true,
    description:
      "The lines one sees of a segment, each from point to point: x to the viewer's right and y up from the box middle, hundredths of a millimetre; null without a measured height, and in older jobs.",
  })
  segmentLinesHundredthsMm: number[][][] | null;
  @Field(() => Int)
  breakages: number;
  @Field(() => String, {
    nullable: true,
    description:
      'Why it no longer does for the frame as traced: BLANK_TOO_SMALL, GROUND_TOO_THIN or CURVE_TOO_STEEP. The job is held until another blank is chosen.',
  })
  unfit: string | null;
  @Field(() => String, {
    description: 'Where this lens stands: WAITING for its blank, REWORK, or the stage it was last carried into.',
  })
  stage: string;
}

@ObjectType('LabScan')
export class LabScanType {
  @Field(() => DateTime)
  at: Date;
  @Field(() => LabJobStatusName)
  status: LabJobStatusName;
  @Field(() => String)
  station: string;
  @Field(() => String)
  operator: string;
  @Field(() => String, { nullable: true })
  eye: string | null;
  @Field(() => [String], { description: 'The lenses it carried.' })
  eyes: string[];
  @Field(() => String, {
    nullable: true,
    description: 'What became of the stage they left: GOOD, REWORK, SPOILED, UNDO.',
  })
  result: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Set when it was taken back as a mistake.' })
  undoneAt: Date | null;
  @Field(() => String, { nullable: true })
  note: string | null;
}

/** The plain columns; names, values and lists are resolved by field. */
@ObjectType('LabJob')
@Directive('@key(fields: "id")')
export class LabJobType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  number: string;
  @Field(() => String, { nullable: true })
  trayCode: string | null;
  @Field(() => LabJobStatusName)
  status: LabJobStatusName;
  @Field(() => [HoldReasonName])
  holdReasons: HoldReasonName[];
  @Field(() => Int)
  version: number;
  @Field(() => String)
  orderNumber: string;
  @Field(() => String)
  frameName: string;
  @Field(() => String)
  frameSku: string;
  @Field(() => LocalDate, { nullable: true })
  dueOn: string | null;
  @Field(() => Boolean)
  rush: boolean;
  @Field(() => DateTime)
  createdAt: Date;
  @Field(() => String, { nullable: true, description: 'The coating batch one of its lenses is in.' })
  batchNumber: string | null;
}

@ObjectType('LabJobEdge')
export class LabJobEdgeType {
  @Field(() => String)
  cursor: string;
  @Field(() => LabJobType)
  node: LabJobType;
}

@ObjectType('LabJobConnection')
export class LabJobConnectionType {
  @Field(() => [LabJobEdgeType])
  edges: LabJobEdgeType[];
  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when the field is asked for. */
  count: () => Promise<number>;
}

@InputType('LabJobFilter')
export class LabJobFilter {
  @Field(() => [LabJobStatusName], { nullable: true })
  status?: LabJobStatusName[] | null;
  @Field(() => String, { nullable: true })
  query?: string | null;
  @Field(() => Boolean, { nullable: true })
  late?: boolean | null;
  @Field(() => HoldReasonName, { nullable: true })
  holdReason?: HoldReasonName | null;
}

@ObjectType('LabStatusCount')
export class LabStatusCountType {
  @Field(() => LabJobStatusName)
  status: LabJobStatusName;
  @Field(() => Int)
  count: number;
  @Field(() => Int)
  late: number;
}

@ObjectType('LabFigures')
export class LabFiguresType {
  @Field(() => Decimal, { nullable: true, description: 'passedFirst ÷ inspected' })
  firstPassYieldPercent: string | null;
  @Field(() => Int)
  passedFirst: number;
  @Field(() => Int)
  inspected: number;
  @Field(() => Int)
  spoiledLenses: number;
  @Field(() => Int)
  startedLenses: number;
  @Field(() => Int, { description: 'Of jobs shipped in the span, whenever they were remade.' })
  remakes: number;
  @Field(() => Int)
  shipped: number;
  @Field(() => Int)
  onTime: number;
  @Field(() => Int)
  wip: number;
  @Field(() => [LabStatusCountType])
  byStatus: LabStatusCountType[];
  @Field(() => Decimal, { nullable: true })
  medianTurnaroundHours: string | null;
  @Field(() => Decimal, { nullable: true })
  p90TurnaroundHours: string | null;
}

@ObjectType('RemakeReason', { description: 'Why lenses are made again, and who is charged by default.' })
export class RemakeReasonType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  group: string;
  @Field(() => String)
  chargedParty: string;
  @Field(() => [String], {
    description:
      'It says what was wrong, so one of these has to be another one in the remake; empty where nothing has to.',
  })
  needs: string[];
}

@ObjectType('LabEvent')
export class LabEventType {
  @Field(() => String)
  cursor: string;
  @Field(() => String)
  kind: string;
  @Field(() => LabJobType)
  job: LabJobType;
}

export const LabJobResult = unionWithRefusal('LabJobResult', [LabJobType]);
