import { type RequestContext, refusable } from '@opticworks/kernel';
import { checkLabels } from '@opticworks/optics';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { type Standing, standingPolicy } from './policies.ts';
import {
  CalibrationInput,
  CalibrationRuleName,
  LabCalibrationResult,
  LabCalibrationType,
  LabWaiversResult,
  LabWaiversType,
  LabWearProfileResult,
  LabWearProfileType,
  WaiversInput,
  WearProfileInput,
} from './policies.type.ts';
import { saveCalibration, saveWaivers, saveWearProfile, WEAR_PROFILE } from './save-policies.ts';

/** What an owner decides over the settings of the installation. */
@Resolver()
export class PolicyResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => LabWaiversType)
  async labWaivers(@Ctx() ctx: RequestContext): Promise<LabWaiversType> {
    insist(ctx, 'seeSettings');
    return waiversView(await standingPolicy(this.parts, 'WAIVERS'), ctx.locale);
  }

  @Mutation(() => LabWaiversResult, {
    description:
      'From now on a supervisor may let pass what lies within these shares. Records keep what they were judged by.',
  })
  saveLabWaivers(@Arg('input', () => WaiversInput) input: WaiversInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => waiversView(await saveWaivers(this.parts, ctx.principal, input), ctx.locale));
  }

  @Query(() => LabCalibrationType)
  async labCalibration(@Ctx() ctx: RequestContext): Promise<LabCalibrationType> {
    insist(ctx, 'seeSettings');
    return calibrationView(await standingPolicy(this.parts, 'CALIBRATION'));
  }

  @Mutation(() => LabCalibrationResult)
  saveLabCalibration(@Arg('input', () => CalibrationInput) input: CalibrationInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => calibrationView(await saveCalibration(this.parts, ctx.principal, input)));
  }

  @Query(() => LabWearProfileType)
  async labWearProfile(@Ctx() ctx: RequestContext): Promise<LabWearProfileType> {
    insist(ctx, 'seeSettings');
    return wearView(await standingPolicy(this.parts, 'WEAR'));
  }

  @Mutation(() => LabWearProfileResult, {
    description: 'Jobs that are calculated from now on follow it; what is calculated keeps what it was calculated by.',
  })
  saveLabWearProfile(@Arg('input', () => WearProfileInput) input: WearProfileInput, @Ctx() ctx: RequestContext) {
    return refusable(async () => wearView(await saveWearProfile(this.parts, ctx.principal, input)));
  }
}

const waiversView = (terms: Standing<'WAIVERS'>, locale: 'en' | 'de'): LabWaiversType =>
  Object.assign(new LabWaiversType(), terms, {
    checks: Object.entries(checkLabels).map(([code, label]) => ({ code, label: label[locale] })),
  });

const calibrationView = ({ rule, ...terms }: Standing<'CALIBRATION'>): LabCalibrationType =>
  Object.assign(new LabCalibrationType(), terms, {
    rule: rule === 'refuse' ? CalibrationRuleName.REFUSE : CalibrationRuleName.WARN,
  });

const wearView = (terms: Standing<'WEAR'>): LabWearProfileType =>
  Object.assign(new LabWearProfileType(), terms, { acceptName: WEAR_PROFILE });
