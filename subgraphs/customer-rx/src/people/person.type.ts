import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum PersonKindName {
  STAFF = 'STAFF',
  CUSTOMER = 'CUSTOMER',
  GUEST = 'GUEST',
  SERVICE = 'SERVICE',
}
registerEnumType(PersonKindName, { name: 'PersonKind', description: 'SERVICE: a part of the house acted by itself.' });

@ObjectType('Person', { description: 'Who did something, by name where there is one.' })
export class PersonType {
  @Field(() => PersonKindName)
  kind: PersonKindName;
  @Field(() => String, { nullable: true, description: 'Null for a guest, and for a customer who was erased.' })
  name: string | null;
  @Field(() => String, { description: 'As the audit keeps it.' })
  id: string;
}
