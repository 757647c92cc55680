import { DateTime } from '@opticworks/kernel';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum BlankReturnStatusName {
  DUE = 'DUE',
  PUT_BACK = 'PUT_BACK',
  SPOILED = 'SPOILED',
}
registerEnumType(BlankReturnStatusName, {
  name: 'BlankReturnStatus',
  description: 'DUE: it lies in the tray. PUT_BACK: on its shelf again. SPOILED: it was damaged and is written off.',
});
export enum BlankReturnReasonName {
  BLANK_TOO_SMALL = 'BLANK_TOO_SMALL',
  GROUND_TOO_THIN = 'GROUND_TOO_THIN',
  CURVE_TOO_STEEP = 'CURVE_TOO_STEEP',
  ORDER_CANCELLED = 'ORDER_CANCELLED',
}
registerEnumType(BlankReturnReasonName, { name: 'BlankReturnReason' });

@ObjectType('BlankReturn', { description: 'A blank that was taken for a lens, is whole, and is not cut for it.' })
export class BlankReturnType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  eye: string;
  @Field(() => String)
  sku: string;
  @Field(() => String, { nullable: true })
  name: string | null;
  @Field(() => String, { nullable: true })
  lot: string | null;
  @Field(() => String, { nullable: true })
  serial: string | null;
  @Field(() => BlankReturnReasonName)
  reason: BlankReturnReasonName;
  @Field(() => BlankReturnStatusName)
  status: BlankReturnStatusName;
  @Field(() => DateTime)
  openedAt: Date;
  @Field(() => DateTime, { nullable: true })
  settledAt: Date | null;
  @Field(() => String, { nullable: true })
  settledBy: string | null;
}
