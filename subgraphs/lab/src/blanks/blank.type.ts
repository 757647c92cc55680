import { DateTime, Decimal, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum BlankShortRule {
  WAIT = 'WAIT',
  WAIT_IF_ON_ORDER = 'WAIT_IF_ON_ORDER',
  SURFACE = 'SURFACE',
}
registerEnumType(BlankShortRule, {
  name: 'BlankShortRule',
  description: 'When a stock lens is right but out: wait, wait only when more is coming, or grind it.',
});

@ObjectType('BlankRule')
export class BlankRuleType {
  @Field(() => String, { description: 'Code of the material, * for all that have no rule of their own.' })
  material: string;
  @Field(() => BlankShortRule)
  whenShort: BlankShortRule;
  @Field(() => Boolean, { description: 'When one lens of a pair must be ground, the other is ground too.' })
  pairAlike: boolean;
  @Field(() => Int, { description: 'How often it was changed.' })
  version: number;
}

@ObjectType('LensCarrier', {
  description: 'The very blank a lens is made from, what it measures, and what that changes.',
})
export class LensCarrierType {
  @Field(() => String)
  sku: string;
  @Field(() => String, { nullable: true })
  lot: string | null;
  @Field(() => String, { nullable: true })
  serial: string | null;
  @Field(() => String, { nullable: true, description: 'Back vertex power off its label, signed.' })
  powerError: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Marked base as measured, dioptres at 1.530.' })
  measuredBase: string | null;
  @Field(() => Decimal, { nullable: true })
  measuredThicknessMm: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Back curve that makes up for the measured base, dioptres.' })
  correctedBackCurve: string | null;
  @Field(() => Decimal, { nullable: true, description: 'The same on a tool, dioptres at 1.530.' })
  correctedToolCurve: string | null;
  @Field(() => DateTime)
  recordedAt: Date;
  @Field(() => String)
  recordedBy: string;
}

@InputType('RecordBlankInput')
export class RecordBlankInput {
  @Field(() => ID)
  jobId: string;
  @Field(() => String)
  eye: string;
  @Field(() => String, { description: 'As scanned from the envelope.' })
  sku: string;
  @Field(() => String, { nullable: true })
  lot?: string | null;
  @Field(() => String, { nullable: true })
  serial?: string | null;
  @Field(() => String, { nullable: true, description: 'Signed, such as +0.06.' })
  powerError?: string | null;
  @Field(() => Decimal, { nullable: true })
  measuredBase?: string | null;
  @Field(() => Decimal, { nullable: true })
  measuredThicknessMm?: string | null;
}

export const BlankRuleResult = unionWithRefusal('BlankRuleResult', [BlankRuleType]);
