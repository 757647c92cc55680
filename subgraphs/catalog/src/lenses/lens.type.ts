import { Decimal, IssueType, LocalDate, MoneyType, PARTNER_TAG, Tag, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EyeRxInput } from '../search/search.type.ts';
import { LensPackageType, LensSizeType, LensSuggestionType } from './lens-offer.type.ts';

export enum LensUse {
  DISTANCE = 'DISTANCE',
  NEAR = 'NEAR',
  INTERMEDIATE = 'INTERMEDIATE',
  MULTIFOCAL = 'MULTIFOCAL',
  OFFICE = 'OFFICE',
}
export enum LensOptionKind {
  DESIGN = 'DESIGN',
  MATERIAL = 'MATERIAL',
  TREATMENT = 'TREATMENT',
}
export enum PowerBandName {
  A = 'A',
  B = 'B',
  C = 'C',
}
registerEnumType(LensUse, { name: 'LensUse' });
registerEnumType(PowerBandName, { name: 'PowerBand', description: 'What lenses are priced by, weakest first.' });
registerEnumType(LensOptionKind, { name: 'LensOptionKind' });

@ObjectType('LensColourStrength')
@Tag(PARTNER_TAG)
export class LensColourStrengthType {
  @Field(() => Int, { description: 'Light that is kept out, per cent; of a gradient where it is darkest.' })
  absorptionPercent: number;
  @Field(() => Int, { description: 'Sun protection, 0 to 4.' })
  category: number;
}

@ObjectType('LensColour')
@Tag(PARTNER_TAG)
export class LensColourType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  name: string;
  @Field(() => String, { description: 'How it looks, as #rrggbb.' })
  hex: string;
  @Field(() => [LensColourStrengthType], {
    description: 'How dark it can be had, weakest first; empty where there is no choice.',
  })
  strengths: LensColourStrengthType[];
}

@ObjectType('LensOption', { description: 'A lens design, material or treatment.' })
@Directive('@key(fields: "id")')
@Tag(PARTNER_TAG)
export class LensOptionType {
  @Field(() => ID)
  id: string;
  @Field(() => LensOptionKind)
  kind: LensOptionKind;
  @Field(() => String)
  code: string;
  @Field(() => String)
  name: string;
  @Field(() => String)
  description: string;
  @Field(() => Decimal, { nullable: true })
  refractiveIndex: string | null;
  @Field(() => Int, { nullable: true })
  abbe: number | null;
  @Field(() => Decimal, { nullable: true })
  densityGcm3: string | null;
  @Field(() => [LensColourType], { description: 'Of treatments that are made in colours: one has to be chosen.' })
  colours: LensColourType[];
}

@ObjectType('LensReason')
export class LensReasonType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  message: string;
}

@InputType('LensColourInput', { description: 'The colour of one treatment.' })
export class LensColourInput {
  @Field(() => ID)
  treatmentId: string;
  @Field(() => String)
  colourCode: string;
  @Field(() => Int, { nullable: true, description: 'Where the colour can be had in several strengths.' })
  absorptionPercent?: number | null;
}

@ObjectType('LensChoice', {
  description: 'One choice of the builder: what it costs in this combination, whether it can be made, and if not why.',
})
export class LensChoiceType {
  @Field(() => LensOptionType)
  option: LensOptionType;
  @Field(() => Boolean)
  possible: boolean;
  @Field(() => [LensReasonType])
  reasons: LensReasonType[];
  @Field(() => [LensSuggestionType], { description: 'Ways out when it cannot be made, nearest first.' })
  suggestions: LensSuggestionType[];
  @Field(() => LensSizeType, {
    nullable: true,
    description: 'Of materials: how thick and heavy this choice would make the pair.',
  })
  size: LensSizeType | null;
  @Field(() => Boolean)
  selected: boolean;
  @Field(() => Boolean)
  recommended: boolean;
  @Field(() => MoneyType, {
    nullable: true,
    description:
      'Price of the whole pair of lenses if this is chosen next to the present selection; null when not possible.',
  })
  pairPrice: MoneyType | null;
  @Field(() => MoneyType, { nullable: true })
  priceDifference: MoneyType | null;
}

@ObjectType('LensThickness')
export class LensThicknessType {
  @Field(() => String)
  eye: string;
  @Field(() => Decimal)
  centreMm: string;
  @Field(() => Decimal)
  edgeMinMm: string;
  @Field(() => Decimal)
  edgeMaxMm: string;
  @Field(() => Decimal)
  nasalMm: string;
  @Field(() => Decimal)
  temporalMm: string;
  @Field(() => Decimal)
  weightGrams: string;
  @Field(() => Decimal)
  blankSizeMm: string;
  @Field(() => [Int], {
    description:
      "Radii of this eye's own outline in hundredths of a millimetre: the points of edgeProfileHundredthsMm.",
  })
  outlineHundredthsMm: number[];
  @Field(() => [Int], {
    description: 'Edge thickness in hundredths of a millimetre around the outline, same points as outlineHundredthsMm.',
  })
  edgeProfileHundredthsMm: number[];
  @Field(() => [[Int]], {
    description:
      "The lens cut horizontally through its optical centre, from the viewer's left to right: x from the box middle, then depth of front and back behind the front vertex, hundredths of a millimetre.",
  })
  sectionHundredthsMm: number[][];
  @Field(() => [Int], {
    description: "Optical centre from the box middle, x to the viewer's right and y up, hundredths of a millimetre.",
  })
  opticalCentreHundredthsMm: number[];
  @Field(() => [[[Int]]], {
    description:
      'The lines one sees of a segment, each from point to point as opticalCentreHundredthsMm counts; empty without a segment or a measured height.',
  })
  segmentLinesHundredthsMm: number[][][];
}

@ObjectType('PriceComponent')
export class PriceComponentType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  label: string;
  @Field(() => MoneyType)
  amount: MoneyType;
}

@ObjectType('LensSlabOff')
export class LensSlabOffType {
  @Field(() => String)
  label: string;
  @Field(() => Decimal, { description: 'Vertical difference of the eyes when reading, prism dioptres.' })
  imbalance: string;
  @Field(() => MoneyType)
  price: MoneyType;
}

@ObjectType('LensMaterialAdvice', { description: 'What an optician would take, best first, and why.' })
export class LensMaterialAdviceType {
  @Field(() => [ID])
  materialIds: string[];
  @Field(() => [LensReasonType])
  reasons: LensReasonType[];
}

@ObjectType('LensBandPrice', {
  description:
    'What the lenses cost up to these powers, while the prescription is not known; the strongest band has no limits.',
})
export class LensBandPriceType {
  @Field(() => String)
  band: string;
  @Field(() => Decimal, { nullable: true, description: 'Strongest power of the pair, dioptres.' })
  maxPower: string | null;
  @Field(() => Decimal, { nullable: true })
  maxCylinder: string | null;
  @Field(() => MoneyType)
  price: MoneyType;
}

@ObjectType('LensQuote')
export class LensQuoteType {
  @Field(() => [LensUse])
  uses: LensUse[];
  @Field(() => [LensChoiceType])
  designs: LensChoiceType[];
  @Field(() => [LensChoiceType])
  materials: LensChoiceType[];
  @Field(() => [LensChoiceType])
  treatments: LensChoiceType[];
  @Field(() => LensMaterialAdviceType, {
    nullable: true,
    description: 'Null while nothing is known of powers or wearer, and where nothing of it can be made.',
  })
  materialAdvice: LensMaterialAdviceType | null;
  @Field(() => [LensPackageType])
  packages: LensPackageType[];
  @Field(() => Boolean)
  complete: boolean;
  @Field(() => MoneyType, { nullable: true })
  price: MoneyType | null;
  @Field(() => [PriceComponentType])
  components: PriceComponentType[];
  @Field(() => String, { nullable: true })
  powerBand: string | null;
  @Field(() => [LensBandPriceType], {
    description:
      'With prescriptionLater: the price at each band. The dearest is asked for, or the one that was said; what is too much is given back.',
  })
  pricesByBand: LensBandPriceType[];
  @Field(() => LensSlabOffType, {
    nullable: true,
    description: 'Where the eyes differ so much that an optician would advise slab-off for this lens type.',
  })
  slabOff: LensSlabOffType | null;
  @Field(() => [LensThicknessType])
  thickness: LensThicknessType[];
  @Field(() => [IssueType])
  issues: IssueType[];
  @Field(() => Int, { nullable: true })
  promiseDays: number | null;
}

@InputType('PdInput')
export class PdInput {
  @Field(() => Decimal, { nullable: true })
  binocularMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  odMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  osMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearOdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearOsMm?: string | null;
}

@InputType('LensQuoteInput')
export class LensQuoteInput {
  @Field(() => ID)
  variantId: string;
  @Field(() => LensUse, { nullable: true })
  use?: LensUse | null;
  @Field(() => EyeRxInput, { nullable: true })
  od?: EyeRxInput | null;
  @Field(() => EyeRxInput, { nullable: true })
  os?: EyeRxInput | null;
  @Field(() => PdInput, { nullable: true })
  pd?: PdInput | null;
  @Field(() => Decimal, { nullable: true })
  segHeightMm?: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'Measured for each eye in this frame; counts before the one above.',
  })
  heightOdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  heightOsMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  vertexMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  pantoscopicTiltDeg?: string | null;
  @Field(() => Decimal, { nullable: true })
  wrapAngleDeg?: string | null;
  @Field(() => Int, { nullable: true })
  birthYear?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Worn for sport, or where something may hit the lens.' })
  isForSport?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'The wearer sees well with one eye only.' })
  isOneEyed?: boolean | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Counts before the year: who is under age is decided by the day.',
  })
  birthDate?: string | null;
  @Field(() => ID, { nullable: true })
  designId?: string | null;
  @Field(() => ID, { nullable: true })
  materialId?: string | null;
  @Field(() => [ID], { nullable: true })
  treatmentIds?: string[] | null;
  @Field(() => [LensColourInput], { nullable: true })
  colours?: LensColourInput[] | null;
  @Field(() => Boolean, { nullable: true })
  rush?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Counts and costs only where it would be advised.' })
  slabOff?: boolean | null;
  @Field(() => [String], { nullable: true })
  confirmedWarnings?: string[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'The prescription is sent after the order: no powers are given, the price is the dearest it can become.',
  })
  prescriptionLater?: boolean | null;
  @Field(() => PowerBandName, {
    nullable: true,
    description: 'With prescriptionLater: about how strong it is. Then this band is asked for first, not the dearest.',
  })
  saidBand?: 'A' | 'B' | 'C' | null;
}

export const LensQuoteResult = unionWithRefusal('LensQuoteResult', [LensQuoteType]);
