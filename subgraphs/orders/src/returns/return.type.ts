import { MoneyType, PageInfo, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { shown } from '../money.ts';
import { OrderLineType } from '../orders/order.type.ts';
import type { ReturnLineRow, ReturnRequest } from './return.entity.ts';
import { RETURN_REASON_CODES, type ReturnReason, reasonInWords } from './return-reasons.ts';

export enum ReturnStatusEnum {
  REQUESTED = 'REQUESTED',
  APPROVED = 'APPROVED',
  LABEL_SENT = 'LABEL_SENT',
  RECEIVED = 'RECEIVED',
  INSPECTED = 'INSPECTED',
  REFUNDED = 'REFUNDED',
  REJECTED = 'REJECTED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(ReturnStatusEnum, { name: 'ReturnStatus' });

export const ReturnReasonEnum = Object.fromEntries(RETURN_REASON_CODES.map((code) => [code, code])) as {
  [Code in ReturnReason]: Code;
};
registerEnumType(ReturnReasonEnum, {
  name: 'ReturnReason',
  description: 'Why something comes back; its words are with the choices of a line, and with what came back.',
});

/** What an inspection finds; whether money goes back follows from it. */
export enum ReturnVerdictEnum {
  AS_NEW = 'AS_NEW',
  DEFECTIVE = 'DEFECTIVE',
  USED = 'USED',
  DAMAGED_BY_CUSTOMER = 'DAMAGED_BY_CUSTOMER',
}
registerEnumType(ReturnVerdictEnum, {
  name: 'ReturnVerdict',
  description: 'What an inspection finds. Used or damaged by the customer: no money goes back.',
});

@ObjectType({ description: 'A reason in the words of the reader.' })
export class ReturnReasonChoice {
  @Field(() => ReturnReasonEnum)
  code: ReturnReason;

  @Field(() => String)
  label: string;
}

@ObjectType()
export class ReturnLine {
  @Field(() => OrderLineType)
  orderLine: OrderLineType;

  @Field(() => Int)
  quantity: number;

  @Field(() => ReturnReasonEnum)
  reason: ReturnReason;

  @Field(() => String, { description: 'The reason in the words of the reader, or what was written instead.' })
  reasonText: string;

  @Field(() => String, { nullable: true })
  verdict: string | null;

  @Field(() => Boolean, { nullable: true })
  restock: boolean | null;

  @Field(() => MoneyType, { nullable: true })
  refund: MoneyType | null;

  static of(row: ReturnLineRow, orderLine: OrderLineType, currency: string, locale: 'en' | 'de'): ReturnLine {
    return Object.assign(new ReturnLine(), {
      orderLine,
      quantity: row.quantity,
      reason: row.reason,
      reasonText: reasonInWords(row, locale),
      verdict: row.verdict,
      restock: row.restock,
      refund: row.refundMinor === null ? null : shown(row.refundMinor, currency),
    });
  }
}

@ObjectType('Return')
@Directive('@key(fields: "id")')
export class ReturnType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  number: string;

  @Field(() => ReturnStatusEnum)
  status: ReturnStatusEnum;

  @Field(() => MoneyType, { nullable: true })
  refund: MoneyType | null;

  @Field(() => Date)
  createdAt: Date;

  row: ReturnRequest;

  static of(row: ReturnRequest): ReturnType {
    return Object.assign(new ReturnType(), {
      row,
      id: row.id,
      number: row.number,
      status: row.status,
      refund: row.refundMinor === null ? null : shown(row.refundMinor, row.currency),
      createdAt: row.createdAt,
    });
  }
}

@ObjectType()
export class ReturnEdge {
  @Field(() => String)
  cursor: string;

  @Field(() => ReturnType)
  node: ReturnType;
}

@ObjectType()
export class ReturnConnection {
  @Field(() => [ReturnEdge])
  edges: ReturnEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  count: () => Promise<number>;
}

@InputType()
export class ReturnLineInput {
  @Field(() => ID)
  orderLineId: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => ReturnReasonEnum)
  reason: ReturnReason;

  @Field(() => String, { nullable: true, description: 'What else there is to say; with OTHER, what it is.' })
  note?: string | null;
}

@InputType()
export class InspectReturnLineInput {
  @Field(() => ID)
  orderLineId: string;

  @Field(() => ReturnVerdictEnum)
  verdict: ReturnVerdictEnum;

  @Field(() => Boolean)
  restock: boolean;
}

export const ReturnResult = unionWithRefusal('ReturnResult', [ReturnType]);
