import { actorOf, type Principal, type Tx } from '@opticworks/kernel';
import {
  canonical,
  type EyeRx,
  type FhirJson,
  formatPowerMachine,
  formatRx,
  type ImportedVisionPrescription,
  importVisionPrescription,
} from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import type { PrescriptionRow } from './prescription.rows.ts';
import { type ContactLensContent, type PrescriptionContent, readContent } from './prescription-content.ts';
import { PRESCRIPTION_AUDIT } from './read-contents.ts';

/** The file a prescription was imported from, when its values are typed anew: it stays with the correction. An audited read. */
export async function originalOf(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  corrected: PrescriptionRow,
): Promise<FhirJson | null> {
  const [row] = await tx.query<{ content: string }>('SELECT content FROM prescription WHERE id = $1', [corrected.id]);
  const text = row ? await parts.contents.open(tx, corrected.keySubject, corrected.id, row.content) : null;
  const original = text === null ? null : readContent(text).original;
  if (original)
    await tx.audit({
      stream: PRESCRIPTION_AUDIT,
      actor: actorOf(principal),
      action: 'prescription.read',
      subject: corrected.id,
      reason: 'its imported file stays with the correction',
    });
  return original;
}

/** What of a prescription is not as in the file it came from. */
export interface OriginalDifference {
  field: 'od' | 'os' | 'contactLenses.OD' | 'contactLenses.OS' | 'issuedOn' | 'prescriberName' | 'product';
  /** As in the file; null where it has nothing there. */
  original: string | null;
  now: string | null;
}

/** @returns null where nothing was imported; an empty list where everything is as in the file */
export function differencesFromOriginal(
  { issuedOn }: Pick<PrescriptionRow, 'issuedOn'>,
  content: PrescriptionContent,
): OriginalDifference[] | null {
  const imported = content.original && importVisionPrescription(content.original).prescription;
  if (!imported) return null;
  const eyes = (['od', 'os'] as const).map((eye) => different(eye, eyeText(imported[eye]), eyeText(content[eye])));
  const lenses = (['OD', 'OS'] as const).map((eye) =>
    different(
      `contactLenses.${eye}`,
      importedLensText(imported, eye),
      lensText(content.contactLenses.find((one) => one.eye === eye)),
    ),
  );
  const isGlasses = content.contactLenses.length === 0;
  const isSameProduct = isGlasses === Boolean(imported.od || imported.os);
  const found = [
    ...(isSameProduct ? [] : [different('product', isGlasses ? 'contact' : 'lens', isGlasses ? 'lens' : 'contact')]),
    // A file may hold both products; a prescription here is one of them.
    ...(isGlasses ? eyes : lenses),
    different('issuedOn', imported.issuedOn, issuedOn),
    different('prescriberName', importedPrescriber(imported), content.prescriberName),
  ];
  return found.filter((one) => one !== null);
}

const different = (
  field: OriginalDifference['field'],
  original: string | null,
  now: string | null,
): OriginalDifference | null => (original === now ? null : { field, original, now });

/** The name beside the reference; the reference itself is all there is where it has none. */
export function importedPrescriber({ original, prescriberReference }: ImportedVisionPrescription): string | null {
  const { prescriber } = original as { prescriber?: { display?: unknown } };
  return (typeof prescriber?.display === 'string' && prescriber.display.trim()) || prescriberReference;
}

/** The same lens in either notation is the same. */
const eyeText = (eye: ImportedVisionPrescription['od'] | EyeRx | null): string | null =>
  !eye || eye.sphere === null ? null : formatRx(canonical({ ...eye, cylinder: eye.cylinder ?? 0 } as EyeRx));

function importedLensText({ contacts }: ImportedVisionPrescription, eye: 'OD' | 'OS'): string | null {
  const lens = contacts[eye === 'OD' ? 'od' : 'os'];
  return lens
    ? textOf([
        formatPowerMachine(lens.power),
        lens.cylinder ? formatPowerMachine(lens.cylinder) : null,
        lens.axis,
        typeof lens.add === 'number' ? formatPowerMachine(lens.add) : lens.add,
        lens.baseCurveMm,
        lens.diameterMm,
        lens.brand,
        lens.colour,
      ])
    : null;
}

const lensText = (lens: ContactLensContent | undefined): string | null =>
  lens
    ? textOf([
        lens.power.replace('−', '-'),
        lens.cylinder?.replace('−', '-'),
        lens.axis,
        lens.add?.replace('−', '-'),
        lens.baseCurveMm ? Number(lens.baseCurveMm) : null,
        lens.diameterMm ? Number(lens.diameterMm) : null,
        lens.brand,
        lens.colour,
      ])
    : null;

const textOf = (values: readonly (string | number | null | undefined)[]): string =>
  values.map((value) => value ?? '–').join(' ');
