import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Papers sent in. The file is sealed under a key of its own, which is sealed under the person's; content stands in a table of its own
 * so that lists never touch it. Guarded like prescriptions.
 */
export class PrescriptionDocuments implements Migration {
  readonly name = '1764610000000-prescription-documents';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE prescription_document (
        id text PRIMARY KEY,
        prescription_id text REFERENCES prescription (id),
        owner_kind text NOT NULL CHECK (owner_kind IN ('customer', 'guest')),
        owner_id text NOT NULL,
        key_subject text NOT NULL,
        state text NOT NULL CHECK (state IN ('AWAITED', 'KEPT', 'REMOVED')),
        media_type text CHECK (media_type IN ('application/pdf', 'image/webp')),
        byte_count integer CHECK (byte_count > 0),
        width_px integer,
        height_px integer,
        sealed_key text,
        created_at timestamptz NOT NULL,
        CHECK ((state = 'KEPT') = (sealed_key IS NOT NULL)),
        CHECK (state <> 'KEPT' OR (media_type IS NOT NULL AND byte_count IS NOT NULL))
      );
      CREATE INDEX prescription_document_of ON prescription_document (prescription_id) WHERE prescription_id IS NOT NULL;
      CREATE INDEX prescription_document_owner ON prescription_document (owner_kind, owner_id, created_at);
      CREATE INDEX prescription_document_unused ON prescription_document (created_at) WHERE prescription_id IS NULL;
      CREATE TABLE prescription_document_content (
        document_id text PRIMARY KEY REFERENCES prescription_document (id) ON DELETE CASCADE,
        sealed bytea NOT NULL
      );
      -- Sealed bytes do not compress; trying costs time at each write.
      ALTER TABLE prescription_document_content ALTER COLUMN sealed SET STORAGE EXTERNAL;

      ALTER TABLE prescription_document ENABLE ROW LEVEL SECURITY;
      ALTER TABLE prescription_document FORCE ROW LEVEL SECURITY;
      CREATE POLICY prescription_document_of_reader ON prescription_document
        USING (may_see_owner(owner_kind, owner_id)) WITH CHECK (may_see_owner(owner_kind, owner_id));
      ALTER TABLE prescription_document_content ENABLE ROW LEVEL SECURITY;
      ALTER TABLE prescription_document_content FORCE ROW LEVEL SECURITY;
      CREATE POLICY prescription_document_content_of_reader ON prescription_document_content
        USING (EXISTS (SELECT 1 FROM prescription_document d WHERE d.id = document_id));
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE prescription_document_content, prescription_document;');
  }
}
