import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CartContent } from './cart.model.ts';

/** One row is one cart: it always changes as a whole, under its version. */
@Entity('cart')
export class CartRow {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'owner_kind' })
  ownerKind: 'customer' | 'guest';

  @Column({ type: 'text', name: 'owner_id' })
  ownerId: string;

  @Column({ type: 'text' })
  state: 'open' | 'converted' | 'merged';

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'text' })
  locale: 'en' | 'de';

  @Column({ type: 'jsonb' })
  content: CartContent;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
