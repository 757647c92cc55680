import { type RequestContext, refusable, settingDifferences } from '@opticworks/kernel';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import type { SettingArea } from './change-setting.ts';
import { chooseTolerances, toleranceTerms } from './choose-tolerances.ts';
import { LabSettingChangeType, SettingAreaName } from './setting-change.type.ts';
import { ChooseTolerancesInput, LabTolerancesResult, LabTolerancesType } from './tolerances.type.ts';

interface ChangeRow {
  id: string;
  area: SettingArea;
  key: string;
  version: number;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  note: string | null;
  changedBy: string;
  at: Date;
}

/** What an owner sets, and the history of it. */
@Resolver(() => LabSettingChangeType)
export class SettingResolver {
  constructor(private readonly parts: LabParts) {}

  @Query(() => [LabSettingChangeType], { description: 'Changes of the settings of the lab, newest first.' })
  async labSettingChanges(
    @Arg('areas', () => [SettingAreaName], { nullable: true }) areas: SettingAreaName[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Ctx() ctx: RequestContext,
  ) {
    insist(ctx, 'seeSettings');
    const rows = await this.parts.database.query<ChangeRow>(
      `SELECT id, area, key, version, before, after, note, changed_by AS "changedBy", at FROM lab_setting_change
       WHERE $1::text[] IS NULL OR area = ANY ($1) ORDER BY at DESC, id DESC LIMIT $2`,
      [areas ?? null, Math.min(200, Math.max(1, first))],
    );
    return rows.map(({ before, after, ...row }) => ({
      ...row,
      differences: settingDifferences(before, after, ({ stage, code, day }) => stage ?? code ?? day),
    }));
  }

  @Query(() => LabTolerancesType, { description: 'What inspections are held against, and what else could be chosen.' })
  labTolerances(@Ctx() ctx: RequestContext) {
    insist(ctx, 'seeSettings');
    return toleranceTerms(this.parts);
  }

  @Mutation(() => LabTolerancesResult, {
    description: 'Holds inspections against other tolerances from now on. Records keep what they were held against.',
  })
  chooseLabTolerances(
    @Arg('input', () => ChooseTolerancesInput) input: ChooseTolerancesInput,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => chooseTolerances(this.parts, ctx.principal, input));
  }
}
