import type { RequestContext } from '@opticworks/kernel';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { answer } from '../answer.ts';
import type { CustomerRxParts } from '../parts.ts';
import { readQuestion, takeReply } from './reply.ts';
import { VerificationQuestion, VerificationQuestionResult } from './reply.type.ts';
import type { VerificationAnswer } from './verification.state.ts';
import { VerificationAnswerName } from './verification.type.ts';

/** The prescriber's side of a request: whoever holds the signed link, and nobody else. */
@Resolver()
export class ReplyResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  // A mutation, because each reading is written down, and because a query might be asked by GET with its token in the address.
  @Mutation(() => VerificationQuestionResult, { description: 'Opens the question behind the link of a request.' })
  openVerificationLink(@Arg('token', () => String) token: string, @Ctx() ctx: RequestContext) {
    return answer(ctx, async () => Object.assign(new VerificationQuestion(), await readQuestion(this.parts, token)));
  }

  @Mutation(() => VerificationQuestionResult, {
    description: 'The answer of the practice; works once. CORRECTED and REJECTED need a note.',
  })
  answerVerificationLink(
    @Arg('token', () => String) token: string,
    @Arg('answer', () => VerificationAnswerName) given: VerificationAnswer,
    @Arg('name', () => String, { description: 'Who answers at the practice.' }) name: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, async () =>
      Object.assign(new VerificationQuestion(), await takeReply(this.parts, token, { answer: given, name, note })),
    );
  }
}
