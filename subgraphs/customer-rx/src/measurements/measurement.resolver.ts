import { IssueType, KERNEL_ERRORS, type RequestContext, refuse, writtenText } from '@opticworks/kernel';
import { judgeMeasurements } from '@opticworks/optics';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answer } from '../answer.ts';
import { CustomerType } from '../customers/customer.type.ts';
import type { CustomerRxParts } from '../parts.ts';
import { ownersOf } from '../permissions.ts';
import { issueOf } from '../prescriptions/finding-issue.ts';
import { PrescriptionType } from '../prescriptions/prescription.type.ts';
import type { Measurement } from './measurement.rows.ts';
import { MeasurementResult, MeasurementType, RecordMeasurementInput } from './measurement.type.ts';
import { measurementsOf, openMeasurement } from './read-measurements.ts';
import { recordMeasurement } from './record-measurement.ts';

const text = (value: number | null): string | null => (value === null ? null : String(value));
const number = (value: string | null | undefined): number | null => (value == null ? null : Number(value));
const words = (value: string | null | undefined, field: string): string | null => writtenText(value, 300, field);

/** Numbers as text, the unusual in words; notes are for the house. */
export function measurementView(m: Measurement, ctx: RequestContext): MeasurementType {
  const { warnings } = judgeMeasurements(m, {
    measuredOn: m.measuredAt.toISOString().slice(0, 10),
    birthDate: null,
    lensHeightMm: m.lensHeightMm,
    hasFrame: m.frameName !== null,
  });
  return {
    id: m.id,
    method: m.method,
    measuredAt: m.measuredAt,
    measuredBy: m.measuredBy,
    patientName: m.patientName,
    frameSku: m.frameSku,
    frameName: m.frameName,
    lensHeightMm: text(m.lensHeightMm),
    pdOdMm: text(m.pdOdMm),
    pdOsMm: text(m.pdOsMm),
    nearPdOdMm: text(m.nearPdOdMm),
    nearPdOsMm: text(m.nearPdOsMm),
    heightKind: m.heightKind,
    heightOdMm: text(m.heights?.odMm ?? null),
    heightOsMm: text(m.heights?.osMm ?? null),
    vertexMm: text(m.vertexMm),
    refractedVertexMm: text(m.refractedVertexMm),
    pantoscopicTiltDegrees: text(m.pantoscopicTiltDegrees),
    faceFormDegrees: text(m.faceFormDegrees),
    note: ctx.principal.kind === 'staff' ? m.note : null,
    supersedes: m.supersedes,
    isCurrent: m.isCurrent,
    issues: warnings.map((f) => Object.assign(new IssueType(), issueOf(f, 'notice', ctx.locale), { field: f.field })),
  };
}

@Resolver(() => MeasurementType)
export class MeasurementResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @Query(() => [MeasurementType], { description: 'Measurements of this customer, or of the guest of this browser.' })
  async myMeasurements(@Ctx() ctx: RequestContext): Promise<MeasurementType[]> {
    const owners = ownersOf(ctx.principal);
    if (owners.length === 0) return [];
    const found = await measurementsOf(this.parts, ctx.principal, owners);
    return found.filter(({ isCurrent }) => isCurrent).map((one) => measurementView(one, ctx));
  }

  @Mutation(() => MeasurementResult, { description: 'Staff: keeps what was measured, as a new version.' })
  recordMeasurement(
    @Arg('input', () => RecordMeasurementInput) input: RecordMeasurementInput,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, async () => {
      const id = await recordMeasurement(this.parts, ctx.principal, wishOf(input), ctx.locale);
      const made = await openMeasurement(this.parts, ctx.principal, id, 'just recorded');
      return made ? Object.assign(new MeasurementType(), measurementView(made, ctx)) : refuse(KERNEL_ERRORS.CONFLICT);
    });
  }
}

const wishOf = (input: RecordMeasurementInput) => {
  const [odMm, osMm] = [number(input.heightOdMm), number(input.heightOsMm)];
  // One height is a height of both eyes only when somebody measured both: the missing one is asked for at its field.
  const heights = odMm === null && osMm === null ? null : { odMm: odMm ?? 0, osMm: osMm ?? 0 };
  return {
    customerId: input.customerId ?? null,
    prescriptionId: input.prescriptionId ?? null,
    supersedes: input.supersedes ?? null,
    patientName: words(input.patientName, 'patientName'),
    method: input.method,
    measuredAt: input.measuredAt ? new Date(input.measuredAt) : null,
    frame: input.frame
      ? {
          sku: words(input.frame.sku, 'frame.sku'),
          name: words(input.frame.name, 'frame.name') ?? '',
          lensHeightMm: number(input.frame.lensHeightMm),
        }
      : null,
    values: {
      pdOdMm: number(input.pdOdMm),
      pdOsMm: number(input.pdOsMm),
      nearPdOdMm: number(input.nearPdOdMm),
      nearPdOsMm: number(input.nearPdOsMm),
      heights,
      heightKind: heights ? (input.heightKind ?? null) : null,
      vertexMm: number(input.vertexMm),
      refractedVertexMm: number(input.refractedVertexMm),
      pantoscopicTiltDegrees: number(input.pantoscopicTiltDegrees),
      faceFormDegrees: number(input.faceFormDegrees),
    },
    note: words(input.note, 'note'),
    confirmedWarnings: input.confirmedWarnings ?? [],
  };
};

/** All versions of one owner, opened once per request however many fields ask. */
const loadOf = (parts: CustomerRxParts, ctx: RequestContext, owner: string): Promise<Measurement[] | null> =>
  ctx
    .loader<string, Measurement[]>('measurements.of', async (owners) => {
      const found = await measurementsOf(parts, ctx.principal, owners);
      return owners.map((one) => found.filter((m) => `${m.ownerKind}:${m.ownerId}` === one));
    })
    .load(owner);

@Resolver(() => CustomerType)
export class CustomerMeasurementsResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => [MeasurementType], {
    description: 'Every version, newest first; a customer sees the current ones.',
  })
  async measurements(@Root() customer: CustomerType, @Ctx() ctx: RequestContext): Promise<MeasurementType[]> {
    const found = (await loadOf(this.parts, ctx, `customer:${customer.id}`)) ?? [];
    const isStaff = ctx.principal.kind === 'staff';
    return found.filter(({ isCurrent }) => isStaff || isCurrent).map((one) => measurementView(one, ctx));
  }
}

@Resolver(() => PrescriptionType)
export class PrescriptionMeasurementsResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @FieldResolver(() => [MeasurementType], {
    description: 'Current measurements of whoever the prescription belongs to, newest first.',
  })
  async measurements(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<MeasurementType[]> {
    if (!row.ownerId) return [];
    const found = (await loadOf(this.parts, ctx, `${row.ownerKind}:${row.ownerId}`)) ?? [];
    return found.filter(({ isCurrent }) => isCurrent).map((one) => measurementView(one, ctx));
  }
}
