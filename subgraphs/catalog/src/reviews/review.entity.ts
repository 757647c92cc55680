import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('review')
export class ReviewEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'product_id' })
  productId: string;

  @Column('text', { name: 'customer_id', nullable: true })
  customerId: string | null;

  @Column('text', { name: 'author_name' })
  authorName: string;

  @Column('int')
  rating: number;

  @Column('text')
  title: string;

  @Column('text')
  body: string;

  @Column('boolean', { name: 'verified_buyer' })
  verifiedBuyer: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
