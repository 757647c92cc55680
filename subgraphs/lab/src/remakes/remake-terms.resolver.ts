import { type Principal, type RequestContext, refusable, refuse } from '@opticworks/kernel';
import { chargedParties, type RemakePolicy, type RemakeReason, remakeTaxonomy } from '@opticworks/optics';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { type Standing, savePolicy, standingPolicy } from '../settings/policies.ts';
import { readReason } from '../settings/save-policies.ts';
import { SETTING_ERRORS } from '../settings/setting.errors.ts';
import { partyByTerms, REMAKE_DEFAULTS, type RemakeTerms, unreadableRemakeTerms } from './remake-terms.ts';
import { LabRemakeTermsInput, LabRemakeTermsResult, LabRemakeTermsType } from './remake-terms.type.ts';

/** Who bears what, and for how long it is made good: what an owner decides. */
@Resolver()
export class RemakeTermsResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => LabRemakeTermsType)
  async labRemakeTerms(@Ctx() ctx: RequestContext): Promise<LabRemakeTermsType> {
    insist(ctx, 'seeSettings');
    return termsView(await standingPolicy(this.parts, 'REMAKES'));
  }

  @Mutation(() => LabRemakeTermsResult, {
    description: 'From now on remakes are charged by it. Those that were started keep what they were charged by.',
  })
  saveLabRemakeTerms(@Arg('input', () => LabRemakeTermsInput) input: LabRemakeTermsInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => termsView(await saveRemakeTerms(this.parts, ctx.principal, input)));
  }
}

/** @throws REMAKE_TERMS_UNREADABLE naming reason or policy, POLICY_REASON_MISSING, SETTING_CHANGED_MEANWHILE */
async function saveRemakeTerms(
  parts: LabParts,
  principal: Principal,
  input: LabRemakeTermsInput,
): Promise<Standing<'REMAKES'>> {
  insist({ principal }, 'manageLab');
  const asked: RemakeTerms = {
    parties: input.reasons.map(({ code, party }) => ({ code, party })),
    free: input.free.map(
      ({ code, parties: of, withinDays, maxEarlier, reasons }) =>
        ({
          code,
          parties: of,
          withinDays: withinDays ?? null,
          maxEarlier: maxEarlier ?? null,
          reasons: reasons ?? null,
        }) as RemakePolicy,
    ),
  };
  const field = unreadableRemakeTerms(asked);
  if (field) refuse(SETTING_ERRORS.REMAKE_TERMS_UNREADABLE, { field });
  // Every reason in its own order: what was left out is what it came with, and the history shows what changed alone.
  const whole = {
    parties: REMAKE_DEFAULTS.parties.map(({ code }) => ({ code, party: partyByTerms(asked, code as RemakeReason) })),
    free: asked.free,
  };
  const { basedOn, reason } = input;
  return savePolicy(parts, principal, 'REMAKES', whole, { basedOn, reason: readReason(reason) });
}

const termsView = (terms: Standing<'REMAKES'>): LabRemakeTermsType => ({
  version: terms.version,
  isChosenHere: terms.isChosenHere,
  reasons: Object.entries(remakeTaxonomy).map(([code, { group, party: usual }]) => ({
    code,
    group,
    party: partyByTerms(terms, code as RemakeReason),
    usual,
  })),
  free: terms.free,
  parties: chargedParties,
});
