import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StockItemKindName } from './stock-item-kind.ts';

/** What can lie on a shelf: the mirror of a catalogue variant, or a lens blank. Lenses count by the each, never by the pair. */
@Entity({ name: 'stock_item' })
export class StockItemEntity {
  @PrimaryColumn({ type: 'text' })
  sku: string;

  @Column({ type: 'text', name: 'variant_id', nullable: true })
  variantId: string | null;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  kind: StockItemKindName;

  @Column({ type: 'text', nullable: true })
  gtin: string | null;

  @Column({ type: 'integer', name: 'weight_grams' })
  weightGrams: number;

  @Column({ type: 'text', name: 'home_bin_id' })
  homeBinId: string;

  @Column({ type: 'boolean' })
  backorderable: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
