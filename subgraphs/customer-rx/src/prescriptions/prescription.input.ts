import { Decimal, LocalDate } from '@opticworks/kernel';
import { Field, ID, InputType, Int } from 'type-graphql';
import { EyeDominanceName, EyeName, PrescriptionProductName, PrismBaseName } from './prescription.type.ts';

@InputType('PrismInput')
export class PrismInput {
  @Field(() => Decimal)
  amount: string;
  @Field(() => PrismBaseName)
  base: PrismBaseName;
}

@InputType('EyeRxInput', {
  description: 'Powers as typed on the paper with explicit sign, e.g. "-2.25", "+1.00"; cylinder in either notation.',
})
export class EyeRxInput {
  @Field(() => String)
  sphere: string;
  @Field(() => String, { nullable: true })
  cylinder?: string | null;
  @Field(() => Int, { nullable: true })
  axis?: number | null;
  @Field(() => String, { nullable: true })
  add?: string | null;
  @Field(() => [PrismInput], { nullable: true })
  prisms?: PrismInput[] | null;
}

@InputType('ContactLensEyeInput')
export class ContactLensEyeInput {
  @Field(() => EyeName)
  eye: EyeName;
  @Field(() => String)
  power: string;
  @Field(() => String, { nullable: true })
  cylinder?: string | null;
  @Field(() => Int, { nullable: true })
  axis?: number | null;
  @Field(() => String, { nullable: true })
  add?: string | null;
  @Field(() => Decimal, { nullable: true })
  baseCurveMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  diameterMm?: string | null;
  @Field(() => String, { nullable: true, description: 'Brand, material or manufacturer, as the paper names the lens.' })
  brand?: string | null;
  @Field(() => String, { nullable: true })
  colour?: string | null;
  @Field(() => EyeDominanceName, { nullable: true, description: 'For designs that differ by the dominant eye.' })
  dominance?: EyeDominanceName | null;
  @Field(() => String, {
    nullable: true,
    description: 'A word for the base curve (flat, median) in place of millimetres.',
  })
  baseCurveName?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Trade name of a private label; then its manufacturer belongs beside it.',
  })
  privateLabel?: string | null;
  @Field(() => String, { nullable: true })
  manufacturer?: string | null;
  @Field(() => String, { nullable: true, description: 'The brand a private label equals, if there is one.' })
  equivalentBrand?: string | null;
}

@InputType('PdInput')
export class PdInput {
  @Field(() => Decimal, { nullable: true })
  binocularMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  odMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  osMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearOdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearOsMm?: string | null;
}

@InputType('PrescriberInput', {
  description: 'How the prescriber can be identified and asked, as it stands on the paper.',
})
export class PrescriberInput {
  @Field(() => String, { nullable: true })
  licence?: string | null;
  @Field(() => String, { nullable: true, description: 'US National Provider Identifier, ten digits.' })
  npi?: string | null;
  @Field(() => String, { nullable: true })
  phone?: string | null;
  @Field(() => String, { nullable: true })
  fax?: string | null;
  @Field(() => String, { nullable: true })
  address?: string | null;
  @Field(() => String, { nullable: true })
  email?: string | null;
}

@InputType('SavePrescriptionInput')
export class SavePrescriptionInput {
  @Field(() => ID, { nullable: true, description: 'The prescription this one corrects.' })
  id?: string | null;
  @Field(() => ID, { nullable: true, description: 'Staff only: the customer it is entered for.' })
  customerId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      "Staff only: a guest's order that waits for it; it belongs to that guest. Told by telephone: then `toldBecause` says by whom and why.",
  })
  orderId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Staff only: who told the values, and why they do not come by the link. Kept in its history.',
  })
  toldBecause?: string | null;
  @Field(() => PrescriptionProductName, { nullable: true, defaultValue: PrescriptionProductName.GLASSES })
  product?: PrescriptionProductName;
  @Field(() => EyeRxInput, { nullable: true })
  od?: EyeRxInput | null;
  @Field(() => EyeRxInput, { nullable: true })
  os?: EyeRxInput | null;
  @Field(() => [ContactLensEyeInput], { nullable: true })
  contactLenses?: ContactLensEyeInput[] | null;
  @Field(() => PdInput, { nullable: true })
  pd?: PdInput | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day of the examination; the law wants it on a contact lens prescription.',
  })
  examinedOn?: string | null;
  @Field(() => LocalDate, { nullable: true })
  issuedOn?: string | null;
  @Field(() => LocalDate, { nullable: true })
  expiresOn?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Where it is filled, one of the places of prescriptionRules; left out: where its owner lives, or the usual place.',
  })
  place?: string | null;
  @Field(() => String, { nullable: true })
  prescriberName?: string | null;
  @Field(() => PrescriberInput, { nullable: true })
  prescriber?: PrescriberInput | null;
  @Field(() => String, {
    nullable: true,
    description: "Contact lenses: the prescriber's documented reason for an end before a year has passed.",
  })
  medicalReason?: string | null;
  @Field(() => String, { nullable: true })
  patientName?: string | null;
  @Field(() => LocalDate, { nullable: true })
  birthDate?: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'One height for both eyes; `heightOdMm` and `heightOsMm` count before it.',
  })
  segHeightMm?: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'Height of the right eye from the bottom of the box: to the pupil, or to the top of a segment.',
  })
  heightOdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  heightOsMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  vertexMm?: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'As fitted in the chosen frame; vertexMm is that of the refraction.',
  })
  fittedVertexMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  pantoscopicTiltDeg?: string | null;
  @Field(() => Decimal, { nullable: true })
  wrapAngleDeg?: string | null;
  @Field(() => String, { nullable: true })
  note?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Papers uploaded for it, see startPrescriptionUpload.' })
  documentIds?: string[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only the papers are sent; an optician types the values in. Nothing is sold from it until then.',
  })
  paperOnly?: boolean | null;
  @Field(() => [String], { nullable: true, description: 'Codes of the warnings the person has read and confirmed.' })
  confirmedWarnings?: string[] | null;
}
