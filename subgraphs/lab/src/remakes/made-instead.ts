import { refuse } from '@opticworks/kernel';
import {
  findingMessage,
  type RemakeChange,
  type RemakeReason,
  remakeNeeds,
  waitsForStock,
  withMeasured,
} from '@opticworks/optics';
import type { FrameGeometryValue, LensChoiceValue } from '@opticworks/schema';
import { ReadPairParts } from '@opticworks/schema/operations/catalog';
import { ReadPrescription } from '@opticworks/schema/operations/customer-rx';
import { calculateLenses, orderOf } from '../calculation/calculate-lenses.ts';
import { rulesOfJob } from '../calculation/job-rules.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import { withFellow } from './fellow-lens.rules.ts';
import { readFellow } from './fellow-lens.ts';
import { REMAKE_ERRORS } from './remake.errors.ts';

/** What is made otherwise than in the job before; null or absent where it stays. */
export interface RemakeChanges {
  /** Signed off, of the same account. */
  prescriptionId?: string | null;
  /** Of the same account. */
  measurementId?: string | null;
  designId?: string | null;
  materialId?: string | null;
  treatmentIds?: readonly string[] | null;
  /** Of treatments that are made in colours; what is left out keeps its own. */
  colours?: readonly { treatmentId: string; colourCode: string; absorptionPercent?: number | null }[] | null;
  frameSku?: string | null;
}

/** What a remake is made of. */
export interface MadeInstead {
  prescriptionId: string;
  lens: LensChoiceValue;
  frame: FrameGeometryValue;
  changed: RemakeChange[];
}

type Before = Pick<LabJobRow, 'prescriptionId' | 'lens' | 'frame'>;

/** What differs between a job and the one it remakes. */
export function changesBetween(before: Before, after: Before): RemakeChange[] {
  const isOther: Record<RemakeChange, boolean> = {
    prescription: before.prescriptionId !== after.prescriptionId,
    measurement: (before.lens.measurementId ?? null) !== (after.lens.measurementId ?? null),
    design: before.lens.designCode !== after.lens.designCode,
    material: before.lens.materialCode !== after.lens.materialCode,
    treatments: treatmentsOf(before.lens) !== treatmentsOf(after.lens),
    frame: before.frame.sku !== after.frame.sku,
  };
  return (Object.keys(isOther) as RemakeChange[]).filter((what) => isOther[what]);
}

/** A tint in another colour is another treatment. */
function treatmentsOf({ treatmentCodes, colours }: LensChoiceValue): string {
  const colourOf = (code: string) => {
    const one = colours?.find(({ treatmentCode }) => treatmentCode === code);
    return one ? `${code}/${one.colourCode}/${one.absorptionPercent ?? ''}` : code;
  };
  return [...treatmentCodes].map(colourOf).sort().join(' ');
}

/**
 * Reads the parts a remake is made of, and holds them against the rules of making: what cannot be made is refused now, not found at the
 * bench. The catalogue and the prescription desk are asked only for what is another one.
 * @throws CHANGE_UNKNOWN, PRESCRIPTION_NOT_SIGNED_OFF, BOTH_LENSES_CHANGE, CHANGE_NOT_POSSIBLE
 */
export async function madeInstead(
  parts: LabParts,
  job: LabJobRow,
  eyes: readonly ('OD' | 'OS')[],
  changes: RemakeChanges,
): Promise<MadeInstead> {
  const { lens, frame } = await otherParts(parts, job, changes);
  const made = { prescriptionId: changes.prescriptionId ?? job.prescriptionId, lens, frame };
  const changed = changesBetween(job, made);
  const ofBoth = changed.filter((what) => ['design', 'material', 'treatments', 'frame'].includes(what));
  if (ofBoth.length > 0 && eyes.length < 2)
    refuse(REMAKE_ERRORS.BOTH_LENSES_CHANGE, { number: job.number, what: ofBoth.join(', ') });
  if (changed.length > 0) await insistItCanBeMade(parts, job, eyes, made, changed);
  return { ...made, changed };
}

async function otherParts(
  parts: LabParts,
  job: LabJobRow,
  changes: RemakeChanges,
): Promise<Pick<MadeInstead, 'lens' | 'frame'>> {
  const { designId, materialId, treatmentIds, colours, frameSku } = changes;
  const measured = changes.measurementId ? { measurementId: changes.measurementId } : {};
  if (!designId && !materialId && !treatmentIds && !colours && !frameSku)
    return { lens: { ...job.lens, ...measured }, frame: job.frame };
  const read = await parts.caller.call(ReadPairParts, {
    designId: designId ?? job.lens.designId,
    materialId: materialId ?? job.lens.materialId,
    treatmentIds: [...(treatmentIds ?? job.lens.treatmentIds)],
    // What is asked counts before what it was.
    colours: [...(colours ?? []), ...(job.lens.colours ?? [])],
    frameSku: frameSku ?? null,
  });
  const { design, material, treatments } = read;
  if (read.unknown.length > 0 || !design || !material)
    refuse(REMAKE_ERRORS.CHANGE_UNKNOWN, { what: read.unknown.join(', ') });
  const names = treatments.map(({ name }) => name);
  return {
    lens: {
      ...job.lens,
      ...measured,
      designId: design.id,
      designCode: design.code,
      designName: design.name,
      materialId: material.id,
      materialCode: material.code,
      materialName: material.name,
      treatmentIds: treatments.map(({ id }) => id),
      treatmentCodes: treatments.map(({ code }) => code),
      treatmentNames: names,
      colours: read.colours,
      houseNames: { design: design.name, material: material.name, treatments: names },
    },
    frame: read.frame ?? job.frame,
  };
}

async function insistItCanBeMade(
  parts: LabParts,
  job: LabJobRow,
  eyes: readonly ('OD' | 'OS')[],
  made: Omit<MadeInstead, 'changed'>,
  changed: readonly RemakeChange[],
): Promise<void> {
  const read = await parts.caller.call(ReadPrescription, {
    prescriptionId: made.prescriptionId,
    owner: { kind: job.ownerKind, id: job.ownerId },
    reason: `remake of lab job ${job.number}`,
    measurementId: made.lens.measurementId ?? null,
  });
  if (changed.includes('prescription') && (read.status !== 'SIGNED_OFF' || read.prescription.product !== 'GLASSES'))
    refuse(REMAKE_ERRORS.PRESCRIPTION_NOT_SIGNED_OFF);
  const fellow = await readFellow(parts, { id: job.id, eyes });
  const rules = fellow ? rulesOfJob(fellow.job, await parts.making()) : await parts.making();
  const design = rules.designs[orderOf(made.lens).design] ?? {};
  const prescription = withMeasured(read.prescription, read.measurement, made.frame.sku, design);
  const { calculated, ...rest } = calculateLenses(prescription, made.lens, made.frame, rules, {
    today: parts.clock.today(),
    eyes,
  });
  const problem =
    calculated === null
      ? (rest as { problem: Parameters<typeof findingMessage>[0] }).problem
      : (fellow ? withFellow(calculated.values, fellow.lens, true) : calculated.values).problems.find(
          (one) => !waitsForStock(one),
        );
  if (problem) refuse(REMAKE_ERRORS.CHANGE_NOT_POSSIBLE, { why: findingMessage(problem, 'en') });
}

/** Whoever says that something was wrong says what it is made with instead. @throws REMAKE_CHANGES_NOTHING */
export function insistOnChange(reason: RemakeReason, changed: readonly RemakeChange[]): void {
  const needed = remakeNeeds[reason];
  if (needed && !needed.some((what) => changed.includes(what)))
    refuse(REMAKE_ERRORS.REMAKE_CHANGES_NOTHING, { reason, what: needed.join(' or ') });
}
