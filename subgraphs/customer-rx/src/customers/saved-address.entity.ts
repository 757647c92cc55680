import type { AddressValue } from '@opticworks/schema';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'saved_address' })
export class SavedAddressEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ name: 'customer_id', type: 'text' })
  customerId: string;

  @Column({ type: 'jsonb' })
  address: AddressValue;

  /** At most one per customer: a partial unique index says so. */
  @Column({ name: 'is_default', type: 'boolean' })
  isDefault: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
