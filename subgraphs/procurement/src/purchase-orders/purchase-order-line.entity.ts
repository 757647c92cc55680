import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One item of an order. `received` counts accepted pieces only; `demand` names who waits for them. */
@Entity({ name: 'purchase_order_line' })
export class PurchaseOrderLineEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'purchase_order_id' })
  purchaseOrderId: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'text' })
  sku: string;

  @Column({ type: 'text', name: 'item_name' })
  itemName: string;

  @Column({ type: 'text', name: 'supplier_sku' })
  supplierSku: string;

  @Column({ type: 'text', nullable: true })
  gtin: string | null;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer' })
  received: number;

  @Column({ type: 'integer' })
  rejected: number;

  @Column({ type: 'integer' })
  invoiced: number;

  @Column({ type: 'bigint', name: 'unit_cost_minor', transformer: bigintColumn })
  unitCostMinor: bigint;

  @Column({ type: 'date', name: 'confirmed_on', nullable: true })
  confirmedOn: string | null;

  @Column({ type: 'text', array: true })
  demand: string[];
}
