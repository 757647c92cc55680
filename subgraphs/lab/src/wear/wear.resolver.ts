import { Decimal, type RequestContext, refusable } from '@opticworks/kernel';
import { FREE_FORM_STEP, formatPowerMachine, formatPrism, roundToStep, type SpheroCylinder } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { designOfJob, rulesOfJob } from '../calculation/job-rules.ts';
import type { LensValues } from '../calculation/lab-values.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { loadJob, loadValues } from '../jobs/lab-job.loader.ts';
import { LabJobResult, LabJobType, LensWorkType } from '../jobs/lab-job.type.ts';
import type { LabParts } from '../parts.ts';
import { readWear, setPositionOfWear } from './position-of-wear.ts';
import { lineHeightOf, slabLineOf } from './slab-line.rules.ts';
import { slabOffAdvice } from './slab-off.rules.ts';
import { decideSlabOff, readSlabOff, setSlabLine } from './slab-off.ts';
import {
  LensPowerType,
  LensSlabType,
  PositionOfWearInput,
  PositionOfWearType,
  SlabOffType,
  WearCompensationName,
} from './wear.type.ts';

const decimalOf = (value: string | null | undefined): number | null =>
  value == null || value.trim() === '' ? null : Number(value);
const textOf = (value: number | null | undefined): string | null => (value == null ? null : String(value));

const powerView = ({ sphere, cylinder, axis }: SpheroCylinder, add: number | null = null): LensPowerType => ({
  add: add ? formatPowerMachine(add) : null,
  sphere: formatPowerMachine(sphere),
  cylinder: cylinder === 0 ? null : formatPowerMachine(cylinder),
  axis: cylinder === 0 ? null : axis,
});

/** What reaches the eye, to hundredths: what is left of a cylinder below that has no axis worth naming. */
const reachedView = ({ sphere, cylinder, axis }: SpheroCylinder, add: number | null = null): LensPowerType =>
  powerView(
    {
      sphere: roundToStep(sphere, FREE_FORM_STEP),
      cylinder: roundToStep(cylinder, FREE_FORM_STEP),
      axis,
    },
    add === null ? null : roundToStep(add, FREE_FORM_STEP),
  );

/** How the glasses sit, what that makes of the lenses, and the slab-off question of the pair. */
@Resolver(() => LabJobType)
export class WearResolver {
  constructor(private readonly parts: LabParts) {}

  private get query() {
    return this.parts.database.query.bind(this.parts.database);
  }

  @Mutation(() => LabJobResult, {
    description: 'How the glasses sit, measured in this frame. The job is calculated anew; picked lenses are not.',
  })
  setPositionOfWear(@Arg('input', () => PositionOfWearInput) input: PositionOfWearInput, @Ctx() ctx: RequestContext) {
    return refusable(() =>
      setPositionOfWear(this.parts, ctx.principal, input.jobId, {
        vertexMm: decimalOf(input.vertexMm),
        fittedVertexMm: decimalOf(input.fittedVertexMm),
        pantoscopicTiltDeg: decimalOf(input.pantoscopicTiltDeg),
        wrapAngleDeg: decimalOf(input.wrapAngleDeg),
      }),
    );
  }

  @Mutation(() => LabJobResult, {
    description: 'Whether a pair is made with slab-off. Against the advice needs a reason.',
  })
  decideSlabOff(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('isMade', () => Boolean) isMade: boolean,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
    @Arg('lineHeightMm', () => Decimal, {
      nullable: true,
      description: 'Height of the line above the bottom of the box; where it usually lies when left out.',
    })
    lineHeightMm: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    const request = { jobId, isMade, reason, lineHeightMm: decimalOf(lineHeightMm) };
    return refusable(() => decideSlabOff(this.parts, ctx.principal, request));
  }

  @Mutation(() => LabJobResult, {
    description: 'Where the slab of a pair begins, until it is picked. The decision on slab-off stays as it is.',
  })
  setSlabLine(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('lineHeightMm', () => Decimal, {
      nullable: true,
      description: 'Above the bottom of the box; null puts it back to where it usually lies.',
    })
    lineHeightMm: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return refusable(() => setSlabLine(this.parts, ctx.principal, { jobId, lineHeightMm: decimalOf(lineHeightMm) }));
  }

  @FieldResolver(() => PositionOfWearType, { nullable: true, description: 'Null until the job is calculated.' })
  async positionOfWear(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<PositionOfWearType | null> {
    const values = await loadValues(this.parts, ctx, job);
    if (!values) return null;
    const measured = await readWear(this.parts, this.query, job);
    return {
      compensation: (values.wear ?? 'CONVENTIONAL') as WearCompensationName,
      vertexMm: textOf(values.vertexMm),
      fittedVertexMm: textOf(values.fittedVertexMm),
      pantoscopicTiltDeg: textOf(values.pantoscopicTiltDeg),
      wrapAngleDeg: textOf(values.wrapAngleDeg),
      compensatesAdd: values.wearProfile?.add ?? false,
      compensatesPrism: values.wearProfile?.prism ?? false,
      measuredAt: measured?.at ?? null,
      measuredBy: measured?.operator ?? null,
    };
  }

  @FieldResolver(() => SlabOffType, {
    nullable: true,
    description: 'Null for single vision, and until the job is calculated.',
  })
  async slabOff(@Root() job: LabJobRow, @Ctx() ctx: RequestContext): Promise<SlabOffType | null> {
    const values = await loadValues(this.parts, ctx, job);
    const advice = values && slabOffAdvice(values, designOfJob(job));
    if (!advice) return null;
    const decision = await readSlabOff(this.parts, this.query, job);
    // The rules are asked for only where there is a line to set: most pairs have none.
    const isAsked = advice.isAdvised || decision !== null;
    const line =
      isAsked && advice.eye ? slabLineOf(values, job, advice.eye, rulesOfJob(job, await this.parts.making())) : null;
    return {
      imbalance: formatPrism(advice.imbalance),
      from: formatPrism(advice.from),
      dropMm: advice.dropMm,
      isAdvised: advice.isAdvised,
      isOrdered: job.lens.slabOff === true,
      eye: advice.eye,
      isDue: job.slabOffDue,
      line: line && { usualMm: String(line.usualMm), minMm: String(line.minMm), maxMm: String(line.maxMm) },
      decision: decision && {
        eye: decision.eye,
        amount: decision.amount === null ? null : formatPrism(decision.amount),
        reason: decision.reason,
        lineHeightMm: textOf(decision.lineHeightMm),
        lineSetBy: decision.lineSetBy ?? null,
        at: decision.at,
        decidedBy: decision.decidedBy,
      },
    };
  }
}

/** Beside what is made: what was ordered, and what reaches the wearer. */
@Resolver(() => LensWorkType)
export class LensWearResolver {
  constructor(private readonly parts: LabParts) {}

  private async lens(root: LensWorkType & { jobId: string }, ctx: RequestContext): Promise<LensValues | null> {
    const job = await loadJob(this.parts, ctx, root.jobId);
    const values = job && (await loadValues(this.parts, ctx, job));
    return values?.lenses.find(({ eye }) => eye === root.eye) ?? null;
  }

  @FieldResolver(() => LensPowerType, {
    nullable: true,
    description: 'As ordered; the power of the lens itself is what is cut and found in the lensmeter.',
  })
  async ordered(@Root() root: LensWorkType & { jobId: string }, @Ctx() ctx: RequestContext) {
    const lens = await this.lens(root, ctx);
    if (!lens) return null;
    const ordered = lens.ordered ?? lens.rx;
    return powerView(ordered, ordered.add);
  }

  @FieldResolver(() => LensPowerType, {
    nullable: true,
    description: 'What reaches the wearer through a compensated lens; null where it is made as ordered.',
  })
  async asWorn(@Root() root: LensWorkType & { jobId: string }, @Ctx() ctx: RequestContext) {
    const lens = await this.lens(root, ctx);
    return lens?.asWorn ? reachedView(lens.asWorn.asWorn, lens.asWorn.add?.asWorn) : null;
  }

  @FieldResolver(() => LensPowerType, {
    nullable: true,
    description: 'What would reach the wearer through a lens made as ordered; null where it is.',
  })
  async uncompensated(@Root() root: LensWorkType & { jobId: string }, @Ctx() ctx: RequestContext) {
    const lens = await this.lens(root, ctx);
    return lens?.asWorn ? reachedView(lens.asWorn.uncompensated, lens.asWorn.add?.uncompensated) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What tilt and wrap make by themselves and is ground against; null where it is left as it is.',
  })
  async prismOfWear(@Root() root: LensWorkType & { jobId: string }, @Ctx() ctx: RequestContext) {
    const prisms = (await this.lens(root, ctx))?.asWorn?.prismOfWear;
    return prisms?.map(({ amount, base }) => `${formatPrism(amount)}Δ ${base}`).join(' + ') || null;
  }

  @FieldResolver(() => LensSlabType, { nullable: true, description: 'Null for a lens that is ground once.' })
  async slab(@Root() root: LensWorkType & { jobId: string }, @Ctx() ctx: RequestContext): Promise<LensSlabType | null> {
    const lens = await this.lens(root, ctx);
    const job = lens?.slab ? await loadJob(this.parts, ctx, root.jobId) : null;
    if (!lens?.slab || !job) return null;
    const { prism, ...lengths } = lens.slab;
    return {
      prism: formatPrism(prism),
      lineUpMm: String(lengths.lineUpMm),
      lineHeightMm: String(lineHeightOf(lengths.lineUpMm, job.frame)),
      lineMm: String(lengths.lineMm),
      bottomBeforeMm: String(lengths.bottomBeforeMm),
      bottomMm: String(lengths.bottomMm),
      uprightHundredthsMm: lens.drawn?.slab?.upright ?? null,
    };
  }
}
