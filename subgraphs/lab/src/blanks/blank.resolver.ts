import { type RequestContext, refusable, refuse } from '@opticworks/kernel';
import { formatPowerMachine, type LensMaterial } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { materialOfJob } from '../calculation/job-rules.ts';
import { ERRORS } from '../errors.ts';
import { loadJob } from '../jobs/lab-job.loader.ts';
import { LabJobResult, LensWorkType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { repickBlanks } from '../refit/repick-blanks.ts';
import { correctedBack } from './blank.rules.ts';
import { BlankRuleResult, BlankRuleType, BlankShortRule, LensCarrierType, RecordBlankInput } from './blank.type.ts';
import { blankRules, saveBlankRule } from './blank-stock.ts';
import { recordBlank } from './record-blank.ts';

interface CarrierRow {
  lensId: string;
  sku: string;
  lot: string | null;
  serial: string | null;
  powerErrorMdpt: number | null;
  measuredBaseMdpt: number | null;
  measuredThicknessUm: number | null;
  recordedAt: Date;
  recordedBy: string;
}

const thousandths = (text: string | null | undefined, field: string): number | null => {
  if (text == null || text.trim() === '') return null;
  const value = Number(text.trim().replace('−', '-').replace(',', '.'));
  return Number.isFinite(value) ? Math.round(value * 1000) : refuse(ERRORS.BLANK_UNREADABLE, { field });
};
const decimal = (value: number, digits: number): string => value.toFixed(digits);

@Resolver(() => LensWorkType)
export class BlankResolver {
  constructor(private readonly parts: LabParts) {}

  @Mutation(() => LabJobResult, {
    description:
      'Writes down the very blank of a lens as scanned at picking. The wrong one is refused before it is cut.',
  })
  recordBlank(@Arg('input', () => RecordBlankInput) input: RecordBlankInput, @Ctx() ctx: RequestContext) {
    return refusable(() =>
      recordBlank(this.parts, ctx.principal, {
        jobId: input.jobId,
        eye: input.eye,
        sku: input.sku,
        lot: input.lot ?? null,
        serial: input.serial ?? null,
        powerErrorMdpt: thousandths(input.powerError, 'powerError'),
        measuredBaseMdpt: thousandths(input.measuredBase, 'measuredBase'),
        measuredThicknessUm: thousandths(input.measuredThicknessMm, 'measuredThicknessMm'),
      }),
    );
  }

  @Mutation(() => LabJobResult, {
    description: 'Chooses other blanks for the lenses that no longer do for the frame as traced.',
  })
  repickBlanks(@Arg('jobId', () => ID) jobId: string, @Ctx() ctx: RequestContext) {
    return refusable(() => repickBlanks(this.parts, ctx.principal, jobId));
  }

  @Query(() => [BlankRuleType])
  blankRules(@Ctx() ctx: RequestContext) {
    insist(ctx, 'seeBoard');
    return blankRules(this.parts);
  }

  @Mutation(() => BlankRuleResult)
  saveBlankRule(
    @Arg('material', () => String) material: string,
    @Arg('whenShort', () => BlankShortRule) whenShort: BlankShortRule,
    @Arg('pairAlike', () => Boolean, { nullable: true, defaultValue: false }) pairAlike: boolean,
    @Arg('basedOn', () => Int, { nullable: true }) basedOn: number | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => saveBlankRule(this.parts, ctx.principal, { material, whenShort, pairAlike, basedOn }));
  }

  @FieldResolver(() => LensCarrierType, { nullable: true })
  async carrier(
    @Root() lens: LensWorkType & { jobId: string },
    @Ctx() ctx: RequestContext,
  ): Promise<LensCarrierType | null> {
    insist(ctx, 'seeValues');
    const loader = ctx.loader<string, CarrierRow>('lab.carriers', async (ids) => {
      const rows = await this.parts.database.query<CarrierRow>(
        `SELECT b.lens_id AS "lensId", b.sku, b.lot, b.serial, b.power_error_mdpt AS "powerErrorMdpt", b.measured_base_mdpt AS "measuredBaseMdpt",
           b.measured_thickness_um AS "measuredThicknessUm", b.recorded_at AS "recordedAt", b.recorded_by AS "recordedBy"
         FROM lab_lens_blank b JOIN lab_lens l ON l.id = b.lens_id AND l.attempt = b.attempt WHERE b.lens_id = ANY($1)`,
        [ids],
      );
      return ids.map((id) => rows.find((row) => row.lensId === id) ?? null);
    });
    const [row, job] = await Promise.all([loader.load(lens.id), loadJob(this.parts, ctx, lens.jobId)]);
    return row && job ? carrierView(row, lens, materialOfJob(job)) : null;
  }
}

function carrierView(row: CarrierRow, lens: LensWorkType, material: LensMaterial | undefined): LensCarrierType {
  const measuredBase = row.measuredBaseMdpt === null ? null : row.measuredBaseMdpt / 1000;
  const corrected =
    lens.kind === 'SURFACED' && material
      ? correctedBack(
          {
            baseCurve: Number(lens.baseCurve),
            backCurve: Number(lens.backCurve),
            centreThicknessMm: Number(lens.centreThicknessMm),
            material,
          },
          { measuredBase },
        )
      : null;
  return {
    sku: row.sku,
    lot: row.lot,
    serial: row.serial,
    powerError: row.powerErrorMdpt === null ? null : formatPowerMachine(row.powerErrorMdpt),
    measuredBase: measuredBase === null ? null : decimal(measuredBase, 2),
    measuredThicknessMm: row.measuredThicknessUm === null ? null : decimal(row.measuredThicknessUm / 1000, 2),
    correctedBackCurve: corrected && decimal(corrected.backCurve, 2),
    correctedToolCurve: corrected && decimal(corrected.toolCurve, 2),
    recordedAt: row.recordedAt,
    recordedBy: row.recordedBy,
  };
}
