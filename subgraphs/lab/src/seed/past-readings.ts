import { inspectionChecklist } from '@opticworks/optics';
import { openValues } from '../calculation/lab-vault.ts';
import type { InspectionRequest } from '../inspection/inspect-job.ts';
import type { NominalLensType } from '../inspection/inspection.type.ts';
import { inspectionPlan } from '../inspection/inspection-plan.ts';
import type { MeasuredEye } from '../inspection/read-measurements.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { PastLab } from './past-lab.ts';
import { people } from './past-people.ts';
import type { Random } from './seeded-random.ts';

/** How far the first lens is off: so far that everybody sees it, or a hair beyond the tolerance of its power. */
const FAR_OFF = 370;
const HAIR = 15;
/** Tolerance of the strongest meridian by the ANSI table: steady up to a power, then two per cent. */
const TOLERANCE = { single: { mdpt: 130, upTo: 6_500 }, progressive: { mdpt: 160, upTo: 8_000 } } as const;

function hairBeyond({ sphere, cylinder }: NominalLensType, isProgressive: boolean): number {
  const { mdpt, upTo } = TOLERANCE[isProgressive ? 'progressive' : 'single'];
  const strongest = Math.max(Math.abs(sphere), Math.abs(sphere + cylinder));
  return (strongest > upTo ? Math.round(strongest * 0.02) : mdpt) + HAIR;
}

const dioptres = (mdpt: number): string => (mdpt / 1_000).toFixed(2);

/** What a lensmeter showed of the pair: as calculated, with the small differences every lens has. */
export async function pastReadings(
  lab: PastLab,
  job: LabJobRow,
  random: Random,
  off: 'margin' | 'power' | null,
): Promise<Pick<InspectionRequest, 'od' | 'os'>> {
  const { parts } = lab;
  const [values] = await parts.database.transaction((tx) =>
    openValues(parts, tx, people.inspector, [job], 'inspection'),
  );
  if (!values) return {};
  const plan = inspectionPlan(
    parts,
    parts.inspection,
    job,
    { values, expected: null, items: inspectionChecklist },
    'en',
  );
  // A lens that stays is read as it was; what is off is off in the first lens that is made.
  const first = plan.lenses.findIndex(({ isMade }) => isMade);
  return Object.fromEntries(
    plan.lenses.map((lens, i) => {
      const offBy = off === null || i !== first ? 0 : off === 'power' ? FAR_OFF : hairBeyond(lens, plan.isProgressive);
      return [lens.eye.toLowerCase(), reading(lens, random, offBy)];
    }),
  );
}

function reading(lens: NominalLensType, random: Random, offBy: number): MeasuredEye {
  // Towards plus: a pair that is too weak is what happens.
  const sphere = lens.sphere + (offBy || random.pick([-40, -20, 0, 0, 20, 30]));
  const axis = lens.axis === null ? null : ((lens.axis + random.pick([-1, 0, 0, 1]) + 179) % 180) + 1;
  return {
    sphere: dioptres(sphere),
    cylinder: dioptres(lens.cylinder),
    axis,
    add: lens.add === null ? null : dioptres(lens.add),
    prismHorizontal: dioptres(lens.prismIn),
    prismVertical: dioptres(lens.prismUp),
    heightMm: lens.heightMm,
    pdMm: lens.pdMm,
    centreThicknessMm: lens.centreThicknessMm,
  };
}
