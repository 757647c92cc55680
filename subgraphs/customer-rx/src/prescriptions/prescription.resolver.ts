import {
  Decimal,
  IssueType,
  KERNEL_ERRORS,
  type LiveEvent,
  LocalDate,
  liveTail,
  pageOf,
  type RequestContext,
  refuse,
  writtenText,
} from '@opticworks/kernel';
import type { DocumentItem } from '@opticworks/optics';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { answer } from '../answer.ts';
import { loadCustomer } from '../customers/customer.loader.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { judgeOrderedPairs, loadPairs } from '../ordered-pairs/judge-ordered-pairs.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist, staffMay } from '../permissions.ts';
import { checkRead, readForm } from './check-prescription.ts';
import { comparePrescriptions } from './compare-prescriptions.ts';
import { issuesOf } from './finding-issue.ts';
import { rejectPrescription, signOffPrescription } from './judge-by-optician.ts';
import { judgeContent } from './judge-content.ts';
import { type JudgingContext, judgingContext, judgingOf } from './judging-context.ts';
import { lastOfPerson, ownersAsked } from './last-of-person.ts';
import { placeOfSale } from './place-of-sale.ts';
import { PdInput, SavePrescriptionInput } from './prescription.input.ts';
import { loadRow, shownContent } from './prescription.loader.ts';
import { prescriptionQueue, previousOf } from './prescription.queries.ts';
import { asReader, type PrescriptionRow } from './prescription.rows.ts';
import type { PrescriptionStatus } from './prescription.state.ts';
import {
  AuditEntryType,
  ContactLensEyeType,
  DocumentItemName,
  EyeRxType,
  PrescriptionCheckResult,
  PrescriptionComparisonType,
  PrescriptionConnectionType,
  PrescriptionEventType,
  PrescriptionQueueEventType,
  PrescriptionResult,
  PrescriptionStatusName,
  PrescriptionType,
  PupillaryDistanceType,
} from './prescription.type.ts';
import { contactLensView, eyeView, pdView } from './prescription.view.ts';
import { type PreviewedPrescription, previewPrescription } from './preview-prescription.ts';
import { readPrescriptionFile } from './read-prescription-file.ts';
import { readPdFields } from './read-typed-prescription.ts';
import { savePrescription } from './save-prescription.ts';
import { noteCall, openInEmergency } from './talk-about-prescription.ts';

@ArgsType()
class PrescriptionsArgs {
  @Field(() => [PrescriptionStatusName], { nullable: true })
  status?: PrescriptionStatus[] | null;
  @Field(() => String, { nullable: true })
  query?: string | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 })
  first: number;
  @Field(() => String, { nullable: true })
  after?: string | null;
}

const kindOf = (eventName: string): string => /\.Prescription(\w+)\./.exec(eventName)?.[1]?.toUpperCase() ?? eventName;

/** The subscription event as `prescriptionQueue` gets it: the row is loaded anew for each reader. */
type QueueEvent = LiveEvent<{ prescriptionId: string }>;

const text = (value: number | null): string | null => (value === null ? null : String(value));

@Resolver(() => PrescriptionType)
export class PrescriptionResolver {
  constructor(private readonly parts: CustomerRxParts) {}

  @Query(() => PrescriptionType, {
    nullable: true,
    description:
      'Own prescription (customer or the guest who entered it) or, for opticians, any: the read is audited with its reason.',
  })
  async prescription(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
    @Ctx() ctx: RequestContext,
  ): Promise<PrescriptionType | null> {
    const row = await loadRow(this.parts, ctx, id);
    return row && { ...row, readReason: writtenText(reason, 300, 'reason') };
  }

  @Query(() => PrescriptionCheckResult)
  checkPrescription(
    @Arg('input', () => SavePrescriptionInput) input: SavePrescriptionInput,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, async () => {
      const context = await this.judgingFor(ctx, input);
      const read = readForm(input, ctx.principal, ctx.locale, context.rules);
      const owners = ownersAsked(ctx.principal, input.customerId ?? null);
      const previous = await lastOfPerson(this.parts, ctx.principal, read, { owners, corrects: input.id ?? null });
      return checkRead({ ...context, previous }, read, ctx.locale, input.confirmedWarnings ?? []);
    });
  }

  @Query(() => PrescriptionConnectionType, { description: 'Staff: the Rx queue, longest waiting first.' })
  async prescriptions(@Args(() => PrescriptionsArgs) args: PrescriptionsArgs, @Ctx() ctx: RequestContext) {
    insist(ctx, 'readPrescriptions');
    const filter = { status: args.status ?? null, query: args.query ?? null };
    return prescriptionQueue(this.parts, ctx.principal, filter, pageOf({ first: args.first, after: args.after }, 50));
  }

  @Query(() => [AuditEntryType], { description: 'Who read or changed this prescription, newest first.' })
  async prescriptionAudit(
    @Arg('prescriptionId', () => ID) id: string,
    @Ctx() ctx: RequestContext,
  ): Promise<AuditEntryType[]> {
    insist(ctx, 'readAudit');
    return this.parts.database.query<AuditEntryType>(
      `SELECT id, at, actor, action, subject, reason FROM audit_entry WHERE subject = $1 AND stream = 'prescriptions'
       ORDER BY position DESC LIMIT 500`,
      [id],
    );
  }

  @Mutation(() => PrescriptionResult)
  savePrescription(
    @Arg('input', () => SavePrescriptionInput) input: SavePrescriptionInput,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, async () => {
      const context = await this.judgingFor(ctx, input);
      const request = {
        principal: ctx.principal,
        locale: ctx.locale,
        corrects: input.id ?? null,
        customerId: input.customerId ?? null,
        orderId: input.orderId ?? null,
        toldBecause: writtenText(input.toldBecause, 500, 'toldBecause'),
        confirmedWarnings: input.confirmedWarnings ?? [],
        documentIds: input.documentIds ?? [],
        keepsExpired: ctx.principal.kind === 'staff',
        paperOnly: input.paperOnly ?? false,
      };
      return savePrescription(this.parts, readForm(input, ctx.principal, ctx.locale, context.rules), request, context);
    });
  }

  @Mutation(() => PrescriptionResult, {
    description: 'fhirJson: the text of an R4/R5 VisionPrescription. save=false only shows what was read.',
  })
  importPrescription(
    @Arg('fhirJson', () => String) fhirJson: string,
    @Arg('save', () => Boolean, { nullable: true, defaultValue: true }) save: boolean,
    @Arg('pd', () => PdInput, { nullable: true }) pd: PdInput | null,
    @Arg('patientName', () => String, { nullable: true }) patientName: string | null,
    @Arg('customerId', () => ID, { nullable: true, description: 'Staff only: the customer it is imported for.' })
    customerId: string | null,
    @Arg('confirmedWarnings', () => [String], { nullable: true }) confirmedWarnings: string[] | null,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, async () => {
      const read = readPrescriptionFile(fhirJson, {
        pd: readPdFields(pd),
        patientName: patientName?.trim() || null,
        locale: ctx.locale,
      });
      const request = {
        principal: ctx.principal,
        locale: ctx.locale,
        customerId: customerId ?? null,
        confirmedWarnings: confirmedWarnings ?? [],
        keepsExpired: true,
      };
      const context = await this.judgingFor(ctx, { customerId });
      return save
        ? savePrescription(this.parts, read, request, context)
        : previewPrescription(this.parts, read, context);
    });
  }

  @Mutation(() => PrescriptionCheckResult, {
    description:
      'Reads a FHIR file without saving: shows it, with its findings (an expired one is shown and marked not saleable).',
  })
  readPrescriptionFile(@Arg('fhirJson', () => String) fhirJson: string, @Ctx() ctx: RequestContext) {
    return answer(ctx, async () =>
      checkRead(
        await this.judgingFor(ctx, {}),
        readPrescriptionFile(fhirJson, { pd: null, patientName: null, locale: ctx.locale }),
        ctx.locale,
        [],
      ),
    );
  }

  @Mutation(() => PrescriptionResult)
  signOffPrescription(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'Needed where a finding or an incomplete paper is overridden.',
    })
    reason: string | null,
    @Arg('seen', () => [DocumentItemName], {
      nullable: true,
      description: 'What was found on the paper, see Prescription.checklist; null when no paper was compared.',
    })
    seen: DocumentItem[] | null,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () =>
      signOffPrescription(this.parts, ctx.principal, id, { note, reason, seen: seen ?? null }, ctx.locale),
    );
  }

  @Mutation(() => PrescriptionResult, { description: 'A call about it, or the try; the note stays in its history.' })
  notePrescriptionCall(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String) note: string,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () => noteCall(this.parts, ctx.principal, id, note));
  }

  @Mutation(() => PrescriptionResult, {
    description:
      'Staff without a reading role, in an emergency: one prescription, with a reason everybody can see later.',
  })
  openPrescriptionInEmergency(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () => openInEmergency(this.parts, ctx.principal, id, reason));
  }

  @Mutation(() => PrescriptionResult)
  rejectPrescription(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: RequestContext,
  ) {
    return answer(ctx, () => rejectPrescription(this.parts, ctx.principal, id, reason));
  }

  @Subscription(() => PrescriptionQueueEventType, {
    subscribe: async ({ args, context }) => {
      insist(context, 'readPrescriptions');
      return liveTail(context.parts.database).iterate({
        topics: ['prescription-queue'],
        after: args?.after ?? undefined,
      });
    },
  })
  async prescriptionQueue(
    @Arg('after', () => String, { nullable: true }) _after: string | null,
    @Root() event: QueueEvent,
    @Ctx() ctx: RequestContext,
  ): Promise<PrescriptionQueueEventType> {
    insist(ctx, 'readPrescriptions');
    const row = await loadRow(this.parts, ctx, event.payload.prescriptionId);
    if (!row) refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'prescription' });
    return { cursor: event.cursor, kind: kindOf(event.event), prescription: row as PrescriptionType };
  }

  @FieldResolver(() => Boolean)
  expired(@Root() row: PrescriptionRow): boolean {
    return row.expiresOn !== null && row.expiresOn < this.parts.clock.today();
  }

  @FieldResolver(() => String, { nullable: true })
  async patientName(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return (await this.content(row, ctx))?.patientName ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  async prescriberName(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return (await this.content(row, ctx))?.prescriberName ?? null;
  }

  @FieldResolver(() => EyeRxType, { nullable: true })
  async od(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<EyeRxType | null> {
    return eyeView('OD', (await this.content(row, ctx))?.od ?? null);
  }

  @FieldResolver(() => EyeRxType, { nullable: true })
  async os(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<EyeRxType | null> {
    return eyeView('OS', (await this.content(row, ctx))?.os ?? null);
  }

  @FieldResolver(() => [ContactLensEyeType])
  async contactLenses(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<ContactLensEyeType[]> {
    return ((await this.content(row, ctx))?.contactLenses ?? []).map(contactLensView);
  }

  @FieldResolver(() => PupillaryDistanceType, { nullable: true })
  async pd(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<PupillaryDistanceType | null> {
    return pdView((await this.content(row, ctx))?.pd ?? null);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: 'One height for both eyes, where none was given for each.',
  })
  async segHeightMm(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return text((await this.content(row, ctx))?.segHeightMm ?? null);
  }

  @FieldResolver(() => Decimal, { nullable: true })
  async vertexMm(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return text((await this.content(row, ctx))?.vertexMm ?? null);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description: 'As fitted in the chosen frame; vertexMm is that of the refraction.',
  })
  async fittedVertexMm(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return text((await this.content(row, ctx))?.fittedVertexMm ?? null);
  }

  @FieldResolver(() => Decimal, { nullable: true })
  async pantoscopicTiltDeg(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return text((await this.content(row, ctx))?.pantoscopicTiltDeg ?? null);
  }

  @FieldResolver(() => Decimal, { nullable: true })
  async wrapAngleDeg(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return text((await this.content(row, ctx))?.wrapAngleDeg ?? null);
  }

  @FieldResolver(() => String, { nullable: true })
  async note(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<string | null> {
    return (await this.content(row, ctx))?.note ?? null;
  }

  @FieldResolver(() => [IssueType], { description: "Findings of a check made now, in the reader's language." })
  async issues(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<IssueType[]> {
    const content = await this.content(row, ctx);
    if (!content) return [];
    const context = await judgingOf(this.parts, ctx, row);
    const paper = issuesOf(judgeContent(context, row, content), ctx.locale, content.confirmedWarnings);
    if (!staffMay(ctx.principal, 'readPrescriptions')) return paper;
    const pairs = await loadPairs(this.parts, ctx, row);
    return pairs ? [...judgeOrderedPairs(context, row, content, pairs, ctx.locale), ...paper] : paper;
  }

  @FieldResolver(() => PrescriptionComparisonType, {
    nullable: true,
    description: "Same person's previous prescription and what changed; staff only.",
  })
  async comparison(
    @Root() row: PrescriptionType,
    @Ctx() ctx: RequestContext,
  ): Promise<PrescriptionComparisonType | null> {
    if (!staffMay(ctx.principal, 'readPrescriptions') || !row.ownerId) return null;
    const previous = await previousOf(this.parts, ctx.principal, row);
    if (!previous) return null;
    const readable = { ...previous, readReason: row.readReason };
    const [before, now] = await Promise.all([this.content(readable, ctx), this.content(row, ctx)]);
    if (!before || !now) return null;
    const changes = comparePrescriptions(
      before,
      now,
      (await judgingOf(this.parts, ctx, row)).rules.thresholds,
      ctx.locale,
    ) as PrescriptionComparisonType['changes'];
    return { previous: readable, changes, needsAttention: changes.some((change) => change.attention) };
  }

  @FieldResolver(() => CustomerType, { nullable: true })
  async customer(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<CustomerType | null> {
    return row.ownerKind === 'customer' ? loadCustomer(this.parts, ctx, row.ownerId) : null;
  }

  @FieldResolver(() => [PrescriptionEventType])
  async history(@Root() row: PrescriptionType, @Ctx() ctx: RequestContext): Promise<PrescriptionEventType[]> {
    return asReader(this.parts.database, ctx.principal, 'prescription history', async (tx) => {
      const events = await tx.query<PrescriptionEventType & { id: string }>(
        'SELECT id, at, kind, actor, note FROM prescription_event WHERE prescription_id = $1 ORDER BY at, id LIMIT 200',
        [row.id],
      );
      const isStaff = ctx.principal.kind === 'staff';
      for (const event of events) {
        // The house's own notes are for the house; a rejection's reason is for its owner too.
        const isShown = isStaff || event.kind === 'REJECTED';
        event.note =
          event.note && isShown ? await this.parts.contents.open(tx, row.keySubject, event.id, event.note) : null;
      }
      return events;
    });
  }

  /** What a form or file is judged by: the rules of the moment, for the place it will be filled in. */
  private async judgingFor(
    { principal }: RequestContext,
    asked: Pick<SavePrescriptionInput, 'id' | 'customerId' | 'place'>,
  ): Promise<JudgingContext> {
    const context = await judgingContext(this.parts, null);
    const wish = { place: asked.place ?? null, customerId: asked.customerId ?? null, corrects: asked.id ?? null };
    return { ...context, jurisdiction: await placeOfSale(this.parts, principal, context.rules, wish) };
  }

  private content(row: PreviewedPrescription, ctx: RequestContext) {
    return shownContent(this.parts, ctx, row);
  }
}

@Resolver(() => PrescriptionConnectionType)
export class PrescriptionConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() connection: PrescriptionConnectionType): Promise<number> {
    return connection.count();
  }
}
