import type { Tx } from '@opticworks/kernel';
import {
  type CentrationRules,
  calculateJob,
  type DcsPurpose,
  dcsJob,
  type Eye,
  type EyeRx,
  type LensCalculation,
  type LensDesign,
  type LensmeterEyes,
  type MakingRules,
  writeDcs,
} from '@opticworks/optics';
import { measuredOnBlank } from '../blanks/blank.rules.ts';
import { frameOf, orderOf } from '../calculation/calculate-lenses.ts';
import { rulesOfJob } from '../calculation/job-rules.ts';
import { type LabValues, wornOf } from '../calculation/lab-values.ts';
import { readingDropOf } from '../calculation/prescription-rules.ts';
import { readExpected } from '../inspection/expected-readings.ts';
import { nominalPair } from '../inspection/nominal-pair.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import { lineHeightOf } from '../wear/slab-line.rules.ts';
import type { SlabOffDecision } from '../wear/slab-off.rules.ts';
import { readSlabOff } from '../wear/slab-off.ts';
import { type PresentTrace, presentTrace } from './equipment.queries.ts';

/** What a file is written from beside the calculation. */
export interface FileParts {
  trace: PresentTrace | null;
  /** Marked base of the very blanks as measured, dioptres. */
  measuredBases: Partial<Record<Eye, number>>;
  /** What the maker of a compensated lens says the lensmeter will show. */
  expected: LensmeterEyes | null;
  slabOff: SlabOffDecision | null;
}

export async function filePartsOf(parts: LabParts, query: Tx['query'], job: LabJobRow): Promise<FileParts> {
  const bases = await query<{ eye: 'OD' | 'OS'; base: number }>(
    `SELECT l.eye, b.measured_base_mdpt / 1000.0::float8 AS base FROM lab_lens l
     JOIN lab_lens_blank b ON b.lens_id = l.id AND b.attempt = l.attempt
     WHERE l.job_id = $1 AND l.kind = 'SURFACED' AND b.measured_base_mdpt IS NOT NULL`,
    [job.id],
  );
  return {
    trace: await presentTrace(query, job.id),
    measuredBases: Object.fromEntries(bases.map(({ eye, base }) => [sideOf(eye), base])),
    expected: await readExpected(parts, { query }, job),
    slabOff: await readSlabOff(parts, query, job),
  };
}

const sideOf = (eye: 'OD' | 'OS'): Eye => (eye === 'OD' ? 'od' : 'os');

/**
 * The job in DCS/OMA text for one kind of reader: edger, generator, or another lab. Each lens is cut to its own side where the frame was
 * traced, on the base of the blank that was taken, with the back curve that makes up for what that blank measures. Powers are the ordered
 * ones; what the lensmeter must show goes beside them. Another lab reckons all that for itself. Carries the job number and no name.
 * @param today rules of the house; those the job was calculated by count before them
 * @throws Error when our own data cannot be written, which is a fault and not the reader's concern
 */
export function equipmentFile(
  job: LabJobRow,
  values: LabValues,
  purpose: DcsPurpose,
  { trace, measuredBases, expected, slabOff }: FileParts,
  today: MakingRules,
): string {
  const rules = rulesOfJob(job, today);
  const frame = frameOf(job.frame, values, rules);
  const order = orderOf(job.lens);
  const heights = values.heights ? { heights: values.heights } : {};
  const eyes = job.remakeEyes?.map(sideOf);
  const ground = values.lenses.find(({ slab }) => slab);
  const { lenses } = calculateJob({
    rx: values.rx,
    pd: values.pd,
    frame,
    ...order,
    ...heights,
    ...(eyes ? { eyes } : {}),
    worn: wornOf(values),
    bases: Object.fromEntries(values.lenses.map(({ eye, baseCurve }) => [sideOf(eye), baseCurve])),
    rules,
    readingDropMm: readingDropOf(values),
    ...(values.wearProfile ? { wearProfile: values.wearProfile } : {}),
    ...(ground?.slab
      ? {
          slab: {
            eye: sideOf(ground.eye),
            prism: ground.slab.prism,
            ...(slabOff?.lineHeightMm == null ? {} : { lineHeightMm: slabOff.lineHeightMm }),
          },
        }
      : {}),
  });
  const calculation = lenses.map((lens): LensCalculation => {
    const measured = measuredBases[lens.eye];
    return measured === undefined ? lens : measuredOnBlank(lens, measured, rules.materials[order.material]);
  });
  const [only] = eyes?.length === 1 ? eyes : [];
  const isCompensated = values.wear === 'COMPENSATED' || expected !== null || rules.designs[order.design].isFreeForm;
  const fitted = values.fittedVertexMm ?? values.vertexMm;
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
        ...(fitted === null ? {} : { vertexMm: fitted }),
        ...(values.pantoscopicTiltDeg === null ? {} : { pantoscopicTiltDeg: values.pantoscopicTiltDeg }),
        ...(ground?.slab
          ? {
              slabOff: {
                eye: sideOf(ground.eye),
                prism: ground.slab.prism,
                lineHeightMm: lineHeightOf(ground.slab.lineUpMm, job.frame),
              },
            }
          : {}),
        ...(isCompensated && purpose !== 'order'
          ? {
              expected: lensmeterValues(
                values,
                { design: rules.designs[order.design], centration: rules.centration },
                expected,
                eyes ?? ['od', 'os'],
              ),
            }
          : {}),
        calculation,
        rules,
      },
      purpose,
    ),
  );
  if (!written.ok)
    throw new Error(`The equipment file of ${job.number} cannot be written: ${written.errors[0]?.detail ?? 'unknown'}`);
  return written.text;
}

/** The very values an inspection holds the lenses against, thinning prism included. */
function lensmeterValues(
  values: LabValues,
  by: { design: LensDesign; centration: CentrationRules },
  expected: LensmeterEyes | null,
  eyes: readonly Eye[],
): Partial<Record<Eye, EyeRx>> {
  const nominal = nominalPair(values, by, expected ?? {});
  const of = ({ sphere, cylinder, axis, add, prisms }: (typeof nominal)['od']): EyeRx => ({
    sphere,
    cylinder,
    axis,
    add: add ?? null,
    prisms: [...(prisms ?? [])],
  });
  return Object.fromEntries(eyes.map((eye) => [eye, of(nominal[eye])]));
}
