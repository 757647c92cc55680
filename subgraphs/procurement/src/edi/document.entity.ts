import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What went out or came in, word for word. A repeated control number of a partner changes nothing. */
@Entity({ name: 'document' })
export class DocumentEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'purchase_order_id', nullable: true })
  purchaseOrderId: string | null;

  @Column({ type: 'text', name: 'supplier_id' })
  supplierId: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'text' })
  direction: 'OUT' | 'IN';

  @Column({ type: 'text' })
  format: 'X12' | 'EDIFACT' | 'MAIL';

  @Column({ type: 'text', name: 'control_number' })
  controlNumber: string;

  @Column({ type: 'text' })
  status: 'QUEUED' | 'SENT' | 'ACKNOWLEDGED' | 'REJECTED' | 'PROCESSED';

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  text: string;
}
