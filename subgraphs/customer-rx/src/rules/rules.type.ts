import { DateTime, unionWithRefusal } from '@opticworks/kernel';
import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('PrescriptionRuleSet', {
  description:
    'What prescriptions are judged by: in the form of the shop, the lens builder, at the desk and in the lab.',
})
export class RuleSetType {
  @Field(() => Int, { description: '0 while what the house came with holds.' })
  version: number;
  @Field(() => String, { description: 'The whole document: powers and prisms in thousandths, lengths in mm.' })
  json: string;
  @Field(() => String, { nullable: true, description: 'Why it was changed; staff only, as who and when.' })
  reason: string | null;
  @Field(() => String, { nullable: true })
  changedBy: string | null;
  @Field(() => DateTime, { nullable: true })
  changedAt: Date | null;
}

@ObjectType('PrescriptionRuleDifference')
export class RuleDifferenceType {
  @Field(() => String, { description: 'Path in the document, with dots.' })
  field: string;
  @Field(() => String, { nullable: true })
  before: string | null;
  @Field(() => String, { nullable: true })
  after: string | null;
}

@ObjectType('PrescriptionRuleChange', { description: 'Who changed what, when and why.' })
export class RuleChangeType {
  @Field(() => Int)
  version: number;
  @Field(() => String)
  reason: string;
  @Field(() => String)
  changedBy: string;
  @Field(() => DateTime)
  changedAt: Date;
  @Field(() => [RuleDifferenceType])
  differences: RuleDifferenceType[];
}

@ObjectType('PrescriptionRulesOffer', { description: 'What the screen of the rules needs beside the rules.' })
export class RulesOfferType {
  @Field(() => String, { description: 'The document the house came with.' })
  installedJson: string;
  @Field(() => [String], {
    description: 'Places whose values nobody held against the law; an owner may switch them on.',
  })
  unverified: string[];
}

@InputType('ReplacePrescriptionRulesInput')
export class ReplaceRulesInput {
  @Field(() => Int, { description: 'The version the change was made from.' })
  basedOn: number;
  @Field(() => String, { description: 'The whole document.' })
  json: string;
  @Field(() => String, { description: 'Why, up to 500 characters; kept with the version.' })
  reason: string;
}

export const RuleSetResult = unionWithRefusal('PrescriptionRuleSetResult', [RuleSetType]);
