import { Decimal, LocalDate, MoneyInput, MoneyType, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum StandardCostKind {
  FINISHED_BLANK = 'FINISHED_BLANK',
  SURFACED_BLANK = 'SURFACED_BLANK',
  DESIGN = 'DESIGN',
  TREATMENT = 'TREATMENT',
  FRAME = 'FRAME',
  LABOUR = 'LABOUR',
  SHIPPING = 'SHIPPING',
}
registerEnumType(StandardCostKind, { name: 'StandardCostKind' });

@ObjectType('RemakeCost', { description: 'By the book of standard costs.' })
export class RemakeCostType {
  @Field(() => MoneyType)
  lenses: MoneyType;
  @Field(() => MoneyType)
  frame: MoneyType;
  @Field(() => MoneyType)
  labour: MoneyType;
  @Field(() => MoneyType)
  shipping: MoneyType;
  @Field(() => MoneyType)
  total: MoneyType;
}

@ObjectType('RemakeQuote', { description: 'What a remake would cost, and who would pay it.' })
export class RemakeQuoteType {
  @Field(() => String)
  reason: string;
  @Field(() => String)
  group: string;
  @Field(() => String)
  defaultParty: string;
  @Field(() => String)
  chargedParty: string;
  @Field(() => Boolean)
  replacesFrame: boolean;
  @Field(() => RemakeCostType)
  cost: RemakeCostType;
  @Field(() => String, {
    nullable: true,
    description: 'The policy that makes it free to the party; null where it is charged.',
  })
  policy: string | null;
  @Field(() => MoneyType, { description: 'What the party is charged.' })
  charged: MoneyType;
  @Field(() => Int, { description: 'Which remake of the original job it is, from 1.' })
  sequence: number;
  @Field(() => Int, { nullable: true })
  daysSinceShipped: number | null;
}

@ObjectType('LensParts', { description: 'What the lenses of a job are made of, by the options of the catalogue.' })
export class LensPartsType {
  @Field(() => ID)
  designId: string;
  @Field(() => ID)
  materialId: string;
  @Field(() => [ID])
  treatmentIds: string[];
}

@InputType('RemakeColourInput')
export class RemakeColourInput {
  @Field(() => ID)
  treatmentId: string;
  @Field(() => String)
  colourCode: string;
  @Field(() => Int, { nullable: true, description: 'Light kept out, per cent, where there are several strengths.' })
  absorptionPercent?: number | null;
}

@InputType('RemakeChangesInput', { description: 'What is made otherwise than before; what is left out stays.' })
export class RemakeChangesInput {
  @Field(() => ID, { nullable: true, description: 'Signed off, of the same account.' })
  prescriptionId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Measured for the same account.' })
  measurementId?: string | null;
  @Field(() => ID, { nullable: true })
  designId?: string | null;
  @Field(() => ID, { nullable: true })
  materialId?: string | null;
  @Field(() => [ID], { nullable: true, description: 'All of them; what one of them needs is added.' })
  treatmentIds?: string[] | null;
  @Field(() => [RemakeColourInput], { nullable: true, description: 'Of treatments that are made in colours.' })
  colours?: RemakeColourInput[] | null;
  @Field(() => String, { nullable: true, description: 'Article number of another frame.' })
  frameSku?: string | null;
}

@ObjectType('RemakeRecord', { description: 'Why a job is a remake, what it cost and whom.' })
export class RemakeRecordType {
  @Field(() => String)
  reason: string;
  @Field(() => String)
  group: string;
  @Field(() => String)
  defaultParty: string;
  @Field(() => String)
  chargedParty: string;
  @Field(() => String, { nullable: true })
  partyReason: string | null;
  @Field(() => String, { nullable: true })
  partyBy: string | null;
  @Field(() => Boolean)
  replacesFrame: boolean;
  @Field(() => RemakeCostType)
  cost: RemakeCostType;
  @Field(() => String, { nullable: true })
  policy: string | null;
  @Field(() => MoneyType)
  charged: MoneyType;
  @Field(() => Int)
  sequence: number;
  @Field(() => Int, {
    description: 'The version of the remake terms it was charged by; 0 is what the house came with.',
  })
  termsVersion: number;
  @Field(() => String)
  originalNumber: string;
  @Field(() => Int, {
    description: 'Whole days from the original leaving the lab to the remake leaving it, or to now.',
  })
  daysLost: number;
  @Field(() => String)
  startedBy: string;
  @Field(() => String, { nullable: true })
  note: string | null;
}

@ObjectType('StandardCost')
export class StandardCostType {
  @Field(() => Int, { description: 'How often it was changed.' })
  version: number;
  @Field(() => StandardCostKind)
  kind: StandardCostKind;
  @Field(() => String, { description: 'Of the material, design, treatment or work; * for every other one.' })
  code: string;
  @Field(() => MoneyType)
  amount: MoneyType;
}

@InputType('StandardCostInput')
export class StandardCostInput {
  @Field(() => StandardCostKind)
  kind: StandardCostKind;
  @Field(() => String)
  code: string;
  @Field(() => MoneyInput)
  amount: MoneyInput;
  @Field(() => Int, { nullable: true, description: 'The version that was seen; a change in between is refused.' })
  basedOn?: number | null;
}

@ObjectType('RemakeShare')
export class RemakeShareType {
  @Field(() => String)
  name: string;
  @Field(() => Int)
  count: number;
  @Field(() => MoneyType)
  cost: MoneyType;
  @Field(() => MoneyType)
  charged: MoneyType;
}

@ObjectType('RemakeFigures', {
  description: 'Of the jobs that were shipped in a span of days, whenever they were remade.',
})
export class RemakeFiguresType {
  @Field(() => LocalDate)
  from: string;
  @Field(() => LocalDate)
  to: string;
  @Field(() => Int, { description: 'Original jobs.' })
  shipped: number;
  @Field(() => Int, { description: 'Without warranty, which is counted apart.' })
  remakes: number;
  @Field(() => Int)
  warrantyRemakes: number;
  @Field(() => Decimal, { nullable: true, description: 'remakes ÷ shipped' })
  remakePercent: string | null;
  @Field(() => [RemakeShareType])
  byGroup: RemakeShareType[];
  @Field(() => [RemakeShareType])
  byParty: RemakeShareType[];
}

export const RemakeQuoteResult = unionWithRefusal('RemakeQuoteResult', [RemakeQuoteType]);
export const StandardCostResult = unionWithRefusal('StandardCostResult', [StandardCostType]);
