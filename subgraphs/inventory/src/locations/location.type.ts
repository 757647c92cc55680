import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { LocationKindName } from './location.entity.ts';

export enum LocationKind {
  WAREHOUSE = 'WAREHOUSE',
  LAB = 'LAB',
  STORE = 'STORE',
  RETURNS = 'RETURNS',
}
registerEnumType(LocationKind, { name: 'LocationKind' });

@ObjectType('Location', { description: 'A place with stock of its own.' })
@Directive('@key(fields: "id")')
export class LocationType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => LocationKind)
  kind: LocationKindName;
}

@ObjectType('Bin', { description: 'A labelled shelf place.' })
export class BinType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  code: string;

  @Field(() => LocationType)
  location: LocationType;
}
