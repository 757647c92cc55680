import { unionWithRefusal } from '@opticworks/kernel';
import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('RemakeParty', { description: 'Who bears a remake for this reason, unless a supervisor says otherwise.' })
export class RemakePartyType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  group: string;
  @Field(() => String)
  party: string;
  @Field(() => String, { description: 'The one it came with.' })
  usual: string;
}

@ObjectType('RemakeFree', { description: 'When a remake is free to whom it would be charged.' })
export class RemakeFreeType {
  @Field(() => String)
  code: string;
  @Field(() => [String])
  parties: readonly string[];
  @Field(() => Int, { nullable: true, description: 'Days from the shipping of the original; null at any time.' })
  withinDays: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'So many earlier remakes of the original for these parties at most; null is any number.',
  })
  maxEarlier: number | null;
  @Field(() => [String], { nullable: true, description: 'Null is every reason of these parties.' })
  reasons: readonly string[] | null;
}

@ObjectType('LabRemakeTerms')
export class LabRemakeTermsType {
  @Field(() => Int, { description: 'How often it was changed.' })
  version: number;
  @Field(() => Boolean, { description: 'False while what the house came with holds.' })
  isChosenHere: boolean;
  @Field(() => [RemakePartyType])
  reasons: RemakePartyType[];
  @Field(() => [RemakeFreeType], { description: 'The first that holds counts.' })
  free: RemakeFreeType[];
  @Field(() => [String])
  parties: readonly string[];
}

@InputType('RemakePartyInput')
export class RemakePartyInput {
  @Field(() => String)
  code: string;
  @Field(() => String)
  party: string;
}

@InputType('RemakeFreeInput')
export class RemakeFreeInput {
  @Field(() => String)
  code: string;
  @Field(() => [String])
  parties: string[];
  @Field(() => Int, { nullable: true })
  withinDays?: number | null;
  @Field(() => Int, { nullable: true })
  maxEarlier?: number | null;
  @Field(() => [String], { nullable: true })
  reasons?: string[] | null;
}

@InputType('LabRemakeTermsInput')
export class LabRemakeTermsInput {
  @Field(() => [RemakePartyInput], { description: 'Reasons that are left out keep the party they came with.' })
  reasons: RemakePartyInput[];
  @Field(() => [RemakeFreeInput])
  free: RemakeFreeInput[];
  @Field(() => String)
  reason: string;
  @Field(() => Int, { nullable: true, description: 'The version that was seen; a change in between is refused.' })
  basedOn?: number | null;
}

export const LabRemakeTermsResult = unionWithRefusal('LabRemakeTermsResult', [LabRemakeTermsType]);
