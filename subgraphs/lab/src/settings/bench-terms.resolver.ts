import { type RequestContext, refusable } from '@opticworks/kernel';
import { checklistFact, keptChecklistItems, type TraceLimit, traceLimits, traceLimitTexts } from '@opticworks/optics';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { saveChecklist, saveTraceLimits, standingChecklist, standingTraceLimits } from './bench-terms.ts';
import {
  ChecklistInput,
  LabChecklistResult,
  LabChecklistType,
  LabTraceLimitsResult,
  LabTraceLimitsType,
  TraceLimitsInput,
} from './bench-terms.type.ts';
import type { Standing } from './policies.ts';

/** What the bench judges traces and looks by, as an owner decides. */
@Resolver()
export class BenchTermsResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => LabTraceLimitsType)
  async labTraceLimits(@Ctx() ctx: RequestContext): Promise<LabTraceLimitsType> {
    insist(ctx, 'seeSettings');
    return limitsView(await standingTraceLimits(this.parts), ctx.locale);
  }

  @Mutation(() => LabTraceLimitsResult, {
    description: 'The next trace is judged by these. Traces that are in keep what they were judged by.',
  })
  saveLabTraceLimits(@Arg('input', () => TraceLimitsInput) input: TraceLimitsInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => limitsView(await saveTraceLimits(this.parts, ctx.principal, input), ctx.locale));
  }

  @Query(() => LabChecklistType)
  async labChecklist(@Ctx() ctx: RequestContext): Promise<LabChecklistType> {
    insist(ctx, 'seeSettings');
    return checklistView(await standingChecklist(this.parts));
  }

  @Mutation(() => LabChecklistResult, {
    description: 'The next inspection looks at these. Records keep the list that was looked at.',
  })
  saveLabChecklist(@Arg('input', () => ChecklistInput) input: ChecklistInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => checklistView(await saveChecklist(this.parts, ctx.principal, input)));
  }
}

const limitsView = (terms: Standing<'TRACES'>, locale: 'en' | 'de'): LabTraceLimitsType => ({
  version: terms.version,
  isChosenHere: terms.isChosenHere,
  limits: (Object.keys(traceLimitTexts) as TraceLimit[]).map((code) => {
    const { [locale]: label, unit, certainty, source } = traceLimitTexts[code];
    return { code, label, unit, certainty, source, value: String(terms[code]), usual: String(traceLimits[code]) };
  }),
});

const checklistView = ({ version, isChosenHere, items }: Standing<'CHECKLIST'>): LabChecklistType => ({
  version,
  isChosenHere,
  ...checklistFact,
  items: items.map((item) => ({
    ...item,
    onlyWith: item.onlyWith ?? null,
    isKept: keptChecklistItems.includes(item.code),
  })),
});
