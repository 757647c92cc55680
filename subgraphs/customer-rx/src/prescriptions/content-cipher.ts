import { type Clock, personalCipher, type Tx } from '@opticworks/kernel';

/** Seals and opens what must not be readable in a table, a dump or a backup. Each subject (a customer, a guest) has its own key. */
export interface ContentCipher {
  /** @param row id of the row it is stored in; the ciphertext opens nowhere else */
  seal(tx: Tx, subject: string, row: string, text: string): Promise<string>;
  /** Null when the subject was erased. */
  open(tx: Tx, subject: string, row: string, sealed: string): Promise<string | null>;
  /** Many at once with one look-up of keys, in the order given. */
  openAll(tx: Tx, items: readonly SealedItem[]): Promise<(string | null)[]>;
  /** Destroys the key. @returns whether there was one */
  forget(tx: Tx, subject: string): Promise<boolean>;
}

export interface SealedItem {
  subject: string;
  row: string;
  sealed: string;
}

/** Row ids carry their kind, so one place name serves prescriptions, notes and dates of birth. */
const cell = (row: string) => ({ table: 'customer_rx', row, column: 'sealed' });

/** The kernel's personal cipher, in the words of this subgraph. An erased row is empty and opens to null. */
export function personalContentCipher(keyEncryptionKey: string, clock: Clock): ContentCipher {
  const cipher = personalCipher({ keyEncryptionKey, clock });
  return {
    seal: (tx, subject, row, text) => cipher.encrypt(tx, subject, cell(row), text),
    async open(tx, subject, row, sealed) {
      return (await this.openAll(tx, [{ subject, row, sealed }]))[0] ?? null;
    },
    async openAll(tx, items) {
      const full = items.filter(({ sealed }) => sealed !== '');
      const texts = await cipher.decryptMany(
        tx,
        full.map(({ subject, row, sealed }) => ({ subject, cell: cell(row), sealed })),
      );
      const opened = new Map(full.map((item, i) => [item, texts[i] ?? null]));
      return items.map((item) => opened.get(item) ?? null);
    },
    async forget(tx, subject) {
      const wasErased = await cipher.isErased(tx, subject);
      if (!wasErased) await cipher.eraseSubject(tx, subject);
      return !wasErased;
    },
  };
}
