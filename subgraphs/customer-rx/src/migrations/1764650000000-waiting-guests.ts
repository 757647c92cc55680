import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** Guests whose order waits for a prescription: whose it is when staff type in what they hear on the telephone. */
export class WaitingGuests implements Migration {
  readonly name = '1764650000000-waiting-guests';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(
      'CREATE TABLE waiting_guest (order_id text PRIMARY KEY, guest_id text NOT NULL, since timestamptz NOT NULL)',
    );
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE waiting_guest');
  }
}
