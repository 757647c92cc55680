import { MoneyType } from '@opticworks/kernel';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { shown } from '../money.ts';
import type { CancellationRow } from './line-cancellation.store.ts';

@ObjectType({ description: 'Pieces of a line that were cancelled, and what went back for them.' })
export class LineCancellation {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => MoneyType, { description: 'Their price with its share of discount and tax.' })
  refund: MoneyType;

  @Field(() => Boolean, { description: 'The refund came back from the bank; a person looks into it.' })
  refundFailed: boolean;

  @Field(() => String)
  reason: string;

  @Field(() => String)
  by: string;

  @Field(() => Date)
  at: Date;

  @Field(() => MoneyType, { nullable: true, description: 'What stopping cost the house; for staff who handle money.' })
  cost: MoneyType | null;

  static of(row: CancellationRow, currency: string, seesCost: boolean): LineCancellation {
    return Object.assign(new LineCancellation(), {
      id: row.id,
      quantity: row.quantity,
      refund: shown(row.refundMinor, currency),
      refundFailed: row.refundState === 'failed',
      reason: row.reason,
      by: row.actor,
      at: row.at,
      cost: seesCost && row.costMinor !== null ? shown(row.costMinor, currency) : null,
    });
  }
}
