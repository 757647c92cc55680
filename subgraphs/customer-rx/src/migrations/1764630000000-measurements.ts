import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * Measurements of a person, sealed like prescriptions. A row is never changed: measuring again is a new row that names the one it takes
 * the place of. As with prescriptions two changes keep every value and stay possible: sealing anew when a guest signs in, and emptying
 * when the person is erased.
 */
export class Measurements implements Migration {
  readonly name = '1764630000000-measurements';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE measurement (
        id text PRIMARY KEY,
        owner_kind text NOT NULL CHECK (owner_kind IN ('customer', 'guest')),
        owner_id text NOT NULL,
        key_subject text NOT NULL,
        method text NOT NULL CHECK (method IN ('RULER', 'PUPILLOMETER', 'DIGITAL')),
        measured_at timestamptz NOT NULL,
        measured_by text NOT NULL,
        measured_by_id text NOT NULL,
        frame_sku text,
        content text NOT NULL,
        supersedes text REFERENCES measurement (id),
        recorded_at timestamptz NOT NULL,
        CHECK (supersedes IS NULL OR supersedes <> id)
      );
      CREATE INDEX measurement_owner ON measurement (owner_kind, owner_id, measured_at DESC, id DESC);
      CREATE UNIQUE INDEX measurement_supersedes ON measurement (supersedes) WHERE supersedes IS NOT NULL;

      ALTER TABLE measurement ENABLE ROW LEVEL SECURITY;
      ALTER TABLE measurement FORCE ROW LEVEL SECURITY;
      CREATE POLICY measurement_of_reader ON measurement
        USING (may_see_owner(owner_kind, owner_id)) WITH CHECK (may_see_owner(owner_kind, owner_id));

      CREATE FUNCTION keep_measurement() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        is_resealed boolean := OLD.owner_kind = 'guest' AND NEW.owner_kind = 'customer' AND NEW.key_subject <> OLD.key_subject;
      BEGIN
        IF TG_OP = 'DELETE' THEN
          RAISE EXCEPTION 'A measurement is not deleted' USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.id, NEW.method, NEW.measured_at, NEW.measured_by, NEW.measured_by_id, NEW.frame_sku, NEW.supersedes, NEW.recorded_at)
          IS DISTINCT FROM
           (OLD.id, OLD.method, OLD.measured_at, OLD.measured_by, OLD.measured_by_id, OLD.frame_sku, OLD.supersedes, OLD.recorded_at)
          OR (NEW.content <> OLD.content AND NEW.content <> '' AND NOT is_resealed)
          OR ((NEW.owner_kind, NEW.owner_id, NEW.key_subject) IS DISTINCT FROM (OLD.owner_kind, OLD.owner_id, OLD.key_subject) AND NOT is_resealed)
        THEN
          RAISE EXCEPTION 'A measurement is kept as it was recorded' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER measurement_kept BEFORE UPDATE OR DELETE ON measurement FOR EACH ROW EXECUTE FUNCTION keep_measurement();
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE measurement; DROP FUNCTION keep_measurement();');
  }
}
