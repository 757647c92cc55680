import { RefusalType, type RequestContext, refusable } from '@opticworks/kernel';
import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { Catalogue } from '../catalogue.ts';
import { permissions } from '../permissions.ts';
import { localeOf } from '../text/localized.ts';
import { explainLenses } from './explain-lenses.ts';
import { LensOptionKind, LensOptionType, LensQuoteInput, LensQuoteResult, LensQuoteType } from './lens.type.ts';
import {
  LensExplainInput,
  LensExplanationResult,
  type LensExplanationType,
  LensRuleSetResult,
  LensRuleSetType,
  ReplaceLensRulesInput,
} from './lens-offer.type.ts';
import { optionView, quoteLens } from './quote-lens.ts';
import { currentRuleSet, type RuleSetRow, replaceLensRules, ruleSetHistory } from './replace-lens-rules.ts';

@Resolver(() => LensOptionType)
export class LensResolver {
  private readonly catalogue: Catalogue;
  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @Query(() => [LensOptionType])
  @Directive('@tag(name: "partner")')
  async lensOptions(
    @Ctx() ctx: RequestContext,
    @Arg('kind', () => LensOptionKind, { nullable: true }) kind?: LensOptionKind,
  ): Promise<LensOptionType[]> {
    const lenses = await this.catalogue.lenses.latest();
    return lenses.options
      .filter((o) => kind == null || o.kind === kind)
      .map((o) => optionView(o, lenses, localeOf(ctx.locale)));
  }

  @Query(() => LensQuoteResult, {
    description:
      'The lens builder: what can be made for this frame and prescription, at what price and thickness. POST only: it carries health data.',
  })
  lensQuote(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => LensQuoteInput) input: LensQuoteInput,
  ): Promise<LensQuoteType | RefusalType> {
    return refusable(() => quoteLens(this.catalogue, ctx, input));
  }

  @Query(() => LensExplanationResult, {
    description:
      'Why lenses can or cannot be made, rule by rule, for staff. POST only: typed powers are health data; stored ones are read with an audit record.',
  })
  explainLenses(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => LensExplainInput) input: LensExplainInput,
  ): Promise<LensExplanationType | RefusalType> {
    return refusable(() => explainLenses(this.catalogue, ctx, input));
  }

  @Query(() => LensRuleSetType, { description: 'The rules of making that hold now.' })
  async lensRules(@Ctx() ctx: RequestContext): Promise<LensRuleSetType> {
    permissions.readLensRules(ctx);
    return ruleSetView(await currentRuleSet(this.catalogue.database.query.bind(this.catalogue.database)));
  }

  @Query(() => [LensRuleSetType], { description: 'Earlier and present versions, newest first.' })
  async lensRulesHistory(@Ctx() ctx: RequestContext): Promise<LensRuleSetType[]> {
    permissions.readLensRules(ctx);
    const rows = await ruleSetHistory(this.catalogue.database.query.bind(this.catalogue.database));
    return rows.map(ruleSetView);
  }

  @Mutation(() => LensRuleSetResult, {
    description: 'Replaces the rules of making from the next quote on: builder, price, order and lab.',
  })
  replaceLensRules(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => ReplaceLensRulesInput) input: ReplaceLensRulesInput,
  ): Promise<LensRuleSetType | RefusalType> {
    return refusable(async () => {
      const staff = permissions.keepLensRules(ctx);
      const { json, basedOn, note } = input;
      return ruleSetView(await replaceLensRules(this.catalogue, { rules: json, basedOn, note, by: staff.name }));
    });
  }
}

const ruleSetView = (row: RuleSetRow): LensRuleSetType =>
  Object.assign(new LensRuleSetType(), {
    version: row.version,
    json: JSON.stringify(row.rules, null, 2),
    note: row.note,
    changedBy: row.changed_by,
    changedAt: row.changed_at && new Date(row.changed_at),
  });
