import { DateTime } from '@opticworks/kernel';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum SettingAreaName {
  STATION = 'STATION',
  TERMS = 'TERMS',
  BLANK_RULE = 'BLANK_RULE',
  INSTRUMENT = 'INSTRUMENT',
  STANDARD_COST = 'STANDARD_COST',
  LABOUR_HOURS = 'LABOUR_HOURS',
  TOLERANCES = 'TOLERANCES',
  WAIVERS = 'WAIVERS',
  CALIBRATION = 'CALIBRATION',
  WEAR = 'WEAR',
  REMAKES = 'REMAKES',
  TRACES = 'TRACES',
  CHECKLIST = 'CHECKLIST',
}
registerEnumType(SettingAreaName, { name: 'LabSettingArea' });

@ObjectType('LabSettingDifference')
export class LabSettingDifferenceType {
  @Field(() => String)
  field: string;
  @Field(() => String, { nullable: true, description: 'Null where it did not exist.' })
  before: string | null;
  @Field(() => String, { nullable: true })
  after: string | null;
}

@ObjectType('LabSettingChange', { description: 'Who changed what of the settings of the lab, and from what to what.' })
export class LabSettingChangeType {
  @Field(() => ID)
  id: string;
  @Field(() => SettingAreaName)
  area: SettingAreaName;
  @Field(() => String, { description: 'Code of the thing, or the day; empty where the area is one thing.' })
  key: string;
  @Field(() => Int)
  version: number;
  @Field(() => [LabSettingDifferenceType])
  differences: LabSettingDifferenceType[];
  @Field(() => String, { nullable: true })
  note: string | null;
  @Field(() => String)
  changedBy: string;
  @Field(() => DateTime)
  at: Date;
}
