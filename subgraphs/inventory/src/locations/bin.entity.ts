import { Column, Entity, PrimaryColumn } from 'typeorm';

export type BinKindName = 'SHELF' | 'STAGING' | 'QUARANTINE';

/** A labelled place of a location. Goods picked for a task wait in the staging bin until they leave. */
@Entity({ name: 'bin' })
export class BinEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text', name: 'location_id' })
  locationId: string;

  @Column({ type: 'text' })
  kind: BinKindName;

  @Column({ type: 'integer', name: 'pick_sequence' })
  pickSequence: number;
}
