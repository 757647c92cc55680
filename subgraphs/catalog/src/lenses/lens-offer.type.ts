import { Decimal, IssueType, LocalDate, MoneyType, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EyeRxInput } from '../search/search.type.ts';

export enum LensChange {
  MATERIAL = 'MATERIAL',
  DESIGN = 'DESIGN',
  TREATMENTS = 'TREATMENTS',
  CORRIDOR = 'CORRIDOR',
  FRAME = 'FRAME',
  FRAME_SIZE = 'FRAME_SIZE',
}
registerEnumType(LensChange, { name: 'LensChange', description: 'What a suggestion changes.' });

@ObjectType('LensSuggestion', { description: 'One change after which it can be made; tried before it is said.' })
export class LensSuggestionType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  message: string;
  @Field(() => LensChange)
  change: LensChange;
  @Field(() => [ID], { description: 'The lens options to choose: the material, the design, or all treatments.' })
  optionIds: string[];
  @Field(() => String, { nullable: true, description: 'The frame to choose instead.' })
  frameSku: string | null;
}

@ObjectType('LensSize', {
  description: 'How thick and heavy a lens pair becomes: the thicker eye, and both weights together.',
})
export class LensSizeType {
  @Field(() => Decimal)
  centreMm: string;
  @Field(() => Decimal)
  edgeMaxMm: string;
  @Field(() => Decimal)
  weightGrams: string;
}

@ObjectType('LensPackage', {
  description:
    'Design, material and treatments at one price below their sum. It applies by itself when all of it is chosen.',
})
export class LensPackageType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  code: string;
  @Field(() => String)
  name: string;
  @Field(() => String)
  description: string;
  @Field(() => ID)
  designId: string;
  @Field(() => ID)
  materialId: string;
  @Field(() => [ID])
  treatmentIds: string[];
  @Field(() => [String], { description: 'What is in it, in words.' })
  contents: string[];
  @Field(() => Boolean)
  possible: boolean;
  @Field(() => [String])
  reasons: string[];
  @Field(() => Boolean)
  selected: boolean;
  @Field(() => MoneyType, { nullable: true })
  price: MoneyType | null;
  @Field(() => MoneyType, { nullable: true, description: 'What the parts cost one by one.' })
  listPrice: MoneyType | null;
  @Field(() => MoneyType, { nullable: true })
  saving: MoneyType | null;
}

@ObjectType('LensCheck', {
  description: 'One rule of making as it was asked: its numbers, its answer and where it comes from.',
})
export class LensCheckType {
  @Field(() => String)
  rule: string;
  @Field(() => String)
  title: string;
  @Field(() => String, { nullable: true, description: 'OD or OS where it concerns one eye.' })
  eye: string | null;
  @Field(() => String)
  field: string;
  @Field(() => String)
  numbers: string;
  @Field(() => Boolean)
  passed: boolean;
  @Field(() => String, { nullable: true })
  reasonCode: string | null;
  @Field(() => String, { nullable: true })
  reason: string | null;
  @Field(() => String)
  source: string;
}

@ObjectType('LensPlan', { description: 'One lens as it would be made.' })
export class LensPlanType {
  @Field(() => String)
  eye: string;
  @Field(() => String)
  madeAs: string;
  @Field(() => Decimal)
  decentrationInMm: string;
  @Field(() => Decimal)
  decentrationUpMm: string;
  @Field(() => Decimal)
  minimumBlankMm: string;
  @Field(() => Decimal)
  baseCurve: string;
  @Field(() => String, { nullable: true })
  blankSku: string | null;
  @Field(() => String, { nullable: true })
  blankName: string | null;
  @Field(() => LensSizeType, { nullable: true })
  size: LensSizeType | null;
}

@ObjectType('LensExplanation')
export class LensExplanationType {
  @Field(() => String, { description: 'Version of the rules and blanks it was judged by.' })
  rulesVersion: string;
  @Field(() => Boolean)
  possible: boolean;
  @Field(() => String)
  frameName: string;
  @Field(() => [LensCheckType])
  checks: LensCheckType[];
  @Field(() => [LensSuggestionType])
  suggestions: LensSuggestionType[];
  @Field(() => [IssueType])
  notices: IssueType[];
  @Field(() => [LensPlanType])
  lenses: LensPlanType[];
}

@InputType('PdExplainInput')
export class PdExplainInput {
  @Field(() => Decimal, { nullable: true })
  binocularMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  odMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  osMm?: string | null;
}

@InputType('LensExplainInput', {
  description:
    'A frame and a choice, with the powers of a stored prescription or typed ones. POST only: typed powers are health data.',
})
export class LensExplainInput {
  @Field(() => String)
  sku: string;
  @Field(() => ID, { nullable: true, description: 'Instead of typed powers; reading it is audited.' })
  prescriptionId?: string | null;
  @Field(() => EyeRxInput, { nullable: true })
  od?: EyeRxInput | null;
  @Field(() => EyeRxInput, { nullable: true })
  os?: EyeRxInput | null;
  @Field(() => PdExplainInput, { nullable: true })
  pd?: PdExplainInput | null;
  @Field(() => Decimal, { nullable: true })
  segHeightMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  wrapAngleDeg?: string | null;
  @Field(() => Int, { nullable: true })
  birthYear?: number | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Counts before the year: who is under age is decided by the day.',
  })
  birthDate?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Worn for sport, or where something may hit the lens.' })
  isForSport?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'The wearer sees well with one eye only.' })
  isOneEyed?: boolean | null;
  @Field(() => ID, { nullable: true })
  designId?: string | null;
  @Field(() => ID, { nullable: true })
  materialId?: string | null;
  @Field(() => [ID], { nullable: true })
  treatmentIds?: string[] | null;
  @Field(() => Int, { nullable: true })
  corridorMm?: number | null;
}

export const LensExplanationResult = unionWithRefusal('LensExplanationResult', [LensExplanationType]);

@ObjectType('LensRuleSet', { description: 'The rules of making as one document; blanks are kept as stock series.' })
export class LensRuleSetType {
  @Field(() => Int, { description: '0 while the defaults hold.' })
  version: number;
  @Field(() => String)
  json: string;
  @Field(() => String, { nullable: true })
  note: string | null;
  @Field(() => String, { nullable: true })
  changedBy: string | null;
  @Field(() => Date, { nullable: true })
  changedAt: Date | null;
}
export const LensRuleSetResult = unionWithRefusal('LensRuleSetResult', [LensRuleSetType]);

@InputType('ReplaceLensRulesInput')
export class ReplaceLensRulesInput {
  @Field(() => Int, { description: 'The version the change was made from.' })
  basedOn: number;
  @Field(() => String, { description: 'The whole document.' })
  json: string;
  @Field(() => String, { description: 'Why, up to 500 characters; kept with the version.' })
  note: string;
}
