import { Directive, Field, ObjectType } from 'type-graphql';
import { toDecimalString } from '../money/decimal.ts';
import type { MoneyMinor } from '../money/money.ts';
import { CurrencyCode, Decimal } from './scalars.ts';
import { PARTNER_TAG, Tag } from './tag.ts';

/** Money as the graph shows it. */
@ObjectType('Money', { description: 'An amount in a currency.' })
@Directive('@shareable')
@Tag(PARTNER_TAG)
export class MoneyType {
  @Field(() => Decimal, { description: 'With exactly the decimals of the currency.' })
  amount: string;

  @Field(() => CurrencyCode)
  currencyCode: string;

  static of(money: MoneyMinor): MoneyType {
    const type = new MoneyType();
    type.amount = toDecimalString(money);
    type.currencyCode = money.currency;
    return type;
  }

  static ofNullable(money: MoneyMinor | null | undefined): MoneyType | null {
    return money ? MoneyType.of(money) : null;
  }
}
