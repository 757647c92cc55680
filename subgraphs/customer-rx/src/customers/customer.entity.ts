import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person with an account. After erasure only the id and the dates stay. */
@Entity({ name: 'customer' })
export class CustomerEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  /** The sign-in account it belongs to. */
  @Column({ name: 'user_id', type: 'text', nullable: true })
  userId: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  phone: string | null;

  /** Ciphertext: the date of birth counts as health data here, because it decides about ADD and material. */
  @Column({ name: 'birth_date_cipher', type: 'text', nullable: true })
  birthDateCipher: string | null;

  @Column({ type: 'text' })
  locale: 'en' | 'de';

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'erased_at', type: 'timestamptz', nullable: true })
  erasedAt: Date | null;
}
