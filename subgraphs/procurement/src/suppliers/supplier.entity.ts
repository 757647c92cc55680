import { Column, Entity, PrimaryColumn } from 'typeorm';

export type EdiKind = 'X12' | 'EDIFACT' | 'NONE';

/** Somebody we buy from. Without EDI, orders go by mail. */
@Entity({ name: 'supplier' })
export class SupplierEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'text', name: 'edi_kind' })
  ediKind: EdiKind;

  @Column({ type: 'text', name: 'edi_id', nullable: true })
  ediId: string | null;

  @Column({ type: 'text' })
  currency: string;

  @Column({ type: 'integer', name: 'tax_bps' })
  taxBps: number;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
