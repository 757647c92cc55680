import type { Migration, MigrationRunner } from '@opticworks/kernel';

/**
 * What the code promises, held by the database as well: values that somebody may work from never change. ENTERED is the draft and may
 * be edited until something is ordered with it; from then on a correction is a new row. The moves are those of
 * `prescription.state.ts`. Two changes of the content stay possible, because both keep every value: sealing it anew under the key of
 * the account its guest signed in to, and emptying it when the person is erased. Steps of the history are kept as they were written;
 * only their sealed notes follow the same two changes.
 */
export class ActivePrescriptionsAreKept implements Migration {
  readonly name = '1764600000000-active-prescriptions-are-kept';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      ALTER TABLE prescription ADD COLUMN checked_by text, ADD COLUMN checked_by_id text, ADD COLUMN checked_at timestamptz,
        ADD COLUMN reviewed_by_id text,
        ADD CONSTRAINT prescription_checked_by_one CHECK ((checked_by_id IS NULL) = (checked_at IS NULL)),
        ADD CONSTRAINT prescription_four_eyes CHECK (checked_by_id IS NULL OR checked_by_id IS DISTINCT FROM reviewed_by_id);

      CREATE FUNCTION keep_active_prescription() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        is_draft boolean := OLD.status = 'ENTERED' AND OLD.used_at IS NULL;
        is_resealed boolean := OLD.owner_kind = 'guest' AND NEW.owner_kind = 'customer' AND NEW.key_subject <> OLD.key_subject;
        is_erased boolean := NEW.content = '' AND NEW.status = 'REVOKED';
      BEGIN
        IF NEW.status <> OLD.status AND NOT is_erased AND NOT (
          (OLD.status = 'ENTERED' AND NEW.status IN ('IN_REVIEW', 'SIGNED_OFF', 'REJECTED', 'REVOKED')) OR
          (OLD.status = 'IN_REVIEW' AND NEW.status IN ('SIGNED_OFF', 'REJECTED', 'REVOKED')) OR
          (OLD.status = 'SIGNED_OFF' AND NEW.status IN ('REJECTED', 'REVOKED')) OR
          (OLD.status = 'REJECTED' AND NEW.status = 'REVOKED'))
        THEN
          RAISE EXCEPTION 'A prescription does not move from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.content <> OLD.content AND NOT is_draft AND NOT is_resealed AND NOT is_erased THEN
          RAISE EXCEPTION 'The values of an active prescription are kept' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT is_draft AND (NEW.product, NEW.source, NEW.issued_on, NEW.expires_on, NEW.supersedes, NEW.created_at, NEW.entered_by)
          IS DISTINCT FROM (OLD.product, OLD.source, OLD.issued_on, OLD.expires_on, OLD.supersedes, OLD.created_at, OLD.entered_by)
        THEN
          RAISE EXCEPTION 'The paper of an active prescription is kept' USING ERRCODE = 'check_violation';
        END IF;
        IF (NEW.owner_kind, NEW.owner_id) IS DISTINCT FROM (OLD.owner_kind, OLD.owner_id) AND NOT is_resealed THEN
          RAISE EXCEPTION 'A prescription changes its owner only when a guest signs in' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER prescription_kept BEFORE UPDATE ON prescription FOR EACH ROW EXECUTE FUNCTION keep_active_prescription();

      CREATE FUNCTION keep_ordered_prescription() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.status <> 'ENTERED' OR OLD.used_at IS NOT NULL THEN
          RAISE EXCEPTION 'An active prescription is not deleted' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
      END $$;
      CREATE TRIGGER prescription_not_deleted BEFORE DELETE ON prescription FOR EACH ROW EXECUTE FUNCTION keep_ordered_prescription();

      CREATE FUNCTION keep_prescription_step() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.id, NEW.prescription_id, NEW.at, NEW.kind, NEW.actor) IS DISTINCT FROM (OLD.id, OLD.prescription_id, OLD.at, OLD.kind, OLD.actor)
          OR (OLD.note IS NULL AND NEW.note IS NOT NULL)
        THEN
          RAISE EXCEPTION 'The history of a prescription is kept' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER prescription_step_kept BEFORE UPDATE ON prescription_event
        FOR EACH ROW EXECUTE FUNCTION keep_prescription_step();
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER prescription_step_kept ON prescription_event;
      DROP TRIGGER prescription_not_deleted ON prescription;
      DROP TRIGGER prescription_kept ON prescription;
      DROP FUNCTION keep_prescription_step(), keep_ordered_prescription(), keep_active_prescription();
      ALTER TABLE prescription DROP CONSTRAINT prescription_four_eyes, DROP CONSTRAINT prescription_checked_by_one,
        DROP COLUMN checked_by, DROP COLUMN checked_by_id, DROP COLUMN checked_at, DROP COLUMN reviewed_by_id;
    `);
  }
}
