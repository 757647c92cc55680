import type { SeedContext } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { seedInstruments } from './seed-instruments.ts';
import { seedPastJobs } from './seed-past-jobs.ts';

/** The lab of a demonstration: the instruments of its bench, and the jobs behind the orders that have left the house. */
export async function seedLab(parts: LabParts, context: SeedContext): Promise<void> {
  await seedInstruments(parts);
  await seedPastJobs(parts, context.log);
}
