import { DateTime, type RequestContext } from '@opticworks/kernel';
import { placeProfile } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { answer } from '../answer.ts';
import type { CustomerRxParts } from '../parts.ts';
import { staffMay } from '../permissions.ts';
import { judgingContext } from '../prescriptions/judging-context.ts';
import { loadContent } from '../prescriptions/prescription.loader.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { PrescriptionType } from '../prescriptions/prescription.type.ts';
import { recordDelivery } from './follow-delivery.ts';
import { readOrderFacts } from './order-facts.ts';
import { requestVerification, ruleOf } from './request-verification.ts';
import { recordAnswer } from './settle-verification.ts';
import { VERIFICATION_COLUMNS, type VerificationRow } from './verification.rows.ts';
import type { VerificationAnswer } from './verification.state.ts';
import {
  AnswerHoursType,
  VerificationAnswerName,
  VerificationProposalType,
  VerificationRequestInput,
  VerificationResult,
  VerificationType,
} from './verification.type.ts';

@Resolver(() => VerificationType)
export class VerificationResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @Mutation(() => VerificationResult, {
    description: 'Asks the prescriber, with everything the law wants in the request.',
  })
  requestVerification(
    @Arg('input', () => VerificationRequestInput) input: VerificationRequestInput,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () =>
      requestVerification(this.parts, ctx.principal, {
        prescriptionId: input.prescriptionId,
        channel: input.channel,
        timeZone: input.timeZone,
        saturdayFrom: input.saturdayFrom ?? null,
        saturdayTo: input.saturdayTo ?? null,
        recipient: input.recipient ?? null,
        patientName: input.patientName ?? null,
        patientAddress: input.patientAddress ?? null,
        quantity: input.quantity ?? null,
        patientAskedOn: input.patientAskedOn ?? null,
      }),
    );
  }

  @Mutation(() => VerificationResult, { description: 'Proof that a fax or call was received; starts the clock.' })
  recordVerificationDelivery(
    @Arg('id', () => ID) id: string,
    @Arg('deliveredAt', () => DateTime) deliveredAt: Date,
    @Arg('proof', () => String) proof: string,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () => recordDelivery(this.parts, ctx.principal, id, new Date(deliveredAt), proof));
  }

  @Mutation(() => VerificationResult, { description: 'What the prescriber said; CORRECTED and REJECTED need a note.' })
  recordVerificationAnswer(
    @Arg('id', () => ID) id: string,
    @Arg('answer', () => VerificationAnswerName) given: VerificationAnswer,
    @Arg('answeredAt', () => DateTime, { nullable: true }) answeredAt: Date | null,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () =>
      recordAnswer(this.parts, ctx.principal, id, {
        answer: given,
        answeredAt: answeredAt ? new Date(answeredAt) : null,
        note,
      }),
    );
  }
}

/** The clock of a request as the screen counts it down. */
@Resolver(() => VerificationType)
export class VerificationClockResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => AnswerHoursType)
  async answerHours(@Root() _row: VerificationRow, @Ctx() ctx: RequestContext): Promise<AnswerHoursType> {
    const read = ctx.loader<string, AnswerHoursType>('verification.answer-hours', async (keys) => {
      const { from, to, holidays, closedOn } = (await this.parts.rules.now()).answerHours;
      return keys.map(() => ({ from, to, federalHolidays: holidays === 'us-federal', closedOn }));
    });
    return (await read.load('now'))!;
  }
}

@Resolver(() => PrescriptionType)
export class PrescriptionVerificationsResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => [VerificationType], { description: 'Questions to the prescriber, newest first; staff only.' })
  verifications(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<VerificationRow[]> {
    if (!staffMay(ctx.principal, 'readPrescriptions')) return Promise.resolve([]);
    return ctx
      .loader<string, VerificationRow[]>('prescription.verifications', async (ids) => {
        const rows = await asReader(this.parts.database, ctx.principal, 'verifications', (tx) =>
          tx.query<VerificationRow>(
            `SELECT ${VERIFICATION_COLUMNS} FROM verification v WHERE v.prescription_id = ANY($1)
             ORDER BY v.requested_at DESC, v.id DESC LIMIT 1000`,
            [ids],
          ),
        );
        return ids.map((id) => rows.filter(({ prescriptionId }) => prescriptionId === id));
      })
      .load(row.id) as Promise<VerificationRow[]>;
  }

  @FieldResolver(() => VerificationProposalType, {
    nullable: true,
    description: 'What a request can be filled with; opticians only.',
  })
  async verificationProposal(
    @Root() row: PrescriptionType,
    @Ctx() ctx: RequestContext,
  ): Promise<VerificationProposalType | null> {
    if (!staffMay(ctx.principal, 'judgePrescriptions') || !row.ownerId) return null;
    const [{ rules, jurisdiction }, content, facts] = await Promise.all([
      judgingContext(this.parts, row.place),
      loadContent(this.parts, ctx, row),
      asReader(this.parts.database, ctx.principal, 'order facts', (tx) => readOrderFacts(this.parts, tx, row)),
    ]);
    return {
      recipient: content?.prescriber?.email ?? null,
      patientName: content?.patientName ?? facts?.patientName ?? null,
      patientAddress: facts?.patientAddress ?? null,
      quantity: facts?.quantity ?? null,
      patientAskedOn: row.queuedAt?.toISOString().slice(0, 10) ?? null,
      timeZone: null,
      silenceCounts: ruleOf(placeProfile(rules, jurisdiction), row.product).passiveAfterBusinessHours !== null,
    };
  }
}
