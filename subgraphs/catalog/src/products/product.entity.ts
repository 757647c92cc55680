import { bigintColumn } from '@opticworks/kernel';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { Localized } from '../text/localized.ts';
import type { ContactLensFacts, FrameFacts, OptionFacts, SpecificationFacts } from './product.facts.ts';

@Entity('product')
export class ProductEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  kind: string;

  @Column('text')
  slug: string;

  @Column('text', { name: 'brand_id' })
  brandId: string;

  @Column('jsonb')
  name: Localized;

  @Column('jsonb')
  description: Localized;

  @Column('jsonb', { name: 'seo_description' })
  seoDescription: Localized;

  @Column('jsonb')
  options: OptionFacts[];

  @Column('jsonb')
  specifications: SpecificationFacts[];

  @Column('jsonb')
  documents: { title: Localized; url: string; mediaType: string }[];

  @Column('jsonb', { nullable: true })
  frame: FrameFacts | null;

  @Column('jsonb', { name: 'contact_lens', nullable: true })
  contactLens: ContactLensFacts | null;

  @Column('text', { name: 'default_variant_id', nullable: true })
  defaultVariantId: string | null;

  @Column('bigint', { name: 'price_min_minor', transformer: bigintColumn })
  priceMinMinor: bigint;

  @Column('bigint', { name: 'price_max_minor', transformer: bigintColumn })
  priceMaxMinor: bigint;

  @Column('int', { name: 'rating_sum' })
  ratingSum: number;

  @Column('int', { name: 'rating_count' })
  ratingCount: number;

  @Column('int')
  position: number;

  @Column('boolean')
  published: boolean;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  @VersionColumn({ type: 'int' })
  version: number;
}
