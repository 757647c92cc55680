import { type RequestContext, settingDifferences } from '@opticworks/kernel';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { answer } from '../answer.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist, staffMay } from '../permissions.ts';
import { replaceRules, unverifiedPlaces } from './replace-rules.ts';
import { documentOf, type RuleSetRow } from './rule-set.store.ts';
import { ReplaceRulesInput, RuleChangeType, RuleSetResult, RuleSetType, RulesOfferType } from './rules.type.ts';

/** What prescriptions are judged by. The numbers are no secret: the form in the browser judges by them too. */
@Resolver(() => RuleSetType)
export class RulesResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @Query(() => RuleSetType, { description: 'The rules that hold now.' })
  async prescriptionRules(@Ctx() ctx: RequestContext): Promise<RuleSetType> {
    const row = await this.parts.rules.standing();
    // Stored rules may lack what a later program added; what is told is what is judged by.
    const rules = documentOf(await this.parts.rules.at(row.version));
    return view({ ...row, rules }, staffMay(ctx.principal, 'readPrescriptions'));
  }

  @Query(() => [RuleChangeType], { description: 'Changes of the rules, newest first.' })
  async prescriptionRulesHistory(
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Ctx() ctx: RequestContext,
  ): Promise<RuleChangeType[]> {
    insist(ctx, 'readPrescriptions');
    const rows = await this.parts.rules.history(Math.min(200, Math.max(1, first)));
    return rows.map(({ version, reason, changedBy, at, before, rules }) => ({
      version,
      reason: reason!,
      changedBy: changedBy!,
      changedAt: at!,
      differences: settingDifferences(
        before as Record<string, unknown>,
        rules as Record<string, unknown>,
        ({ fromAge, upTo }) => fromAge ?? upTo ?? 'above',
      ),
    }));
  }

  @Query(() => RulesOfferType)
  prescriptionRulesOffer(@Ctx() ctx: RequestContext): RulesOfferType {
    insist(ctx, 'readPrescriptions');
    return { installedJson: JSON.stringify(documentOf(this.parts.rules.installed)), unverified: unverifiedPlaces() };
  }

  @Mutation(() => RuleSetResult, {
    description: 'Owner only: judges by these from now on. What was judged keeps the version it was judged by.',
  })
  replacePrescriptionRules(
    @Arg('input', () => ReplaceRulesInput) input: ReplaceRulesInput,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, async () => view(await replaceRules(this.parts, ctx.principal, input), true));
  }
}

const view = ({ version, rules, reason, changedBy, at }: RuleSetRow, isStaff: boolean): RuleSetType => ({
  version,
  json: JSON.stringify(rules),
  reason: isStaff ? reason : null,
  changedBy: isStaff ? changedBy : null,
  changedAt: isStaff && at ? new Date(at) : null,
});
