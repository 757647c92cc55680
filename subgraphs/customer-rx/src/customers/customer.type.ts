import { DateTime, LocalDate, PageInfo, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

@ObjectType('Address')
@Directive('@shareable')
export class AddressType {
  @Field(() => String)
  name: string;
  @Field(() => String, { nullable: true })
  company?: string | null;
  @Field(() => String)
  line1: string;
  @Field(() => String, { nullable: true })
  line2?: string | null;
  @Field(() => String)
  city: string;
  @Field(() => String, { nullable: true })
  region?: string | null;
  @Field(() => String)
  postalCode: string;
  @Field(() => String)
  countryCode: string;
  @Field(() => String, { nullable: true })
  phone?: string | null;
}

@InputType('AddressInput')
export class AddressInput {
  @Field(() => String)
  name: string;
  @Field(() => String, { nullable: true })
  company?: string | null;
  @Field(() => String)
  line1: string;
  @Field(() => String, { nullable: true })
  line2?: string | null;
  @Field(() => String)
  city: string;
  @Field(() => String, { nullable: true })
  region?: string | null;
  @Field(() => String)
  postalCode: string;
  @Field(() => String)
  countryCode: string;
  @Field(() => String, { nullable: true })
  phone?: string | null;
}

@ObjectType('SavedAddress')
export class SavedAddressType {
  @Field(() => ID)
  id: string;
  @Field(() => AddressType)
  address: AddressType;
  @Field(() => Boolean)
  isDefault: boolean;
}

@ObjectType('Consent')
export class ConsentType {
  @Field(() => String)
  purpose: string;
  @Field(() => Boolean)
  granted: boolean;
  @Field(() => String)
  version: string;
  @Field(() => DateTime)
  at: Date;
}

@ObjectType('TimelineEntry')
export class TimelineEntryType {
  @Field(() => ID)
  id: string;
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  kind: string;
  @Field(() => String)
  text: string;
  @Field(() => String)
  actor: string;
}

@ObjectType('Customer')
@Directive('@key(fields: "id")')
export class CustomerType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  email: string;
  @Field(() => String)
  name: string;
  @Field(() => String, { nullable: true })
  phone: string | null;
  @Field(() => String)
  locale: string;
  @Field(() => DateTime)
  createdAt: Date;

  birthDateCipher: string | null;
}

export enum ViewerKind {
  GUEST = 'GUEST',
  CUSTOMER = 'CUSTOMER',
  STAFF = 'STAFF',
  PARTNER = 'PARTNER',
}
registerEnumType(ViewerKind, { name: 'ViewerKind' });

@ObjectType('Viewer', { description: 'Who this request is made by.' })
export class ViewerType {
  @Field(() => ViewerKind)
  kind: ViewerKind;
  @Field(() => CustomerType, { nullable: true })
  customer: CustomerType | null;
  @Field(() => String, { nullable: true })
  staffName: string | null;
  @Field(() => [String])
  roles: string[];
}

@ObjectType('CustomerEdge')
export class CustomerEdgeType {
  @Field(() => String)
  cursor: string;
  @Field(() => CustomerType)
  node: CustomerType;
}

@ObjectType('CustomerConnection')
export class CustomerConnectionType {
  @Field(() => [CustomerEdgeType])
  edges: CustomerEdgeType[];
  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when the field is asked for. */
  count: () => Promise<number>;
}

@ObjectType('ErasureReceipt')
export class ErasureReceiptType {
  @Field(() => DateTime)
  requestedAt: Date;
  @Field(() => LocalDate, { nullable: true })
  keptUntil: string | null;
  @Field(() => String)
  explanation: string;
}

export const CustomerResult = unionWithRefusal('CustomerResult', [CustomerType]);
export const ErasureResult = unionWithRefusal('ErasureResult', [ErasureReceiptType]);
