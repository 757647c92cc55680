import { Column, Entity, PrimaryColumn } from 'typeorm';

export type LocationKindName = 'WAREHOUSE' | 'LAB' | 'STORE' | 'RETURNS';

/** A place with stock of its own. Only sellable ones answer online demand; the lower rank is emptied first. */
@Entity({ name: 'location' })
export class LocationEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: LocationKindName;

  @Column({ type: 'boolean' })
  sellable: boolean;

  @Column({ type: 'integer', name: 'pick_rank' })
  pickRank: number;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
