import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One step in the life of a prescription: who, when, and the note they left. */
@Entity({ name: 'prescription_event' })
export class PrescriptionEventEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ name: 'prescription_id', type: 'text' })
  prescriptionId: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'text' })
  actor: string;

  @Column({ type: 'text', nullable: true })
  note: string | null;
}
