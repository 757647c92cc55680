import type PDFDocument from 'pdfkit';
import type { InspectionType } from '../inspection/inspection.type.ts';
import { waivedValues } from '../inspection/waived-inspections.ts';

const INK = '#101828';
const GREY = '#667085';
const ALARM = '#b42318';

/** The standard fonts know neither the true minus nor the prism sign. */
const printable = (text: string): string => text.replaceAll('−', '-').replaceAll('Δ', ' pd');
const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * A page of its own behind the ticket for what a supervisor let pass: who, why, and each value with its limit. It is never folded away
 * into the notes, for whoever packs or fits the pair has to know.
 */
export function waiverPage(
  doc: InstanceType<typeof PDFDocument>,
  number: string,
  waived: readonly InspectionType[],
  page: { width: number; margin: number },
): void {
  if (waived.length === 0) return;
  doc.addPage();
  const { margin: x } = page;
  const width = page.width - 2 * x;
  const line = (text: string, size: number, colour: string, bold = false, gap = 3) =>
    doc
      .font(bold ? 'Helvetica-Bold' : 'Helvetica')
      .fontSize(size)
      .fillColor(colour)
      .text(printable(text), x, doc.y + gap, { width });
  doc.font('Helvetica-Bold').fontSize(16).fillColor(INK).text(`${number}: passed by waiver`, x, x, { width });
  for (const inspection of waived) {
    const { waiver, instrument } = inspection;
    if (!waiver) continue;
    line(`Let pass by ${waiver.supervisor}, ${minute(waiver.at)}`, 11, ALARM, true, 12);
    line(`Reason: ${waiver.reason}`, 10, INK);
    for (const value of waivedValues(inspection)) line(`· ${value}`, 10, INK, true);
    const measured = [
      `${inspection.stage === 'FINAL' ? 'Final' : 'Uncut'} inspection ${minute(inspection.at)} by ${inspection.inspector}`,
      instrument && `${instrument.code} ${instrument.name}`,
      `${inspection.profile}${inspection.edition ? ` (${inspection.edition})` : ''}`,
    ].filter(Boolean);
    line(measured.join(' · '), 8, GREY);
  }
}
