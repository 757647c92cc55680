import { Column, Entity, PrimaryColumn } from 'typeorm';

export type AttemptState = 'sent' | 'action' | 'processing' | 'declined' | 'succeeded' | 'cancelled';

/** The intent, committed with its key before the provider is called; at most one runs per payment. */
@Entity('payment_attempt')
export class PaymentAttempt {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'payment_id' })
  paymentId: string;

  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'text', name: 'idempotency_key' })
  idempotencyKey: string;

  @Column({ type: 'text', name: 'confirmation_token' })
  confirmationToken: string;

  @Column({ type: 'text', name: 'return_url' })
  returnUrl: string;

  @Column({ type: 'text' })
  state: AttemptState;

  @Column({ type: 'text', name: 'decline_code', nullable: true })
  declineCode: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt: Date | null;
}
