import { Field, InputType } from 'type-graphql';
import { CurrencyCode, Decimal } from './scalars.ts';

/** Money a client sends; read it with `amountInput`. */
@InputType('MoneyInput')
export class MoneyInput {
  @Field(() => Decimal)
  amount: string;

  @Field(() => CurrencyCode)
  currencyCode: string;
}
