import { RefusalType, type RequestContext, refusable } from '@opticworks/kernel';
import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Catalogue } from '../catalogue.ts';
import { localeOf } from '../text/localized.ts';
import { LensOptionKind, LensOptionType, LensQuoteInput, LensQuoteResult, LensQuoteType } from './lens.type.ts';
import { optionView, quoteLens } from './quote-lens.ts';

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
    const { options } = await this.catalogue.lenses.latest();
    return options.filter((o) => kind == null || o.kind === kind).map((o) => optionView(o, localeOf(ctx.locale)));
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
}
