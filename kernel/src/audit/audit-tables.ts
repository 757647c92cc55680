/** The tables of the audit log, in the schema of whoever keeps one. */
export const AUDIT_TABLES = `
        CREATE TABLE IF NOT EXISTS audit_head (
          stream text PRIMARY KEY,
          position bigint NOT NULL,
          hash text NOT NULL
        );
        CREATE TABLE IF NOT EXISTS audit_entry (
          id text PRIMARY KEY,
          stream text NOT NULL,
          position bigint NOT NULL,
          actor text NOT NULL,
          action text NOT NULL,
          subject text NOT NULL,
          reason text,
          details jsonb NOT NULL,
          at timestamptz NOT NULL,
          previous_hash text NOT NULL,
          hash text NOT NULL,
          UNIQUE (stream, position)
        );
        CREATE INDEX IF NOT EXISTS audit_entry_subject ON audit_entry (subject, at);
`;
