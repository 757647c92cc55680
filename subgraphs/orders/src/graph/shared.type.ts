import { Decimal, IssueType, LocalDate, MoneyType, Tag } from '@opticworks/kernel';
import type { HeightKind } from '@opticworks/optics';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Stubs of entities other subgraphs own: enough for the gateway to join. */
@ObjectType('Variant')
@Directive('@key(fields: "id")')
export class VariantStub {
  @Field(() => ID)
  id: string;

  static of(id: string): VariantStub {
    return Object.assign(new VariantStub(), { id });
  }
}

@ObjectType('Customer')
@Directive('@key(fields: "id")')
export class CustomerStub {
  @Field(() => ID)
  id: string;

  static of(id: string): CustomerStub {
    return Object.assign(new CustomerStub(), { id });
  }
}

@ObjectType('Prescription')
@Directive('@key(fields: "id")')
export class PrescriptionStub {
  @Field(() => ID)
  id: string;

  static of(id: string): PrescriptionStub {
    return Object.assign(new PrescriptionStub(), { id });
  }
}

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

@ObjectType({ description: 'A price made of parts, kept as it was resolved.' })
export class LinePriceComponent {
  @Field(() => String)
  code: string;

  @Field(() => String)
  label: string;

  @Field(() => MoneyType)
  amount: MoneyType;
}

@ObjectType()
export class LineDiscount {
  @Field(() => String, { nullable: true })
  code: string | null;

  @Field(() => String)
  label: string;

  @Field(() => MoneyType)
  amount: MoneyType;
}

export enum PowerBandName {
  A = 'A',
  B = 'B',
  C = 'C',
}
registerEnumType(PowerBandName, { name: 'PowerBand', description: 'What lenses are priced by, weakest first.' });

@ObjectType({ description: 'A power band as a person would say it; the strongest has no limits.' })
export class SaidStrength {
  @Field(() => PowerBandName)
  band: 'A' | 'B' | 'C';

  @Field(() => Decimal, { nullable: true })
  maxPower: string | null;

  @Field(() => Decimal, { nullable: true })
  maxCylinder: string | null;
}

export const HeightKindName = { FITTING: 'FITTING', SEGMENT: 'SEGMENT' } as const;
registerEnumType(HeightKindName, {
  name: 'HeightKind',
  description: 'From the lowest point of the lens to the fitting cross, or to the top of the segment.',
});

@ObjectType('LensConfigurationColour')
export class LensColourOf {
  @Field(() => ID)
  treatmentId: string;

  @Field(() => String)
  colourCode: string;

  @Field(() => Int, { nullable: true, description: 'Light kept out, per cent, where there are several strengths.' })
  absorptionPercent: number | null;
}

@ObjectType({ description: 'The lenses chosen for one frame; powers are with the prescription.' })
export class LensConfiguration {
  @Field(() => ID)
  designId: string;

  @Field(() => String)
  designName: string;

  @Field(() => ID)
  materialId: string;

  @Field(() => String)
  materialName: string;

  @Field(() => [ID])
  treatmentIds: string[];

  @Field(() => [String])
  treatmentNames: string[];

  @Field(() => [LensColourOf], { description: 'Of treatments that are made in colours; their names say them too.' })
  colours: LensColourOf[];

  @Field(() => String)
  use: string;

  @Field(() => PrescriptionStub, { nullable: true, description: 'Null while the customer has yet to send it.' })
  prescription: PrescriptionStub | null;

  @Field(() => Boolean)
  rush: boolean;

  @Field(() => HeightKindName, {
    nullable: true,
    description: 'To what the height of these lenses is measured; null where they are made without.',
  })
  heightKind: HeightKind | null;

  @Field(() => SaidStrength, {
    nullable: true,
    description: 'While the prescription is awaited: how strong it was said to be, and is paid as.',
  })
  said: SaidStrength | null;
}

@ObjectType()
export class ContactLensParameters {
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

@ObjectType()
@Tag('partner')
export class TaxLine {
  @Field(() => String)
  label: string;

  @Field(() => Decimal)
  ratePercent: string;

  @Field(() => MoneyType)
  amount: MoneyType;
}

@ObjectType()
@Tag('partner')
export class Totals {
  @Field(() => MoneyType)
  subtotal: MoneyType;

  @Field(() => MoneyType)
  discount: MoneyType;

  @Field(() => MoneyType)
  shipping: MoneyType;

  @Field(() => MoneyType)
  tax: MoneyType;

  @Field(() => MoneyType)
  total: MoneyType;

  @Field(() => [TaxLine])
  taxLines: TaxLine[];

  @Field(() => Boolean)
  taxIncluded: boolean;
}

@ObjectType()
export class ShippingRate {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  carrier: string;

  @Field(() => String)
  service: string;

  @Field(() => String)
  label: string;

  @Field(() => MoneyType)
  amount: MoneyType;

  @Field(() => Int, { nullable: true })
  deliveryDays: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'What the carrier says of a parcel handed over today.' })
  estimatedDelivery: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day this order would arrive with it, production included; null while a prescription is awaited.',
  })
  arrivesOn: string | null;

  @Field(() => Boolean)
  guaranteed: boolean;
}

@ObjectType()
export class AppliedCoupon {
  @Field(() => String)
  code: string;

  @Field(() => String)
  label: string;

  @Field(() => MoneyType)
  amount: MoneyType;
}

@ObjectType()
export class AddressCheck {
  @Field(() => Boolean)
  verified: boolean;

  @Field(() => AddressType, { nullable: true })
  suggestion: AddressType | null;

  @Field(() => [IssueType])
  issues: IssueType[];
}
