import { openValues } from '../calculation/lab-vault.ts';
import type { InspectionRequest } from '../inspection/inspect-job.ts';
import type { NominalLensType } from '../inspection/inspection.type.ts';
import { inspectionPlan } from '../inspection/inspection-plan.ts';
import type { MeasuredEye } from '../inspection/read-measurements.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { PastLab } from './past-lab.ts';
import { people } from './past-people.ts';
import type { Random } from './seeded-random.ts';

/** How far the first lens is off: a hair beyond the tolerance of 0.13 D of a mild power, or so far that everybody sees it. */
const OFF_BY = { margin: 145, power: 370 } as const;

const dioptres = (mdpt: number): string => (mdpt / 1_000).toFixed(2);

/** What a lensmeter showed of the pair: as calculated, with the small differences every lens has. */
export async function pastReadings(
  lab: PastLab,
  job: LabJobRow,
  random: Random,
  off: keyof typeof OFF_BY | null,
): Promise<Pick<InspectionRequest, 'od' | 'os'>> {
  const { parts } = lab;
  const [values] = await parts.database.transaction((tx) =>
    openValues(parts, tx, people.inspector, [job], 'inspection'),
  );
  if (!values) return {};
  const plan = inspectionPlan(parts, parts.inspection, job, { values, expected: null }, 'en');
  const made = plan.lenses.filter(({ isMade }) => isMade);
  return Object.fromEntries(
    made.map((lens, i) => [lens.eye.toLowerCase(), reading(lens, random, off !== null && i === 0 ? OFF_BY[off] : 0)]),
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
