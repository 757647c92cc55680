import { AUDIT_TABLES } from '../audit/audit-tables.ts';
import type { Migration } from './migration.ts';

/** Tables every part needs in its own schema. They run before the part's own changes. */
export const kernelMigrations: readonly Migration[] = [
  {
    name: '1000000000001-kernel-tables',
    async up(q) {
      await q.query(`
        CREATE TABLE outbox (
          sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
          id text NOT NULL UNIQUE,
          name text NOT NULL,
          aggregate text NOT NULL,
          aggregate_id text NOT NULL,
          topics text[] NOT NULL,
          payload jsonb NOT NULL,
          occurred_at timestamptz NOT NULL,
          trace text,
          published_at timestamptz
        );
        CREATE INDEX outbox_unpublished ON outbox (sequence) WHERE published_at IS NULL;
        CREATE INDEX outbox_position ON outbox (xid, sequence);
        CREATE TABLE outbox_window (
          only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
          xid xid8 NOT NULL,
          sequence bigint NOT NULL
        );
        INSERT INTO outbox_window (xid, sequence) VALUES ('0', 0);

        CREATE TABLE inbox (
          position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          consumer text NOT NULL,
          event_id text NOT NULL,
          name text NOT NULL,
          source text NOT NULL,
          aggregate text NOT NULL,
          aggregate_id text NOT NULL,
          source_sequence bigint NOT NULL,
          payload jsonb NOT NULL,
          occurred_at timestamptz NOT NULL,
          trace text,
          state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'dead')),
          attempts integer NOT NULL DEFAULT 0,
          next_attempt_at timestamptz,
          last_error text,
          received_at timestamptz NOT NULL DEFAULT now(),
          settled_at timestamptz,
          UNIQUE (consumer, event_id)
        );
        CREATE INDEX inbox_pending ON inbox (source, aggregate, aggregate_id, source_sequence, position) WHERE state = 'pending';
        CREATE INDEX inbox_due ON inbox (position) WHERE state = 'pending';
        CREATE INDEX inbox_dead ON inbox (position) WHERE state = 'dead';
        CREATE INDEX inbox_settled ON inbox (settled_at) WHERE state = 'done';

        ${AUDIT_TABLES}
        CREATE TABLE idempotency_key (
          scope text NOT NULL,
          key text NOT NULL,
          request_hash text NOT NULL,
          response jsonb,
          created_at timestamptz NOT NULL,
          PRIMARY KEY (scope, key)
        );
        CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

        CREATE TABLE personal_key (
          subject text NOT NULL,
          version integer NOT NULL,
          wrapped_key bytea,
          created_at timestamptz NOT NULL,
          erased_at timestamptz,
          PRIMARY KEY (subject, version)
        );

        CREATE TABLE webhook_inbox (
          id text PRIMARY KEY,
          provider text NOT NULL,
          event_id text NOT NULL,
          headers jsonb NOT NULL,
          raw_body bytea NOT NULL,
          received_at timestamptz NOT NULL,
          state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
          attempts integer NOT NULL DEFAULT 0,
          last_error text,
          settled_at timestamptz,
          UNIQUE (provider, event_id)
        );
        CREATE INDEX webhook_inbox_pending ON webhook_inbox (received_at) WHERE state = 'pending';
      `);
    },
    async down(q) {
      await q.query(
        'DROP TABLE webhook_inbox, personal_key, idempotency_key, audit_entry, audit_head, inbox, outbox_window, outbox',
      );
    },
  },
];
