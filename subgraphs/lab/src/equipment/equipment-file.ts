import { calculateJob, type DcsPurpose, dcsJob, type MakingRules, writeDcs } from '@opticworks/optics';
import { frameOf, orderOf } from '../calculation/calculate-lenses.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { PresentTrace } from './equipment.queries.ts';

/**
 * The job in DCS/OMA text for one kind of reader: edger, generator, or another lab. Each lens is cut to its own side where the frame was
 * traced. Carries the job number and no name.
 * @throws Error when our own data cannot be written, which is a fault and not the reader's concern
 */
export function equipmentFile(
  job: LabJobRow,
  values: LabValues,
  purpose: DcsPurpose,
  trace: PresentTrace | null,
  rules: MakingRules,
): string {
  const frame = frameOf(job.frame, values, rules);
  const order = orderOf(job.lens);
  const heights = values.heights ? { heights: values.heights } : {};
  const eyes = job.remakeEyes?.map((eye) => (eye === 'OD' ? ('od' as const) : ('os' as const)));
  const { lenses } = calculateJob({
    rx: values.rx,
    pd: values.pd,
    frame,
    ...order,
    ...heights,
    ...(eyes ? { eyes } : {}),
    rules,
  });
  const [only] = eyes?.length === 1 ? eyes : [];
  const written = writeDcs(
    dcsJob(
      {
        jobId: job.number,
        eyes: only ?? 'both',
        rx: values.rx,
        pd: values.pd,
        frame: trace ? { ...frame, outline: { radii: trace.rightRadii } } : frame,
        ...(trace
          ? { leftOutline: { radii: trace.leftRadii }, carried: purpose === 'surfacing' ? [] : trace.carried }
          : {}),
        design: order.design,
        material: order.material,
        ...heights,
        ...(values.vertexMm === null ? {} : { vertexMm: values.vertexMm }),
        ...(values.pantoscopicTiltDeg === null ? {} : { pantoscopicTiltDeg: values.pantoscopicTiltDeg }),
        calculation: lenses,
      },
      purpose,
    ),
  );
  if (!written.ok)
    throw new Error(`The equipment file of ${job.number} cannot be written: ${written.errors[0]?.detail ?? 'unknown'}`);
  return written.text;
}
