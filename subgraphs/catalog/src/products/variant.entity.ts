import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SelectionFacts } from './product.facts.ts';

@Entity('variant')
export class VariantEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'product_id' })
  productId: string;

  @Column('text')
  sku: string;

  @Column('text', { nullable: true })
  gtin: string | null;

  @Column('int')
  position: number;

  @Column('jsonb')
  selections: SelectionFacts[];

  @Column('text', { name: 'colour_key', nullable: true })
  colourKey: string | null;

  @Column('text', { name: 'colour_family', nullable: true })
  colourFamily: string | null;

  @Column('text', { name: 'size_key', nullable: true })
  sizeKey: string | null;

  @Column('int', { name: 'weight_grams' })
  weightGrams: number;

  @Column('int', { name: 'package_mm', array: true })
  packageMm: number[];

  @Column('text', { name: 'tax_code' })
  taxCode: string;

  @Column('boolean', { name: 'fsa_eligible' })
  fsaEligible: boolean;

  @Column('boolean')
  discontinued: boolean;

  @Column('int', { name: 'eye_size_tenths', nullable: true })
  eyeSizeTenths: number | null;

  @Column('int', { name: 'lens_height_tenths', nullable: true })
  lensHeightTenths: number | null;

  @Column('int', { name: 'dbl_tenths', nullable: true })
  dblTenths: number | null;

  @Column('int', { name: 'temple_tenths', nullable: true })
  templeTenths: number | null;

  @Column('int', { name: 'effective_diameter_tenths', nullable: true })
  effectiveDiameterTenths: number | null;

  @Column('int', { name: 'frame_width_tenths', nullable: true })
  frameWidthTenths: number | null;

  @Column('int', { array: true, nullable: true })
  outline: number[] | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}

@Entity('variant_price')
export class VariantPriceEntity {
  @PrimaryColumn('text', { name: 'variant_id' })
  variantId: string;

  @PrimaryColumn('text', { name: 'price_list' })
  priceList: string;

  @Column('bigint', { name: 'amount_minor', transformer: bigintColumn })
  amountMinor: bigint;

  @Column('bigint', { name: 'compare_at_minor', nullable: true, transformer: bigintColumn })
  compareAtMinor: bigint | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
