import { DateTime, Decimal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum WearCompensationName {
  COMPENSATED = 'COMPENSATED',
  CONVENTIONAL = 'CONVENTIONAL',
  NOT_MEASURED = 'NOT_MEASURED',
}
registerEnumType(WearCompensationName, {
  name: 'WearCompensation',
  description:
    'COMPENSATED: made and measured as worn. CONVENTIONAL: the design is made as ordered. NOT_MEASURED: the design asks for tilt and wrap, and one is missing: made as ordered.',
});

@ObjectType('PositionOfWear', { description: 'How the glasses sit, and what that does to the lenses.' })
export class PositionOfWearType {
  @Field(() => WearCompensationName)
  compensation: WearCompensationName;
  @Field(() => Decimal, { nullable: true, description: 'Where the refraction was taken.' })
  vertexMm: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'As fitted. The power is moved only when both distances are known.',
  })
  fittedVertexMm: string | null;
  @Field(() => Decimal, { nullable: true })
  pantoscopicTiltDeg: string | null;
  @Field(() => Decimal, { nullable: true })
  wrapAngleDeg: string | null;
  @Field(() => Boolean, { description: 'The addition is compensated too.' })
  compensatesAdd: boolean;
  @Field(() => Boolean, { description: 'The prism of tilt and wrap is ground against.' })
  compensatesPrism: boolean;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the bench measured; null where the prescription says all of it.',
  })
  measuredAt: Date | null;
  @Field(() => String, { nullable: true })
  measuredBy: string | null;
}

@ObjectType('LensPower', { description: 'Minus cylinder, signed, two decimals.' })
export class LensPowerType {
  @Field(() => String)
  sphere: string;
  @Field(() => String, { nullable: true })
  cylinder: string | null;
  @Field(() => Int, { nullable: true })
  axis: number | null;
  @Field(() => String, { nullable: true, description: 'Signed; null where there is none, or nothing is said of it.' })
  add: string | null;
}

@ObjectType('LensSlab', { description: 'What bicentric grinding leaves of a lens; lengths in mm.' })
export class LensSlabType {
  @Field(() => Decimal, { description: 'Base up below the line, prism dioptres.' })
  prism: string;
  @Field(() => Decimal, { description: 'Height of the line above the box middle.' })
  lineUpMm: string;
  @Field(() => Decimal, { description: 'Height of the line above the bottom of the box, as segment heights are told.' })
  lineHeightMm: string;
  @Field(() => Decimal, { description: 'Thickness on the line.' })
  lineMm: string;
  @Field(() => Decimal, { description: 'Lower edge before the slab is ground.' })
  bottomBeforeMm: string;
  @Field(() => Decimal)
  bottomMm: string;
  @Field(() => [[Int]], {
    nullable: true,
    description:
      'The lens cut vertically through its optical centre, from below: height from the box middle, then depth of front and back, hundredths of a millimetre.',
  })
  uprightHundredthsMm: number[][] | null;
}

@ObjectType('SlabOffDecision')
export class SlabOffDecisionType {
  @Field(() => String, { nullable: true, description: 'The lens it is ground on; null for a pair made without.' })
  eye: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Prism dioptres.' })
  amount: string | null;
  @Field(() => String, { nullable: true })
  reason: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'Height of the line above the bottom of the box as it was set, mm; null where it lies as usual.',
  })
  lineHeightMm: string | null;
  @Field(() => String, { nullable: true, description: 'Who set the line; null where it lies as usual.' })
  lineSetBy: string | null;
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  decidedBy: string;
}

@ObjectType('SlabLine', { description: 'Where a slab may begin: mm above the bottom of the box, in tenths.' })
export class SlabLineType {
  @Field(() => Decimal, { description: 'Where it lies when nobody sets it.' })
  usualMm: string;
  @Field(() => Decimal, { description: 'The level one reads at, or the lower edge of the lens where that is higher.' })
  minMm: string;
  @Field(() => Decimal, { description: 'Where one looks into the distance, or the top of a segment above it.' })
  maxMm: string;
}

@ObjectType('SlabOff', { description: 'What a multifocal pair does to the lines when its wearer looks down to read.' })
export class SlabOffType {
  @Field(() => Decimal, { description: 'Vertical difference of the eyes, prism dioptres, without prescribed prism.' })
  imbalance: string;
  @Field(() => Decimal, { description: 'Slab-off is advised from here on, prism dioptres.' })
  from: string;
  @Field(() => Int, { description: 'Level below the centres, mm.' })
  dropMm: number;
  @Field(() => Boolean)
  isAdvised: boolean;
  @Field(() => Boolean, { description: 'The customer asked for it and paid.' })
  isOrdered: boolean;
  @Field(() => String, { nullable: true, description: 'The lens that gets it: the more minus, less plus one.' })
  eye: string | null;
  @Field(() => Boolean, { description: 'Advised, and not decided on this imbalance: the job is held.' })
  isDue: boolean;
  @Field(() => SlabLineType, {
    nullable: true,
    description: 'On the lens that gets it; null where slab-off is neither advised nor decided.',
  })
  line: SlabLineType | null;
  @Field(() => SlabOffDecisionType, { nullable: true })
  decision: SlabOffDecisionType | null;
}

export enum HeightKindName {
  FITTING = 'FITTING',
  SEGMENT = 'SEGMENT',
}
registerEnumType(HeightKindName, {
  name: 'HeightKind',
  description: 'From the lowest point of the lens to the fitting cross, or to the top of the segment.',
});

@ObjectType('GivenHeight', { description: 'What an optician said in place of a measurement, mm.' })
export class GivenHeightType {
  @Field(() => Decimal)
  odMm: string;
  @Field(() => Decimal)
  osMm: string;
  @Field(() => String)
  reason: string;
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  givenBy: string;
}

@ObjectType('NeededHeight', { description: 'The height a multifocal cannot be centred without.' })
export class NeededHeightType {
  @Field(() => HeightKindName)
  kind: HeightKindName;
  @Field(() => Boolean, { description: 'Neither measured nor given: the job is held.' })
  isDue: boolean;
  @Field(() => Boolean, { description: 'The pair is calculated with what was given, for nobody measured it.' })
  isGiven: boolean;
  @Field(() => GivenHeightType, {
    nullable: true,
    description: 'Null where nobody gave one; it counts only as long as the pair is not measured.',
  })
  given: GivenHeightType | null;
}

@InputType('PositionOfWearInput', { description: 'What is left out keeps what the prescription says.' })
export class PositionOfWearInput {
  @Field(() => ID)
  jobId: string;
  @Field(() => Decimal, { nullable: true, description: 'Where the refraction was taken.' })
  vertexMm?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'As fitted in this frame.' })
  fittedVertexMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  pantoscopicTiltDeg?: string | null;
  @Field(() => Decimal, { nullable: true })
  wrapAngleDeg?: string | null;
}
