import { unionWithRefusal } from '@opticworks/kernel';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum CalibrationRuleName {
  REFUSE = 'REFUSE',
  WARN = 'WARN',
}
registerEnumType(CalibrationRuleName, {
  name: 'CalibrationRule',
  description: 'An instrument whose calibration ran out: REFUSE takes no measurement of it, WARN takes it and says so.',
});

const VERSION = 'How often it was changed.';
const CHOSEN = 'False while the settings of the installation hold.';

@ObjectType('WaiverShare')
export class WaiverShareType {
  @Field(() => String)
  code: string;
  @Field(() => Int, { description: 'Percent of the tolerance a value may lie beyond it.' })
  percent: number;
}

@ObjectType('WaiverCheck', { description: 'A check that could be let pass.' })
export class WaiverCheckType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  label: string;
}

@ObjectType('LabWaivers', { description: 'How far a supervisor may let a failed inspection pass.' })
export class LabWaiversType {
  @Field(() => Int, { description: VERSION })
  version: number;
  @Field(() => Boolean, { description: CHOSEN })
  isChosenHere: boolean;
  @Field(() => Int, { description: 'So many values and faults of one inspection at most.' })
  maxItems: number;
  @Field(() => [WaiverShareType], { description: 'A check that is not named is never let pass.' })
  beyond: WaiverShareType[];
  @Field(() => [WaiverCheckType])
  checks: WaiverCheckType[];
}

@ObjectType('LabCalibration')
export class LabCalibrationType {
  @Field(() => Int, { description: VERSION })
  version: number;
  @Field(() => Boolean, { description: CHOSEN })
  isChosenHere: boolean;
  @Field(() => CalibrationRuleName)
  rule: CalibrationRuleName;
}

@ObjectType('LabWearProfile', {
  description: 'What of a lens that is made as worn is compensated beside its distance power.',
})
export class LabWearProfileType {
  @Field(() => Int, { description: VERSION })
  version: number;
  @Field(() => Boolean, { description: CHOSEN })
  isChosenHere: boolean;
  @Field(() => Boolean, { description: 'The addition, for the angle and distance of reading.' })
  add: boolean;
  @Field(() => Boolean, { description: 'The prism that tilt and wrap make by themselves.' })
  prism: boolean;
  @Field(() => String, { description: 'What has to be typed to switch one on.' })
  acceptName: string;
}

@InputType('WaiverShareInput')
export class WaiverShareInput {
  @Field(() => String)
  code: string;
  @Field(() => Int)
  percent: number;
}

@InputType('LabWaiversInput')
export class WaiversInput {
  @Field(() => Int)
  maxItems: number;
  @Field(() => [WaiverShareInput])
  beyond: WaiverShareInput[];
  @Field(() => String)
  reason: string;
  @Field(() => Int, { nullable: true })
  basedOn?: number | null;
}

@InputType('LabCalibrationInput')
export class CalibrationInput {
  @Field(() => CalibrationRuleName)
  rule: CalibrationRuleName;
  @Field(() => String)
  reason: string;
  @Field(() => Int, { nullable: true })
  basedOn?: number | null;
}

@InputType('LabWearProfileInput')
export class WearProfileInput {
  @Field(() => Boolean)
  add: boolean;
  @Field(() => Boolean)
  prism: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Its name once more, as neither was held against a maker’s design.',
  })
  acceptUnverified?: string | null;
  @Field(() => String)
  reason: string;
  @Field(() => Int, { nullable: true })
  basedOn?: number | null;
}

export const LabWaiversResult = unionWithRefusal('LabWaiversResult', [LabWaiversType]);
export const LabCalibrationResult = unionWithRefusal('LabCalibrationResult', [LabCalibrationType]);
export const LabWearProfileResult = unionWithRefusal('LabWearProfileResult', [LabWearProfileType]);
