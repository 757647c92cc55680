import { actorOf, type Issue, KERNEL_ERRORS, newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { EyeRx, FhirJson } from '@opticworks/optics';
import type { OwnerValue } from '@opticworks/schema';
import { PrescriptionEntered } from '@opticworks/schema/events/customer-rx';
import { attachDocuments } from '../documents/keep-document.ts';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { ownerOf, ownersOf, ownerText, staffMay } from '../permissions.ts';
import { issuesOf } from './finding-issue.ts';
import { originalOf } from './imported-original.ts';
import { type Judgement, judgePrescription, type PrescriptionDraftContent } from './judge-prescription.ts';
import type { JudgingContext } from './judging-context.ts';
import { lastOfPerson, ownersAsked } from './last-of-person.ts';
import type { PrescriptionSource } from './prescription.entity.ts';
import { asReader, type PrescriptionRow, rowById } from './prescription.rows.ts';
import { emptyContent, type PrescriptionContent } from './prescription-content.ts';
import { recordStep } from './record-step.ts';

/** A prescription read from a form or a file, ready to be judged and stored. */
export interface ReadPrescription {
  draft: PrescriptionDraftContent;
  /** What could not be read, already worded. */
  unreadable: Issue[];
  source: PrescriptionSource;
  patientName: string | null;
  segHeightMm: number | null;
  heightsMm: PrescriptionContent['heightsMm'];
  note: string | null;
  /** The resource it was read from. */
  original?: FhirJson;
}

export interface SaveRequest {
  principal: Principal;
  locale: 'en' | 'de';
  /** The prescription this one corrects. */
  corrects?: string | null;
  /** Staff: whom it belongs to. */
  customerId?: string | null;
  /** Staff: the order of a guest that waits for it. */
  orderId?: string | null;
  /** Staff: who told the values, and why; for an order of a guest it must be said. */
  toldBecause?: string | null;
  confirmedWarnings: readonly string[];
  /** Papers uploaded for it. */
  documentIds?: readonly string[];
  /** An expired one is kept and shown (imports, old papers entered by staff), but nothing is sold from it. */
  keepsExpired: boolean;
  /** Nothing is typed: the papers alone are kept, and an optician's correction brings the values. */
  paperOnly?: boolean;
}

/**
 * Stores a prescription, encrypted under its owner's key. Errors refuse, warnings must have been confirmed; a refusal lists all of
 * them at once and stores nothing, so the form keeps what was typed. One that was ordered from is never changed: the correction is
 * a new row naming the old one.
 */
export async function savePrescription(
  parts: CustomerRxParts,
  read: ReadPrescription,
  request: SaveRequest,
  context: JudgingContext,
): Promise<PrescriptionRow> {
  const previous = await lastOfPerson(parts, request.principal, read, {
    owners: ownersAsked(request.principal, request.customerId ?? null),
    corrects: request.corrects ?? null,
  });
  const judgement = judgePrescription(read.draft, { ...context, previous });
  if (request.paperOnly) insistOnPapers(read, request);
  else insistOnSense(judgement, read, request);
  return asReader(parts.database, request.principal, 'save prescription', async (tx) => {
    const corrected = request.corrects ? await rowById(tx.query, request.corrects) : null;
    if (request.corrects && !corrected) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
    const owner = await ownerFor(tx, request, corrected);
    await refuseErased(tx, owner);
    const original = read.original ?? (corrected && (await originalOf(parts, tx, request.principal, corrected)));
    const content = { ...contentOf(read, judgement, request.confirmedWarnings), original: original ?? null };
    const told = request.principal.kind === 'staff' ? (request.toldBecause ?? null) : null;
    const judged = { rulesVersion: context.rules.version, place: context.jurisdiction };
    const entry = { read, judgement, content, principal: request.principal, told, ...judged };
    const saved = corrected ? await correct(parts, tx, corrected, entry) : await insert(parts, tx, owner, null, entry);
    await attachDocuments(tx, request.documentIds ?? [], saved);
    return saved;
  });
}

/** @throws PAPER_MISSING without a paper; INVALID_INPUT where values came along or something is corrected */
function insistOnPapers({ draft }: ReadPrescription, request: SaveRequest): void {
  if (!request.documentIds?.length) refuse(ERRORS.PAPER_MISSING);
  if (draft.product !== 'GLASSES' || draft.od || draft.os || request.corrects) refuse(KERNEL_ERRORS.INVALID_INPUT);
}

/** @throws PRESCRIPTION_INVALID or PRESCRIPTION_WARNINGS_UNCONFIRMED with every finding as an issue */
export function insistOnSense(
  judgement: Judgement,
  read: ReadPrescription,
  request: Pick<SaveRequest, 'locale' | 'confirmedWarnings' | 'keepsExpired'>,
): void {
  const issues = allIssues(judgement, read, request.locale, request.confirmedWarnings);
  const blocking = issues.filter(
    (issue) => issue.severity === 'error' && !(request.keepsExpired && issue.code === 'EXPIRED'),
  );
  if (blocking.length > 0) refuse(ERRORS.PRESCRIPTION_INVALID, {}, { issues });
  if (issues.some((issue) => issue.severity === 'warning'))
    refuse(ERRORS.PRESCRIPTION_WARNINGS_UNCONFIRMED, {}, { issues });
}

/** Unreadable fields first; the judgement's "missing" for the same field would only repeat them. */
export function allIssues(
  judgement: Judgement,
  read: Pick<ReadPrescription, 'unreadable'>,
  locale: 'en' | 'de',
  confirmed: readonly string[],
): Issue[] {
  const unreadable = new Set(read.unreadable.filter((issue) => issue.severity === 'error').map((issue) => issue.field));
  return [
    ...read.unreadable.map((issue) =>
      issue.severity === 'warning' && confirmed.includes(issue.code)
        ? { ...issue, severity: 'notice' as const }
        : issue,
    ),
    ...issuesOf(judgement, locale, confirmed).filter((issue) => !unreadable.has(issue.field ?? null)),
  ];
}

async function ownerFor(tx: Tx, request: SaveRequest, corrected: PrescriptionRow | null): Promise<OwnerValue> {
  const { principal } = request;
  if (principal.kind === 'staff') {
    if (!staffMay(principal, 'enterPrescriptions')) refuse(KERNEL_ERRORS.FORBIDDEN);
    if (corrected) return { kind: corrected.ownerKind, id: corrected.ownerId };
    if (request.orderId) return waitingGuest(tx, request);
    return request.customerId
      ? { kind: 'customer', id: request.customerId }
      : refuse(
          KERNEL_ERRORS.INVALID_INPUT,
          {},
          {
            issues: [
              {
                code: 'CUSTOMER_REQUIRED',
                message: 'Choose the customer it belongs to.',
                field: 'customerId',
                severity: 'error',
              },
            ],
          },
        );
  }
  const owner = ownerOf(principal);
  if (!owner) refuse(KERNEL_ERRORS.UNAUTHENTICATED);
  // Row-level security hid other people's rows already; this is the second lock on the same door.
  if (corrected && !ownersOf(principal).includes(`${corrected.ownerKind}:${corrected.ownerId}`))
    refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
  return owner;
}

/** The guest whose order waits. @throws REASON_REQUIRED unless it is said who told it; PRESCRIPTION_NOT_AWAITED for other orders */
async function waitingGuest(tx: Tx, { orderId, toldBecause }: SaveRequest): Promise<OwnerValue> {
  if (!toldBecause) refuse(ERRORS.REASON_REQUIRED);
  const [guest] = await tx.query<{ id: string }>('SELECT guest_id AS id FROM waiting_guest WHERE order_id = $1', [
    orderId,
  ]);
  return guest ? { kind: 'guest', id: guest.id } : refuse(ERRORS.ORDER_WAITS_FOR_NO_GUEST);
}

async function refuseErased(tx: Tx, owner: OwnerValue): Promise<void> {
  if (owner.kind !== 'customer') return;
  const [customer] = await tx.query<{ erased: boolean }>(
    'SELECT erased_at IS NOT NULL AS erased FROM customer WHERE id = $1',
    [owner.id],
  );
  if (!customer) refuse(ERRORS.CUSTOMER_NOT_FOUND);
  if (customer.erased) refuse(ERRORS.CUSTOMER_ERASED);
}

export const contentOf = (
  read: ReadPrescription,
  judgement: Judgement,
  confirmed: readonly string[],
): PrescriptionContent => ({
  ...emptyContent,
  patientName: read.patientName,
  birthDate: read.draft.birthDate,
  prescriberName: read.draft.prescriberName,
  prescriber: read.draft.prescriber,
  examinedOn: read.draft.examinedOn,
  medicalReason: read.draft.medicalReason,
  od: judgement.written?.od ?? (read.draft.od as EyeRx | null),
  os: judgement.written?.os ?? (read.draft.os as EyeRx | null),
  pd: read.draft.pd,
  segHeightMm: read.segHeightMm,
  heightsMm: read.heightsMm,
  vertexMm: read.draft.vertexMm,
  fittedVertexMm: read.draft.fittedVertexMm,
  pantoscopicTiltDeg: read.draft.pantoscopicTiltDeg,
  wrapAngleDeg: read.draft.wrapAngleDeg,
  note: read.note,
  contactLenses: read.draft.contactLenses,
  confirmedWarnings: [...confirmed],
  original: read.original ?? null,
});

/** What is about to be stored. */
interface Entry {
  read: ReadPrescription;
  judgement: Judgement;
  content: PrescriptionContent;
  principal: Principal;
  /** Who told it, for the history. */
  told: string | null;
  /** Version of the rules it was judged by. */
  rulesVersion: number;
  /** Where it is filled. */
  place: string;
}

async function insert(
  parts: CustomerRxParts,
  tx: Tx,
  owner: OwnerValue,
  corrected: PrescriptionRow | null,
  { read, judgement, content, principal, told, rulesVersion, place }: Entry,
): Promise<PrescriptionRow> {
  const id = newId('rx');
  const subject = ownerText(owner);
  const sealed = await parts.contents.seal(tx, subject, id, JSON.stringify(content));
  const inserted = await tx.query(
    `INSERT INTO prescription (id, owner_kind, owner_id, entered_by, key_subject, product, status, source, issued_on, expires_on,
       content, supersedes, created_at, rules_version, place)
     VALUES ($1, $2, $3, $4, $4, $5, 'ENTERED', $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (supersedes) WHERE supersedes IS NOT NULL DO NOTHING RETURNING id`,
    [
      id,
      owner.kind,
      owner.id,
      subject,
      read.draft.product,
      read.source,
      read.draft.issuedOn,
      judgement.expiresOn,
      sealed,
      corrected?.id ?? null,
      parts.clock.now(),
      rulesVersion,
      place,
    ],
  );
  if (inserted.length === 0) refuse(KERNEL_ERRORS.CONFLICT);
  const needsReview = corrected !== null && (await takeOverOrder(parts, tx, corrected, id));
  await recordStep(parts, tx, { id, keySubject: subject }, corrected ? 'CORRECTED' : 'ENTERED', principal, told);
  await audited(tx, principal, 'prescription.entered', id);
  await tx.publish(
    PrescriptionEntered,
    { prescriptionId: id, owner, needsReview, supersedes: corrected?.id ?? null },
    {
      aggregate: 'prescription',
      aggregateId: id,
      topics: [`owner:${subject}`, ...(needsReview ? ['prescription-queue'] : [])],
    },
  );
  return (await rowById(tx.query, id))!;
}

/**
 * An order whose prescription is not signed off goes on with its correction, which stands in the queue at once; the version it
 * corrects leaves the queue. @returns whether there is such an order
 */
async function takeOverOrder(parts: CustomerRxParts, tx: Tx, corrected: PrescriptionRow, id: string): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE prescription p SET status = 'IN_REVIEW', queued_at = $3, used_at = $3, order_id = old.order_id, order_number = old.order_number
     FROM prescription old
     WHERE p.id = $2 AND old.id = $1 AND old.order_id IS NOT NULL AND old.status IN ('IN_REVIEW', 'REJECTED') RETURNING p.id`,
    [corrected.id, id, parts.clock.now()],
  );
  if (moved.length === 0) return false;
  await tx.query(`UPDATE prescription SET status = 'REVOKED' WHERE id = $1 AND status = 'IN_REVIEW'`, [corrected.id]);
  return true;
}

async function correct(parts: CustomerRxParts, tx: Tx, row: PrescriptionRow, entry: Entry): Promise<PrescriptionRow> {
  const { read, judgement, content, principal, rulesVersion, place } = entry;
  const sealed = await parts.contents.seal(tx, row.keySubject, row.id, JSON.stringify(content));
  const changed = await tx.query(
    `UPDATE prescription SET content = $2, product = $3, source = $4, issued_on = $5, expires_on = $6, rules_version = $7, place = $8
     WHERE id = $1 AND status = 'ENTERED' AND used_at IS NULL RETURNING id`,
    [row.id, sealed, read.draft.product, read.source, read.draft.issuedOn, judgement.expiresOn, rulesVersion, place],
  );
  if (changed.length === 0) return insert(parts, tx, { kind: row.ownerKind, id: row.ownerId }, row, entry);
  await recordStep(parts, tx, row, 'EDITED', principal);
  await audited(tx, principal, 'prescription.edited', row.id);
  return (await rowById(tx.query, row.id))!;
}

const audited = (tx: Tx, principal: Principal, action: string, subject: string) =>
  tx.audit({ stream: 'prescriptions', actor: actorOf(principal), action, subject });
