import { CurrencyCode, Decimal, type MoneyType as Money, MoneyType } from '@opticworks/kernel';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('SupplierItem', { description: 'What a supplier sells us, at what cost and terms.' })
export class SupplierItemType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  sku: string;

  @Field(() => String)
  supplierSku: string;

  @Field(() => String)
  itemName: string;

  @Field(() => MoneyType)
  cost: Money;

  @Field(() => Int)
  packSize: number;

  @Field(() => Int)
  minimumQuantity: number;

  @Field(() => Int)
  leadTimeDays: number;
}

@ObjectType('SupplierScorecard', {
  description:
    'OTIF: lines complete on the promised day or the day before ÷ lines due. Score: OTIF 40 %, quality 30 %, price 15 %, first shipment fill 15 %.',
})
export class SupplierScorecardType {
  @Field(() => Int)
  linesDue: number;

  @Field(() => Int)
  linesOnTimeInFull: number;

  @Field(() => Decimal, { nullable: true })
  otifPercent: string | null;

  @Field(() => Decimal, { nullable: true })
  meanLeadTimeDays: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Deviation of the sample ÷ mean.' })
  leadTimeCv: string | null;

  @Field(() => Int)
  unitsReceived: number;

  @Field(() => Int)
  unitsRejected: number;

  @Field(() => Int, { nullable: true })
  defectPpm: number | null;

  @Field(() => Int)
  invoiceLines: number;

  @Field(() => Int)
  invoiceLinesAtPrice: number;

  @Field(() => Decimal, { nullable: true })
  score: string | null;

  @Field(() => Boolean, { description: 'Ten lines or more: enough to compare.' })
  ranked: boolean;
}

@ObjectType('Supplier', { description: 'Somebody we buy from.' })
@Directive('@key(fields: "id")')
export class SupplierType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  email: string;

  @Field(() => String, { description: 'X12, EDIFACT, or NONE: orders go by mail.' })
  ediKind: string;

  @Field(() => CurrencyCode)
  currencyCode: string;
}
