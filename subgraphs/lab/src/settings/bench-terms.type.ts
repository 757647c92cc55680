import { Decimal, unionWithRefusal } from '@opticworks/kernel';
import { Field, InputType, Int, ObjectType } from 'type-graphql';

const VERSION = 'How often it was changed.';
const CHOSEN = 'False while what the house came with holds.';
const BASED_ON = 'The version that was seen; a change in between is refused.';

@ObjectType('LabTraceLimit')
export class TraceLimitType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  label: string;
  @Field(() => String, { description: 'mm or °.' })
  unit: string;
  @Field(() => Decimal)
  value: string;
  @Field(() => Decimal, { description: 'The one the house came with.' })
  usual: string;
  @Field(() => String, { description: 'How sure the usual value is: verified, common-practice, unverified.' })
  certainty: string;
  @Field(() => String)
  source: string;
}

@ObjectType('LabTraceLimits', { description: 'What a traced frame is judged by before a job takes it.' })
export class LabTraceLimitsType {
  @Field(() => Int, { description: VERSION })
  version: number;
  @Field(() => Boolean, { description: CHOSEN })
  isChosenHere: boolean;
  @Field(() => [TraceLimitType])
  limits: TraceLimitType[];
}

@InputType('LabTraceLimitInput')
export class TraceLimitInput {
  @Field(() => String)
  code: string;
  @Field(() => Decimal)
  value: string;
}

@InputType('LabTraceLimitsInput')
export class TraceLimitsInput {
  @Field(() => [TraceLimitInput], { description: 'What is left out stays.' })
  limits: TraceLimitInput[];
  @Field(() => String)
  reason: string;
  @Field(() => Int, { nullable: true, description: BASED_ON })
  basedOn?: number | null;
}

@ObjectType('LabChecklistItem')
export class LabChecklistItemType {
  @Field(() => String)
  code: string;
  @Field(() => String, { description: 'identity, surface, coating, edge, mounting or safety.' })
  group: string;
  @Field(() => [String], { description: 'uncut, final or both.' })
  stages: readonly string[];
  @Field(() => String, { nullable: true, description: 'Looked at only where this was ordered; null: always.' })
  onlyWith: string | null;
  @Field(() => Boolean, { description: 'A supervisor may let it pass.' })
  isWaivable: boolean;
  @Field(() => String)
  en: string;
  @Field(() => String)
  de: string;
  @Field(() => Boolean, { description: 'Stays on the list, looked at each time and never let pass.' })
  isKept: boolean;
}

@ObjectType('LabChecklist', { description: 'What is looked at in an inspection besides what is measured.' })
export class LabChecklistType {
  @Field(() => Int, { description: VERSION })
  version: number;
  @Field(() => Boolean, { description: CHOSEN })
  isChosenHere: boolean;
  @Field(() => [LabChecklistItemType], { description: 'In the order of the hand.' })
  items: LabChecklistItemType[];
  @Field(() => String, { description: 'How sure the usual list is.' })
  certainty: string;
  @Field(() => String)
  source: string;
}

@InputType('LabChecklistItemInput')
export class ChecklistItemInput {
  @Field(() => String)
  code: string;
  @Field(() => String)
  group: string;
  @Field(() => [String])
  stages: string[];
  @Field(() => String, { nullable: true })
  onlyWith?: string | null;
  @Field(() => Boolean)
  isWaivable: boolean;
  @Field(() => String)
  en: string;
  @Field(() => String)
  de: string;
}

@InputType('LabChecklistInput')
export class ChecklistInput {
  @Field(() => [ChecklistItemInput], { description: 'The whole list, in its order.' })
  items: ChecklistItemInput[];
  @Field(() => String)
  reason: string;
  @Field(() => Int, { nullable: true, description: BASED_ON })
  basedOn?: number | null;
}

export const LabTraceLimitsResult = unionWithRefusal('LabTraceLimitsResult', [LabTraceLimitsType]);
export const LabChecklistResult = unionWithRefusal('LabChecklistResult', [LabChecklistType]);
