import { createHash } from 'node:crypto';
import { type CellAddress, type Clock, type Database, type PersonalCipher, personalCipher } from '@opticworks/kernel';
import type { ContactLensValue } from '@opticworks/schema';

type Query = Pick<Database, 'query'>;
interface Owned {
  ownerKind: string;
  ownerId: string;
}

/** Seals the parameters of contact lenses under the key of the person they are for. */
export interface Vault {
  seal(db: Query, owner: Owned, cell: CellAddress, value: ContactLensValue): Promise<string>;
  /** In the order of the items; null where the person was erased. */
  open(
    db: Query,
    items: readonly { owner: Owned; cell: CellAddress; sealed: string }[],
  ): Promise<(ContactLensValue | null)[]>;
  erase(db: Query, owner: Owned): Promise<void>;
}

export const cartLineCell = (id: string): CellAddress => ({ table: 'cart', row: id, column: 'contact_lens' });
export const orderLineCell = (id: string): CellAddress => ({ table: 'order_line', row: id, column: 'contact_lens' });
const subjectOf = (owner: Owned): string => `${owner.ownerKind}:${owner.ownerId}`;

export function createVault(secret: string, clock: Clock): Vault {
  // Each subgraph derives its own key, so a key that leaks from one opens nothing of another.
  const keyEncryptionKey = createHash('sha256').update(`orders\n${secret}`).digest('base64');
  const cipher: PersonalCipher = personalCipher({ keyEncryptionKey, clock });
  return {
    seal: (db, owner, cell, value) => cipher.encrypt(db, subjectOf(owner), cell, JSON.stringify(value)),
    async open(db, items) {
      const texts = await cipher.decryptMany(
        db,
        items.map(({ owner, cell, sealed }) => ({ subject: subjectOf(owner), cell, sealed })),
      );
      return texts.map((text) => (text === null ? null : (JSON.parse(text) as ContactLensValue)));
    },
    erase: (db, owner) => cipher.eraseSubject(db, subjectOf(owner)),
  };
}
