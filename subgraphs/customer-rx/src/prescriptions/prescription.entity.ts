import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PrescriptionProduct } from './judge-prescription.ts';
import type { PrescriptionStatus } from './prescription.state.ts';

export type PrescriptionSource = 'TYPED' | 'FHIR' | 'DOCUMENT' | 'STAFF';

/**
 * A prescription. Everything that is health data or names a person is in `content`, encrypted under its owner's own key; the plain
 * columns are what queues and expiry jobs need. Rows are guarded by row-level security (see the migration).
 */
@Entity({ name: 'prescription' })
export class PrescriptionEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ name: 'owner_kind', type: 'text' })
  ownerKind: 'customer' | 'guest';

  @Column({ name: 'owner_id', type: 'text' })
  ownerId: string;

  /** Its first owner, "guest:…": orders placed before the guest signed in still name them. */
  @Column({ name: 'entered_by', type: 'text' })
  enteredBy: string;

  /** Whose key the content is under. */
  @Column({ name: 'key_subject', type: 'text' })
  keySubject: string;

  @Column({ type: 'text' })
  product: PrescriptionProduct;

  @Column({ type: 'text' })
  status: PrescriptionStatus;

  @Column({ type: 'text' })
  source: PrescriptionSource;

  @Column({ name: 'issued_on', type: 'date', nullable: true })
  issuedOn: string | null;

  /** Last day it can be filled, as computed when it was entered. */
  @Column({ name: 'expires_on', type: 'date', nullable: true })
  expiresOn: string | null;

  @Column({ type: 'text' })
  content: string;

  /** The version this one corrects. */
  @Column({ type: 'text', nullable: true })
  supersedes: string | null;

  /** Set when something is first ordered with it: from then on it is never edited in place. */
  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  @Column({ name: 'order_id', type: 'text', nullable: true })
  orderId: string | null;

  @Column({ name: 'order_number', type: 'text', nullable: true })
  orderNumber: string | null;

  /** When it entered the queue, which is worked oldest first. */
  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'reviewed_by', type: 'text', nullable: true })
  reviewedBy: string | null;

  @Column({ name: 'reviewed_at', type: 'timestamptz', nullable: true })
  reviewedAt: Date | null;
}
