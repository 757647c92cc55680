import { bigintColumn } from '@opticworks/kernel';
import type { FrameGeometryValue, LensChoiceValue } from '@opticworks/schema';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { QuotedLine } from '../carts/cart.model.ts';
import type { LabStages } from './order-line.state.ts';

/** A line as it was sold: resolved prices and choices, never a pointer to the live catalogue. */
@Entity('order_line')
export class OrderLineRow {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'order_id' })
  orderId: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'text', name: 'variant_id' })
  variantId: string;

  @Column({ type: 'text', name: 'product_id' })
  productId: string;

  @Column({ type: 'text' })
  sku: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  detail: string;

  @Column({ type: 'text' })
  kind: QuotedLine['kind'];

  /** Pieces that are still ordered; none of a cancelled line. The amounts are theirs. */
  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer', name: 'cancelled_quantity', default: 0 })
  cancelledQuantity: number;

  @Column({ type: 'bigint', name: 'unit_price_minor', transformer: bigintColumn })
  unitPriceMinor: bigint;

  @Column({ type: 'bigint', name: 'discount_minor', transformer: bigintColumn })
  discountMinor: bigint;

  @Column({ type: 'bigint', name: 'tax_minor', transformer: bigintColumn })
  taxMinor: bigint;

  @Column({ type: 'bigint', name: 'total_minor', transformer: bigintColumn })
  totalMinor: bigint;

  @Column({ type: 'jsonb' })
  components: QuotedLine['components'];

  @Column({ type: 'jsonb' })
  discounts: QuotedLine['discounts'];

  @Column({ type: 'jsonb', nullable: true })
  lens: LensChoiceValue | null;

  @Column({ type: 'jsonb', nullable: true })
  frame: FrameGeometryValue | null;

  @Column({ type: 'jsonb' })
  bundle: QuotedLine['bundle'];

  /** Ordering data of contact lenses; health data, so it stays out of events and lists. */
  @Column({ type: 'text', name: 'contact_lens', nullable: true })
  contactLens: string | null;

  /** What was measured for this pair, sealed like the ordering data above. */
  @Column({ type: 'text', nullable: true })
  measurement: string | null;

  @Column({ type: 'text', name: 'prescription_id', nullable: true })
  prescriptionId: string | null;

  @Column({ type: 'text', name: 'tax_code' })
  taxCode: string;

  @Column({ type: 'boolean', name: 'fsa_eligible' })
  fsaEligible: boolean;

  @Column({ type: 'boolean', name: 'requires_lab' })
  requiresLab: boolean;

  /** How far the lab is with each pair, by its job. */
  @Column({ type: 'jsonb', name: 'lab_stages', default: {} })
  labStages: LabStages;

  @Column({ type: 'integer', name: 'weight_grams' })
  weightGrams: number;

  @Column({ type: 'jsonb', name: 'package_mm' })
  packageMm: { length: number; width: number; height: number };

  @Column({ type: 'integer', name: 'returned_quantity', default: 0 })
  returnedQuantity: number;

  @Column({ type: 'bigint', name: 'refunded_minor', transformer: bigintColumn, default: 0 })
  refundedMinor: bigint;
}
