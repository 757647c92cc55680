import { Decimal, MoneyType } from '@opticworks/kernel';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { PrescriptionStub } from '../graph/shared.type.ts';

export enum AwaitedPrescriptionState {
  AWAITED = 'AWAITED',
  TYPING = 'TYPING',
  RECEIVED = 'RECEIVED',
  SETTLED = 'SETTLED',
}
registerEnumType(AwaitedPrescriptionState, { name: 'AwaitedPrescriptionState' });

@ObjectType({
  description: 'What a pair costs up to these powers, as agreed with the order; the strongest band has no limits.',
})
export class AgreedBandPrice {
  @Field(() => String)
  band: string;
  @Field(() => Decimal, { nullable: true })
  maxPower: string | null;
  @Field(() => Decimal, { nullable: true })
  maxCylinder: string | null;
  @Field(() => MoneyType, { description: 'Frame and lenses, before discounts and tax.' })
  unitPrice: MoneyType;
  @Field(() => MoneyType, { description: 'What goes back for the whole line, discount and tax counted.' })
  refund: MoneyType;
  @Field(() => MoneyType, {
    description:
      'What the whole line would cost more than was paid, before discounts and tax; only where a weaker strength was said.',
  })
  more: MoneyType;
}

@ObjectType({ description: 'A pair that was ordered before its prescription was known.' })
export class AwaitedPrescription {
  @Field(() => ID)
  orderLineId: string;
  @Field(() => AwaitedPrescriptionState)
  state: AwaitedPrescriptionState;
  @Field(() => Date)
  askedAt: Date;
  @Field(() => Date, { description: 'From then on it stands in the call list of the staff. Nothing ends by itself.' })
  dueAt: Date;
  @Field(() => Boolean)
  overdue: boolean;
  @Field(() => Boolean, { description: 'What came was rejected by an optician: another one is waited for.' })
  rejected: boolean;
  @Field(() => Boolean, { description: 'The order belongs to an account the caller has not signed in to.' })
  needsSignIn: boolean;
  @Field(() => Date, { nullable: true })
  receivedAt: Date | null;
  @Field(() => PrescriptionStub, {
    nullable: true,
    description: 'What came last, also when it was rejected; its history says why.',
  })
  prescription: PrescriptionStub | null;
  @Field(() => MoneyType, {
    nullable: true,
    description:
      'What came is stronger than was said, and its lenses cost that much more, before discounts and tax. Nothing is charged or made: the customer orders anew or cancels, or the house bears it.',
  })
  costsMore: MoneyType | null;
  @Field(() => [AgreedBandPrice])
  pricesByBand: AgreedBandPrice[];
}
