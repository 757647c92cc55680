import { DateTime, LocalDate, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { LabEquipmentType } from '../equipment/equipment.type.ts';

export enum OutsideFrame {
  CUT_TO_TRACE = 'CUT_TO_TRACE',
  UNCUT = 'UNCUT',
}
registerEnumType(OutsideFrame, {
  name: 'OutsideFrame',
  description: 'Whether the other lab cuts to the outline or sends the lenses uncut.',
});

@ObjectType('OutsideLabEvent')
export class OutsideLabEventType {
  @Field(() => String)
  status: string;
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  by: string;
}

@ObjectType('OutsideLabOrder', { description: "A job's lenses at another lab." })
export class OutsideLabOrderType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  lab: string;
  @Field(() => String, {
    description:
      'REQUESTED, RECEIVED, IN_LAB, SURFACING, TREATMENT, FINISHING, SHIPPED, RETURNED, REFUSED or CANCELLED',
  })
  status: string;
  @Field(() => OutsideFrame)
  frame: OutsideFrame;
  @Field(() => String, { nullable: true, description: "The other lab's number of the order." })
  providerId: string | null;
  @Field(() => String, { nullable: true })
  reason: string | null;
  @Field(() => LocalDate, { nullable: true })
  expectedOn: string | null;
  @Field(() => String, { nullable: true })
  trackingCode: string | null;
  @Field(() => DateTime)
  requestedAt: Date;
  @Field(() => String)
  requestedBy: string;
  @Field(() => Boolean, { description: 'Calling off was asked for and is not answered yet.' })
  isBeingCancelled: boolean;
  @Field(() => Boolean)
  mayCancel: boolean;
  @Field(() => Boolean)
  mayBookIn: boolean;
  @Field(() => [OutsideLabEventType])
  events: OutsideLabEventType[];
}

export const OutsideLabResult = unionWithRefusal('OutsideLabResult', [LabEquipmentType]);
