import { DateTime, LocalDate, unionWithRefusal } from '@opticworks/kernel';
import { Field, ObjectType } from 'type-graphql';
import type { PrescriptionProduct } from '../prescriptions/judge-prescription.ts';
import { PrescriptionProductName } from '../prescriptions/prescription.type.ts';
import type { VerificationStatus } from './verification.state.ts';
import { VerificationStatusName } from './verification.type.ts';

@ObjectType('VerificationQuestionLens')
export class VerificationQuestionLens {
  @Field(() => String)
  eye: string;
  @Field(() => String, { description: 'The lens as it was typed from the paper, in one line.' })
  asTyped: string;
}

@ObjectType('VerificationQuestion', {
  description:
    'What a prescriber’s office sees behind the link of a request. Once answered it says when and how, and no more.',
})
export class VerificationQuestion {
  @Field(() => VerificationStatusName)
  status: VerificationStatus;
  @Field(() => Boolean, { description: 'An answer can still be given here.' })
  open: boolean;
  @Field(() => PrescriptionProductName)
  product: PrescriptionProduct;
  @Field(() => String, { description: 'IANA zone of the practice; times are told in it.' })
  timeZone: string;
  @Field(() => DateTime)
  askedAt: Date;
  @Field(() => DateTime, { nullable: true })
  answeredAt: Date | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Silence counts as a yes from here on; null where it never does.',
  })
  deadlineAt: Date | null;
  @Field(() => String, { nullable: true })
  recipientName: string | null;
  @Field(() => String, { nullable: true })
  patientName: string | null;
  @Field(() => String, { nullable: true })
  patientAddress: string | null;
  @Field(() => LocalDate, { nullable: true })
  issuedOn: string | null;
  @Field(() => String, { nullable: true })
  quantity: string | null;
  @Field(() => [VerificationQuestionLens])
  lenses: VerificationQuestionLens[];
  @Field(() => String, { description: 'Whom to ask back: name, phone, fax.' })
  contact: string;
}

export const VerificationQuestionResult = unionWithRefusal('VerificationQuestionResult', [VerificationQuestion]);
