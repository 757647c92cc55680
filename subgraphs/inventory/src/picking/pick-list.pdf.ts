import PDFDocument from 'pdfkit';
import type { PickLineType, PickTaskType } from './pick-task.type.ts';

const MARGIN = 42;
const COLUMNS = { bin: 42, item: 130, quantity: 440, done: 500 } as const;

/** A4, one line per walk to a bin, with a box to tick; big bin codes, because it is read at arm's length. */
export function pickListPdf(task: PickTaskType, lines: readonly PickLineType[]): NodeJS.ReadableStream {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { Title: `Pick list ${task.number}`, Subject: `Order ${task.orderNumber}` },
  });
  const right = pdf.page.width - MARGIN;

  pdf.font('Helvetica-Bold').fontSize(22).text(`Pick list ${task.number}`, MARGIN, MARGIN);
  pdf.font('Helvetica').fontSize(11).fillColor('#444444');
  const facts = [
    `Order ${task.orderNumber}`,
    task.destination === 'LAB' ? 'To the lab, in a tray' : 'Into the parcel',
    task.dueOn ? `Due ${task.dueOn}` : null,
    task.promise,
    task.assignedTo ? `Assigned to ${task.assignedTo}` : null,
  ];
  pdf.text(facts.filter((fact) => fact !== null).join('   ·   '), MARGIN, MARGIN + 30);

  let y = MARGIN + 66;
  pdf.fontSize(9).fillColor('#666666');
  pdf
    .text('BIN', COLUMNS.bin, y)
    .text('ITEM', COLUMNS.item, y)
    .text('PIECES', COLUMNS.quantity, y)
    .text('PICKED', COLUMNS.done, y);
  y += 16;
  for (const line of lines) {
    if (y > pdf.page.height - MARGIN - 50) {
      pdf.addPage();
      y = MARGIN;
    }
    pdf.moveTo(MARGIN, y).lineTo(right, y).lineWidth(0.5).strokeColor('#bbbbbb').stroke();
    pdf
      .fillColor('#000000')
      .font('Helvetica-Bold')
      .fontSize(14)
      .text(placeOf(line), COLUMNS.bin, y + 9, { width: 84 });
    pdf.fontSize(11).text(line.itemName, COLUMNS.item, y + 7, { width: 300, height: 14, ellipsis: true });
    const codes = [line.sku, line.gtin, line.lot ? `Lot ${line.lot}` : null]
      .filter((code) => code !== null)
      .join('   ');
    pdf
      .font('Helvetica')
      .fontSize(9)
      .fillColor('#555555')
      .text(codes, COLUMNS.item, y + 23, { width: 300 });
    pdf
      .font('Helvetica-Bold')
      .fontSize(14)
      .fillColor('#000000')
      .text(String(line.quantity), COLUMNS.quantity, y + 9);
    pdf
      .rect(COLUMNS.done + 8, y + 9, 15, 15)
      .lineWidth(1)
      .strokeColor('#000000')
      .stroke();
    if (line.pickedQuantity >= line.quantity) {
      pdf
        .moveTo(COLUMNS.done + 11, y + 17)
        .lineTo(COLUMNS.done + 15, y + 21)
        .lineTo(COLUMNS.done + 21, y + 11)
        .stroke();
    }
    y += 42;
  }
  pdf.end();
  return pdf;
}

function placeOf(line: PickLineType): string {
  if (line.fromLab) return 'From lab';
  if (line.waiting) return 'On order';
  return line.bin.code;
}
