import type { Migration, MigrationRunner } from '@opticworks/kernel';

/** What work and goods of the lab cost by the book, and what each remake cost whom. Remakes from before keep their reason and party. */
export class RemakeCosts implements Migration {
  readonly name = '1764540000000-remake-costs';

  async up(q: MigrationRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lab_standard_cost (
        kind text NOT NULL CHECK (kind IN ('FINISHED_BLANK', 'SURFACED_BLANK', 'DESIGN', 'TREATMENT', 'FRAME', 'LABOUR', 'SHIPPING')),
        -- Of the material, design, treatment or work; '*' for every other one.
        code text NOT NULL CHECK (code <> ''),
        amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        PRIMARY KEY (kind, code)
      );
      INSERT INTO lab_standard_cost (kind, code, amount_minor, currency) VALUES
        ('FINISHED_BLANK', '*', 450, 'USD'), ('FINISHED_BLANK', 'cr39', 250, 'USD'), ('FINISHED_BLANK', 'polycarbonate', 420, 'USD'),
        ('FINISHED_BLANK', 'index-160', 640, 'USD'), ('FINISHED_BLANK', 'index-167', 950, 'USD'), ('FINISHED_BLANK', 'index-174', 1610, 'USD'),
        ('SURFACED_BLANK', '*', 720, 'USD'), ('SURFACED_BLANK', 'cr39', 333, 'USD'), ('SURFACED_BLANK', 'polycarbonate', 576, 'USD'),
        ('SURFACED_BLANK', 'index-160', 864, 'USD'), ('SURFACED_BLANK', 'index-167', 1422, 'USD'), ('SURFACED_BLANK', 'index-174', 2610, 'USD'),
        ('DESIGN', '*', 0, 'USD'), ('DESIGN', 'progressive-standard', 900, 'USD'), ('DESIGN', 'progressive-premium', 1800, 'USD'),
        ('DESIGN', 'progressive-custom', 2600, 'USD'), ('DESIGN', 'office', 1100, 'USD'),
        ('TREATMENT', '*', 300, 'USD'), ('TREATMENT', 'uv400', 0, 'USD'), ('TREATMENT', 'ar-premium', 700, 'USD'),
        ('TREATMENT', 'photochromic', 1400, 'USD'), ('TREATMENT', 'polarised', 1500, 'USD'),
        ('FRAME', '*', 3500, 'USD'),
        ('LABOUR', 'surfacing', 650, 'USD'), ('LABOUR', 'finishing', 500, 'USD'),
        ('SHIPPING', '*', 850, 'USD');

      CREATE TABLE lab_remake (
        job_id text PRIMARY KEY REFERENCES lab_job (id) ON DELETE CASCADE,
        -- The first job of the chain: a remake of a remake counts for it too.
        original_id text NOT NULL REFERENCES lab_job (id),
        sequence integer NOT NULL CHECK (sequence > 0),
        reason_group text NOT NULL,
        default_party text NOT NULL,
        charged_party text NOT NULL,
        party_reason text,
        party_by text,
        replaces_frame boolean NOT NULL,
        lenses_minor bigint NOT NULL CHECK (lenses_minor >= 0),
        frame_minor bigint NOT NULL CHECK (frame_minor >= 0),
        labour_minor bigint NOT NULL CHECK (labour_minor >= 0),
        shipping_minor bigint NOT NULL CHECK (shipping_minor >= 0),
        currency text NOT NULL,
        policy text,
        started_by text NOT NULL,
        note text,
        UNIQUE (original_id, sequence),
        CHECK ((default_party = charged_party) OR (party_reason IS NOT NULL AND party_by IS NOT NULL))
      );
    `);
  }

  async down(q: MigrationRunner): Promise<void> {
    await q.query('DROP TABLE lab_remake, lab_standard_cost;');
  }
}
