import { CurrencyCode, Decimal, IssueType, LocalDate, MoneyType, unionWithRefusal } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { shownComponents, shownDiscounts, shownIssues, shownLens, shownRate, shownTaxLines } from '../graph/shape.ts';
import {
  AddressCheck,
  AddressType,
  AppliedCoupon,
  ContactLensParameters,
  LensConfiguration,
  LineDiscount,
  LinePriceComponent,
  PowerBandName,
  PrescriptionStub,
  ShippingRate,
  Totals,
  VariantStub,
} from '../graph/shared.type.ts';
import { shown, shownValue } from '../money.ts';
import type { Cart, CartLine } from './cart.model.ts';

@ObjectType('CartLine')
export class CartLineType {
  @Field(() => ID)
  id: string;

  @Field(() => VariantStub)
  variant: VariantStub;

  @Field(() => String)
  title: string;

  @Field(() => String)
  detail: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => MoneyType)
  unitPrice: MoneyType;

  @Field(() => [LinePriceComponent])
  components: LinePriceComponent[];

  @Field(() => [LineDiscount])
  discounts: LineDiscount[];

  @Field(() => MoneyType)
  total: MoneyType;

  @Field(() => LensConfiguration, { nullable: true })
  lens: LensConfiguration | null;

  @Field(() => ContactLensParameters, { nullable: true })
  contactLens: ContactLensParameters | null;

  @Field(() => PrescriptionStub, { nullable: true })
  prescription: PrescriptionStub | null;

  @Field(() => Boolean, {
    description:
      'The prescription is sent after the order; the price is the dearest it can become, or that of the strength that was said.',
  })
  awaitsPrescription: boolean;

  @Field(() => Boolean)
  available: boolean;

  @Field(() => [IssueType])
  issues: IssueType[];
}

@ObjectType('Cart', {
  description:
    'A cart belongs to its guest or customer. version rises with each change; send it back to notice a rival change.',
})
@Directive('@key(fields: "id")')
export class CartType {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;

  @Field(() => [CartLineType])
  lines: CartLineType[];

  @Field(() => Int)
  itemCount: number;

  @Field(() => CurrencyCode)
  currencyCode: string;

  @Field(() => String, { nullable: true })
  email: string | null;

  @Field(() => AddressType, { nullable: true })
  shippingAddress: AddressType | null;

  @Field(() => AddressType, { nullable: true })
  billingAddress: AddressType | null;

  @Field(() => AddressCheck, { nullable: true, description: 'What the carrier says about the delivery address.' })
  addressCheck: AddressCheck | null;

  @Field(() => [AppliedCoupon])
  coupons: AppliedCoupon[];

  @Field(() => [ShippingRate])
  shippingRates: ShippingRate[];

  @Field(() => ShippingRate, { nullable: true })
  selectedRate: ShippingRate | null;

  @Field(() => Totals)
  totals: Totals;

  @Field(() => Boolean)
  needsPrescription: boolean;

  @Field(() => LocalDate, { nullable: true })
  promiseDate: string | null;

  @Field(() => [IssueType])
  issues: IssueType[];

  @Field(() => Date)
  updatedAt: Date;

  static of(cart: Cart): CartType {
    const { content, currency } = cart;
    const selected = content.rates.find(({ id }) => id === content.selectedRateId);
    return Object.assign(new CartType(), {
      id: cart.id,
      version: cart.version,
      lines: content.lines.map((line) => lineOf(line, currency)),
      itemCount: content.lines.reduce((sum, line) => sum + line.quantity, 0),
      currencyCode: currency,
      email: content.email,
      shippingAddress: content.shippingAddress,
      billingAddress: content.billingAddress,
      addressCheck: content.shippingAddress
        ? {
            verified: content.addressIssues.length === 0,
            suggestion: content.addressSuggestion,
            issues: shownIssues(content.addressIssues),
          }
        : null,
      coupons: content.coupons
        .filter(({ valid }) => valid)
        .map((coupon) => ({ code: coupon.code, label: coupon.label, amount: shownValue(coupon.amount) })),
      shippingRates: content.rates.map(shownRate),
      selectedRate: selected ? shownRate(selected) : null,
      totals: {
        subtotal: shown(content.totals.subtotalMinor, currency),
        discount: shown(content.totals.discountMinor, currency),
        shipping: shown(content.totals.shippingMinor, currency),
        tax: shown(content.totals.taxMinor, currency),
        total: shown(content.totals.totalMinor, currency),
        taxLines: shownTaxLines(content.tax?.lines ?? []),
        taxIncluded: false,
      },
      needsPrescription: content.lines.some((line) => line.quoted.kind === 'CONTACT_LENS' && !line.prescriptionId),
      promiseDate: content.promiseDate,
      issues: shownIssues([...content.addressIssues, ...content.issues, ...unusedCoupons(cart)]),
      updatedAt: cart.updatedAt,
    });
  }
}

/** A code that gives nothing any more is kept and explained, not silently dropped. */
const unusedCoupons = (cart: Cart) =>
  cart.content.coupons
    .filter(({ valid }) => !valid)
    .map((coupon) => ({
      code: coupon.reasonCode ?? 'COUPON_NOT_VALID',
      message: coupon.message ?? `The code ${coupon.code} does not apply to this cart.`,
      field: 'coupons',
      severity: 'warning' as const,
    }));

function lineOf(line: CartLine, currency: string): CartLineType {
  const { quoted } = line;
  const prescriptionId = line.prescriptionId ?? line.lens?.prescriptionId;
  return Object.assign(new CartLineType(), {
    id: line.id,
    variant: VariantStub.of(line.variantId),
    title: quoted.title,
    detail: quoted.detail,
    quantity: line.quantity,
    unitPrice: shownValue(quoted.unitPrice),
    components: shownComponents(quoted.components),
    discounts: shownDiscounts(quoted.discounts),
    total: shown(line.totalMinor, currency),
    lens: shownLens(quoted.lens),
    contactLens: line.contactLens,
    prescription: prescriptionId ? PrescriptionStub.of(prescriptionId) : null,
    awaitsPrescription: line.lens !== null && !prescriptionId,
    available: quoted.found && !quoted.issues.some(({ severity }) => severity === 'error'),
    issues: shownIssues(quoted.issues),
  });
}

@InputType('LensColourWishInput', { description: 'The colour of one treatment.' })
export class LensColourWishInput {
  @Field(() => ID)
  treatmentId: string;
  @Field(() => String)
  colourCode: string;
  @Field(() => Int, { nullable: true, description: 'Light kept out, per cent, where there are several strengths.' })
  absorptionPercent?: number | null;
}

@InputType()
export class LensConfigurationInput {
  @Field(() => ID, { nullable: true, description: 'Left out only with prescriptionLater.' })
  prescriptionId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'The prescription is sent after the order, see sendPrescription; the price is the dearest it can become, or that of saidBand.',
  })
  prescriptionLater?: boolean | null;

  @Field(() => PowerBandName, {
    nullable: true,
    description: 'With prescriptionLater: about how strong it is. A stronger one is held until somebody decides.',
  })
  saidBand?: 'A' | 'B' | 'C' | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'For sport or one good eye: whatever else is chosen, only an impact-resistant material will do.',
  })
  needsImpactMaterial?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Counts and costs only where it would be advised.' })
  slabOff?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'What was measured for these glasses, of the same owner.' })
  measurementId?: string | null;

  @Field(() => String)
  use: string;

  @Field(() => ID)
  designId: string;

  @Field(() => ID)
  materialId: string;

  @Field(() => [ID])
  treatmentIds: string[];

  @Field(() => [LensColourWishInput], { nullable: true, description: 'Of treatments that are made in colours.' })
  colours?: LensColourWishInput[] | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  rush?: boolean | null;

  @Field(() => [String], { nullable: true })
  confirmedWarnings?: string[] | null;
}

@InputType()
export class ContactLensParametersInput {
  @Field(() => String)
  eye: string;

  @Field(() => String)
  power: string;

  @Field(() => Decimal)
  baseCurveMm: string;

  @Field(() => Decimal)
  diameterMm: string;

  @Field(() => String, { nullable: true })
  cylinder?: string | null;

  @Field(() => Int, { nullable: true })
  axis?: number | null;

  @Field(() => String, { nullable: true })
  add?: string | null;

  @Field(() => String, { nullable: true })
  colour?: string | null;
}

@InputType()
export class AddLineInput {
  @Field(() => ID)
  variantId: string;

  @Field(() => Int, { nullable: true, defaultValue: 1 })
  quantity?: number | null;

  @Field(() => LensConfigurationInput, { nullable: true })
  lens?: LensConfigurationInput | null;

  @Field(() => ContactLensParametersInput, { nullable: true })
  contactLens?: ContactLensParametersInput | null;

  @Field(() => ID, { nullable: true })
  prescriptionId?: string | null;
}

export const CartResult = unionWithRefusal('CartResult', [CartType]);
export const AddressCheckResult = unionWithRefusal('AddressCheckResult', [AddressCheck]);
