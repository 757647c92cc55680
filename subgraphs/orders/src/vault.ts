import { createHash } from 'node:crypto';
import { type CellAddress, type Clock, type Database, type PersonalCipher, personalCipher } from '@opticworks/kernel';
import type { ContactLensValue, MeasurementValue } from '@opticworks/schema';

type Query = Pick<Database, 'query'>;
interface Owned {
  ownerKind: string;
  ownerId: string;
}

/** What an order keeps of a person's eyes: parameters of contact lenses, and what was measured for glasses. */
export type SealedValue = ContactLensValue | MeasurementValue;

/** Seals them under the key of the person they are for. */
export interface Vault {
  seal(db: Query, owner: Owned, cell: CellAddress, value: SealedValue): Promise<string>;
  /** In the order of the items; null where the person was erased. */
  open<T extends SealedValue = ContactLensValue>(
    db: Query,
    items: readonly { owner: Owned; cell: CellAddress; sealed: string }[],
  ): Promise<(T | null)[]>;
  erase(db: Query, owner: Owned): Promise<void>;
}

export const cartLineCell = (id: string): CellAddress => ({ table: 'cart', row: id, column: 'contact_lens' });
export const orderLineCell = (id: string): CellAddress => ({ table: 'order_line', row: id, column: 'contact_lens' });
export const orderLineMeasurementCell = (id: string): CellAddress => ({
  table: 'order_line',
  row: id,
  column: 'measurement',
});
const subjectOf = (owner: Owned): string => `${owner.ownerKind}:${owner.ownerId}`;

export function createVault(secret: string, clock: Clock): Vault {
  // Each subgraph derives its own key, so a key that leaks from one opens nothing of another.
  const keyEncryptionKey = createHash('sha256').update(`orders\n${secret}`).digest('base64');
  const cipher: PersonalCipher = personalCipher({ keyEncryptionKey, clock });
  return {
    seal: (db, owner, cell, value) => cipher.encrypt(db, subjectOf(owner), cell, JSON.stringify(value)),
    async open<T extends SealedValue>(
      db: Query,
      items: readonly { owner: Owned; cell: CellAddress; sealed: string }[],
    ) {
      const texts = await cipher.decryptMany(
        db,
        items.map(({ owner, cell, sealed }) => ({ subject: subjectOf(owner), cell, sealed })),
      );
      return texts.map((text) => (text === null ? null : (JSON.parse(text) as T)));
    },
    erase: (db, owner) => cipher.eraseSubject(db, subjectOf(owner)),
  };
}
