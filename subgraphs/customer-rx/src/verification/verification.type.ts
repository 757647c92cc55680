import { DateTime, LocalDate, unionWithRefusal } from '@opticworks/kernel';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CHANNELS, type Channel } from './verification.rows.ts';
import { VERIFICATION_STATUSES, type VerificationStatus } from './verification.state.ts';

const enumOf = <T extends string>(values: readonly T[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K };

export const VerificationStatusName = enumOf(VERIFICATION_STATUSES);
export const VerificationChannelName = enumOf(CHANNELS);
export const VerificationAnswerName = enumOf(['CONFIRMED', 'CORRECTED', 'REJECTED'] as const);
registerEnumType(VerificationStatusName, { name: 'VerificationStatus' });
registerEnumType(VerificationChannelName, { name: 'VerificationChannel' });
registerEnumType(VerificationAnswerName, { name: 'VerificationAnswer', description: 'What the prescriber said.' });

@ObjectType('Verification', { description: 'A question to the prescriber whether a prescription is right.' })
export class VerificationType {
  @Field(() => ID)
  id: string;
  @Field(() => VerificationStatusName)
  status: VerificationStatus;
  @Field(() => VerificationChannelName)
  channel: Channel;
  @Field(() => String, { description: 'IANA zone of the prescriber; the clock runs in it.' })
  timeZone: string;
  @Field(() => Int, { nullable: true, description: 'Regular Saturday hours that count, minutes of the day.' })
  saturdayFrom: number | null;
  @Field(() => Int, { nullable: true })
  saturdayTo: number | null;
  @Field(() => DateTime)
  requestedAt: Date;
  @Field(() => String)
  requestedBy: string;
  @Field(() => DateTime, { nullable: true })
  sentAt: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'Proved receipt; the clock starts here.' })
  deliveredAt: Date | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Silence counts as a yes from here on; null where only an answer does.',
  })
  deadlineAt: Date | null;
  @Field(() => DateTime, { nullable: true })
  settledAt: Date | null;
  @Field(() => String, { nullable: true })
  settledBy: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'LINK when the practice answered itself on the reply page, STAFF when somebody here wrote it down.',
  })
  answeredVia: 'STAFF' | 'LINK' | null;
}

@ObjectType('AnswerHours', { description: 'When a prescriber can be expected to answer, in the zone of the practice.' })
export class AnswerHoursType {
  @Field(() => Int, { description: 'Minutes of the day.' })
  from: number;
  @Field(() => Int)
  to: number;
  @Field(() => Boolean)
  federalHolidays: boolean;
  @Field(() => [LocalDate], { description: 'Further closed days.' })
  closedOn: readonly string[];
}

@InputType('VerificationRequestInput')
export class VerificationRequestInput {
  @Field(() => ID)
  prescriptionId: string;
  @Field(() => VerificationChannelName)
  channel: Channel;
  @Field(() => String)
  timeZone: string;
  @Field(() => String, { nullable: true, description: 'Regular Saturday hours, e.g. "09:00"; stated in the request.' })
  saturdayFrom?: string | null;
  @Field(() => String, { nullable: true })
  saturdayTo?: string | null;
  @Field(() => String, { nullable: true })
  recipient?: string | null;
  @Field(() => String, { nullable: true })
  patientName?: string | null;
  @Field(() => String, { nullable: true })
  patientAddress?: string | null;
  @Field(() => String, { nullable: true, description: 'E.g. "right 4 boxes, left 4 boxes".' })
  quantity?: string | null;
  @Field(() => LocalDate, { nullable: true })
  patientAskedOn?: string | null;
}

@ObjectType('VerificationProposal', {
  description: 'What is known for a request already: from the order, the paper and the profile.',
})
export class VerificationProposalType {
  @Field(() => String, { nullable: true })
  recipient: string | null;
  @Field(() => String, { nullable: true })
  patientName: string | null;
  @Field(() => String, { nullable: true })
  patientAddress: string | null;
  @Field(() => String, { nullable: true })
  quantity: string | null;
  @Field(() => LocalDate, { nullable: true })
  patientAskedOn: string | null;
  @Field(() => String, { nullable: true })
  timeZone: string | null;
  @Field(() => Boolean, { description: 'Whether silence may verify this kind of prescription here.' })
  silenceCounts: boolean;
}

export const VerificationResult = unionWithRefusal('VerificationResult', [VerificationType]);
