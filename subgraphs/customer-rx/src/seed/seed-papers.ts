import type { Principal } from '@opticworks/kernel';
import { keepDocument } from '../documents/keep-document.ts';
import { startUpload } from '../documents/start-upload.ts';
import type { CustomerRxParts } from '../parts.ts';
import { judgingContext } from '../prescriptions/judging-context.ts';
import { readTypedPrescription } from '../prescriptions/read-typed-prescription.ts';
import { savePrescription } from '../prescriptions/save-prescription.ts';

interface Person {
  id: string;
  name: string;
  email: string;
}

/** Two customers have sent the paper and leave the typing to an optician. One of the papers ends where the left eye begins. */
export async function seedPapers(parts: CustomerRxParts, people: readonly Person[]): Promise<void> {
  const sorted = [...people].sort((a, b) => (a.email < b.email ? -1 : 1));
  // Far apart in the alphabet, so that nobody takes them for one person.
  const [first, second] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  if (first) await sendPaper(parts, first, paper(first.name, ['OD (right)   -1.75   -0.50   x 80', 'OS (le']));
  if (second)
    await sendPaper(
      parts,
      second,
      paper(second.name, ['OD (right)   -2.50   -0.75   x 170', 'OS (left)    -2.25   -0.50   x 10', 'PD 63 mm']),
    );
}

async function sendPaper(parts: CustomerRxParts, { id, name }: Person, bytes: Buffer): Promise<void> {
  const principal: Principal = { kind: 'customer', id, userId: id };
  const place = await startUpload(parts, principal, null);
  await keepDocument(parts, principal, place.id, bytes);
  const context = await judgingContext(parts, null);
  const { draft } = readTypedPrescription({ patientName: name }, context.rules.thresholds);
  await savePrescription(
    parts,
    { draft, unreadable: [], source: 'DOCUMENT', patientName: name, segHeightMm: null, heightsMm: null, note: null },
    { principal, locale: 'en', confirmedWarnings: [], documentIds: [place.id], keepsExpired: false, paperOnly: true },
    context,
  );
}

/** One plain page. Written by hand, because its letters must not depend on the fonts of the machine. */
function paper(patient: string, lines: readonly string[]): Buffer {
  const rows = ['Bay Street Eye Care', 'Spectacle prescription', '', `Patient: ${patient}`, '', ...lines];
  const text = rows.map((row) => `(${row.replaceAll(/[\\()]/g, '')}) Tj T*`).join('\n');
  const content = `BT /F1 13 Tf 22 TL 48 330 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 380] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}
