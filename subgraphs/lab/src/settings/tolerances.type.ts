import { unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('ToleranceLimit', { description: 'One limit of a profile, as people read it.' })
export class ToleranceLimitType {
  @Field(() => String)
  what: string;
  @Field(() => String, { description: 'Single vision or multifocal, progressive, or both.' })
  lenses: string;
  @Field(() => String)
  limit: string;
  @Field(() => String)
  source: string;
  @Field(() => Boolean, { description: 'False: its number was not held against the text of the standard.' })
  isVerified: boolean;
}

@ObjectType('ToleranceProfile')
export class ToleranceProfileType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  name: string;
  @Field(() => String)
  edition: string;
  @Field(() => String, { nullable: true, description: 'Where it is law; null for a voluntary standard.' })
  jurisdiction: string | null;
  @Field(() => Boolean, { description: 'An unverified one decides only where an owner has switched it on by name.' })
  isVerified: boolean;
  @Field(() => [ToleranceLimitType])
  limits: ToleranceLimitType[];
}

@ObjectType('LabTolerances')
export class LabTolerancesType {
  @Field(() => Int, { description: '0 while the settings of the installation hold.' })
  version: number;
  @Field(() => String)
  profile: string;
  @Field(() => Boolean, {
    description: 'Single unverified limits of the profile decide too, instead of being shown only.',
  })
  judgesUnverified: boolean;
  @Field(() => Boolean, { description: 'False while the settings of the installation hold.' })
  isChosenHere: boolean;
  @Field(() => [ToleranceProfileType])
  profiles: ToleranceProfileType[];
}

@InputType('ChooseTolerancesInput')
export class ChooseTolerancesInput {
  @Field(() => String)
  profile: string;
  @Field(() => Boolean, { description: 'Unverified limits of the profile shall decide.' })
  judgesUnverified: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'The id of the profile again, where it is an unverified one: it is switched on by name.',
  })
  acceptUnverified?: string | null;
  @Field(() => String)
  reason: string;
  @Field(() => Int, { nullable: true, description: 'The version that was seen; a change in between is refused.' })
  basedOn?: number | null;
}

export const LabTolerancesResult = unionWithRefusal('LabTolerancesResult', [LabTolerancesType]);
