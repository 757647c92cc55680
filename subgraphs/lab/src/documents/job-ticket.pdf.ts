import {
  findingMessage,
  formatPower,
  formatPrism,
  formatRx,
  monocularNearPd,
  type WearCompensation,
} from '@opticworks/optics';
import bwipjs from 'bwip-js/node';
import PDFDocument from 'pdfkit';
import { centrationOfJob, designOfJob } from '../calculation/job-rules.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import type { InspectionType } from '../inspection/inspection.type.ts';
import { benchNames } from '../jobs/bench-names.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LensRow } from '../jobs/lab-job.loader.ts';
import { lensWorkView } from '../jobs/lens-work.view.ts';
import { hasCoating } from '../jobs/move-job.ts';
import { lineHeightOf } from '../wear/slab-line.rules.ts';
import { type SlabOffDecision, slabOffAdvice } from '../wear/slab-off.rules.ts';
import { waiverPage } from './waiver-page.pdf.ts';

const A5 = { width: 420, height: 595 };
const MARGIN = 28;
const GREY = '#667085';
const INK = '#101828';
const LINE = '#d0d5dd';

/**
 * The ticket that lies in the tray: A5, everything the bench needs, codes to scan, the outline in true size. It names no person: the job
 * number is the link.
 */
export async function jobTicketPdf(
  job: LabJobRow,
  values: LabValues,
  lenses: readonly LensRow[],
  { slabOff, waived }: { slabOff: SlabOffDecision | null; waived: readonly InspectionType[] },
): Promise<Buffer> {
  const doc = new PDFDocument({ size: [A5.width, A5.height], margin: MARGIN, info: { Title: `Job ${job.number}` } });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));

  await header(doc, job, waived.length);
  frameBlock(doc, job, values);
  lensTable(doc, values, lenses);
  centration(doc, job, values);
  stages(doc, job);
  notes(doc, job, values, slabOff);
  waiverPage(doc, job.number, waived, { width: A5.width, margin: MARGIN });
  doc.end();
  return finished;
}

type Doc = InstanceType<typeof PDFDocument>;

async function header(doc: Doc, job: LabJobRow, waived: number): Promise<void> {
  const barcode = await bwipjs.toBuffer({
    bcid: 'code128',
    text: job.trayCode ?? job.number,
    scale: 3,
    height: 11,
    includetext: false,
  });
  doc.fillColor(INK).font('Helvetica-Bold').fontSize(22).text(job.number, MARGIN, MARGIN);
  doc
    .font('Helvetica')
    .fontSize(9)
    .fillColor(GREY)
    .text(`Order ${job.orderNumber}${job.remakeOfId ? ' · remake' : ''}`, MARGIN, MARGIN + 26);
  doc.image(barcode, A5.width - MARGIN - 150, MARGIN, { width: 150, height: 34 });
  doc
    .fillColor(INK)
    .font('Helvetica-Bold')
    .fontSize(11)
    .text(`Tray ${job.trayCode ?? 'not assigned'}`, A5.width - MARGIN - 150, MARGIN + 38, {
      width: 150,
      align: 'right',
    });
  if (job.rush) {
    doc.roundedRect(MARGIN, MARGIN + 42, 46, 15, 3).fill('#b42318');
    doc
      .fillColor('white')
      .font('Helvetica-Bold')
      .fontSize(9)
      .text('RUSH', MARGIN, MARGIN + 46, { width: 46, align: 'center' });
  }
  if (waived > 0) {
    doc.roundedRect(A5.width - MARGIN - 236, MARGIN + 42, 76, 15, 3).fill('#b42318');
    doc
      .fillColor('white')
      .font('Helvetica-Bold')
      .fontSize(9)
      .text('WAIVED, see p. 2', A5.width - MARGIN - 236, MARGIN + 46, { width: 76, align: 'center' });
  }
  doc
    .fillColor(INK)
    .font('Helvetica')
    .fontSize(10)
    .text(
      `Due ${job.dueOn ?? '–'}${job.dueTime ? `, ${job.dueTime}` : ''}`,
      job.rush ? MARGIN + 54 : MARGIN,
      MARGIN + 45,
    );
  rule(doc, MARGIN + 66);
}

function frameBlock(doc: Doc, job: LabJobRow, values: LabValues): void {
  const { frame } = job;
  const names = benchNames(job.lens);
  const top = MARGIN + 76;
  doc.font('Helvetica-Bold').fontSize(10).fillColor(INK).text(job.frameName, MARGIN, top, { width: 190 });
  doc.font('Helvetica').fontSize(9).fillColor(GREY);
  doc.text(`${job.frameSku} · ${frame.rim.toLowerCase()} rim`, MARGIN, doc.y + 2, { width: 190 });
  boxedSize(doc, job, MARGIN, doc.y + 4);
  doc
    .font('Helvetica-Bold')
    .fontSize(10)
    .text(names.design, MARGIN, doc.y + 8, { width: 190 });
  doc
    .font('Helvetica')
    .fontSize(9)
    .text([names.material, ...names.treatments].join(' · '), MARGIN, doc.y + 2, { width: 190 });
  outline(doc, job, values, MARGIN + 205 + 80, top + 56);
}

/** 52□18 as stamped on the temple; the standard fonts have no square, so it is drawn. */
function boxedSize(doc: Doc, { frame }: LabJobRow, x: number, y: number): void {
  const mm = (tenths: number) => String(tenths / 10);
  doc.font('Helvetica').fontSize(12).fillColor(INK);
  const eyeSize = mm(frame.eyeSizeTenthsMm);
  const side = x + doc.widthOfString(eyeSize) + 3;
  doc.text(eyeSize, x, y, { lineBreak: false });
  doc
    .roundedRect(side, y + 1, 7.5, 7.5, 0)
    .lineWidth(0.9)
    .stroke(INK);
  const rest = `${mm(frame.dblTenthsMm)}   B ${mm(frame.lensHeightTenthsMm)}   ED ${mm(frame.effectiveDiameterTenthsMm)}`;
  doc.text(rest, side + 11, y, { width: 160 });
}

/** Millimetres to points: the outline can be laid on the real lens. */
const MM = 72 / 25.4;

function outline(doc: Doc, job: LabJobRow, values: LabValues, x: number, y: number): void {
  const radii = job.frame.outlineHundredthsMm;
  if (radii.length === 0) return;
  radii.forEach((radius, i) => {
    const angle = (2 * Math.PI * i) / radii.length;
    const [px, py] = [x + (radius / 100) * MM * Math.cos(angle), y - (radius / 100) * MM * Math.sin(angle)];
    if (i === 0) doc.moveTo(px, py);
    else doc.lineTo(px, py);
  });
  doc.closePath().lineWidth(1).stroke(INK);
  for (const line of values.lenses.find(({ eye }) => eye === 'OD')?.drawn?.segment ?? []) {
    line.forEach(([right = 0, up = 0], i) => {
      const [px, py] = [x + (right / 100) * MM, y - (up / 100) * MM];
      if (i === 0) doc.moveTo(px, py);
      else doc.lineTo(px, py);
    });
    doc.lineWidth(0.75).stroke(INK);
  }
  doc
    .moveTo(x - 6, y)
    .lineTo(x + 6, y)
    .moveTo(x, y - 6)
    .lineTo(x, y + 6)
    .lineWidth(0.5)
    .stroke(GREY);
  doc
    .font('Helvetica')
    .fontSize(7)
    .fillColor(GREY)
    .text('right lens, true size', x - 75, y + 62, { width: 150, align: 'center' });
}

const COLUMNS = [
  ['', 30],
  ['SPH', 48],
  ['CYL', 48],
  ['AXIS', 36],
  ['ADD', 42],
  ['PRISM', 66],
  ['BLANK', 94],
] as const;

function lensTable(doc: Doc, values: LabValues, lenses: readonly LensRow[]): void {
  let y = 262;
  rule(doc, y - 8);
  row(
    doc,
    y,
    COLUMNS.map(([title]) => title),
    GREY,
    7.5,
  );
  y += 14;
  for (const lens of lenses) {
    const view = lensWorkView(lens, values);
    if (!view) continue;
    const blank = `${view.kind === 'FINISHED' ? 'stock' : 'surface'} ${view.blankDiameterMm ? `${Number(view.blankDiameterMm)} mm` : ''}`;
    row(
      doc,
      y,
      [
        lens.eye,
        view.sphere,
        view.cylinder ?? '–',
        view.axis === null ? '–' : String(view.axis).padStart(3, '0'),
        view.add ?? '–',
        view.groundPrism?.replaceAll('Δ', ' pd') ?? '–',
        blank,
      ],
      INK,
      11,
    );
    doc
      .font('Courier')
      .fontSize(7.5)
      .fillColor(GREY)
      .text(lens.blankSku ?? 'no listed blank', MARGIN + 30, y + 14);
    middleAdd(doc, lens, values, y + 13.5);
    orderedPower(doc, lens, values, y + 13.5);
    y += 28;
  }
}

/** Of a trifocal, under its ADD. */
function middleAdd(doc: Doc, { eye }: LensRow, values: LabValues, y: number): void {
  const add = values.lenses.find((one) => one.eye === eye)?.intermediateAdd;
  if (!add) return;
  doc
    .font('Helvetica')
    .fontSize(8)
    .fillColor(INK)
    .text(`mid ${printable(formatPower(add))}`, MARGIN + 162, y, { lineBreak: false });
}

/** A compensated lens is cut and read other than it was ordered: both stand on the ticket, or somebody "corrects" the one to the other. */
function orderedPower(doc: Doc, { eye }: LensRow, values: LabValues, y: number): void {
  const lens = values.lenses.find((one) => one.eye === eye);
  if (!lens?.ordered || values.wear !== 'COMPENSATED') return;
  doc
    .font('Helvetica-Bold')
    .fontSize(8)
    .fillColor(INK)
    .text(
      `ordered ${printable(
        formatRx({
          ...lens.ordered,
          add: values.wearProfile?.add ? lens.ordered.add : null,
          prisms: values.wearProfile?.prism ? lens.ordered.prisms : [],
        }),
      )}`,
      MARGIN + 218,
      y,
      {
        width: A5.width - 2 * MARGIN - 218,
        lineBreak: false,
      },
    );
}

const wearSentence: Record<WearCompensation, string | null> = {
  COMPENSATED: 'SPH, CYL and AXIS above are compensated for the position of wear: what the lensmeter must show.',
  NOT_MEASURED: 'Tilt or wrap was not measured: made as ordered, although this design is made as worn.',
  CONVENTIONAL: null,
};

function row(doc: Doc, y: number, cells: readonly string[], colour: string, size: number): void {
  let x = MARGIN;
  cells.forEach((cell, i) => {
    doc
      .font(i === 0 ? 'Helvetica-Bold' : 'Helvetica')
      .fontSize(size)
      .fillColor(colour)
      .text(cell, x, y, { width: COLUMNS[i]![1], lineBreak: false });
    x += COLUMNS[i]![1];
  });
}

/** Where a segment stands: on the near PD, so far in from the centre of the distance. Null for a design without one. */
function segmentText(job: LabJobRow, { pd }: LabValues): string | null {
  if (!designOfJob(job)?.segment) return null;
  const rules = centrationOfJob(job);
  const near = [monocularNearPd(pd, 'od', rules), monocularNearPd(pd, 'os', rules)] as const;
  const far =
    pd.kind === 'monocular' ? ([pd.odMm, pd.osMm] as const) : ([pd.distanceMm / 2, pd.distanceMm / 2] as const);
  return `near PD R ${fixed(near[0], 1)} / L ${fixed(near[1], 1)} mm   segment in R ${fixed(far[0] - near[0], 1)} / L ${fixed(far[1] - near[1], 1)} mm`;
}

function centration(doc: Doc, job: LabJobRow, values: LabValues): void {
  let y = 352;
  rule(doc, y - 8);
  const pd =
    values.pd.kind === 'monocular'
      ? `R ${fixed(values.pd.odMm, 1)} / L ${fixed(values.pd.osMm, 1)}`
      : fixed(values.pd.distanceMm, 1);
  const height = values.heights
    ? `height R ${fixed(values.heights.odMm, 1)} / L ${fixed(values.heights.osMm, 1)}${values.heightGivenBy ? ' given' : ''}`
    : 'height not measured';
  const worn = [
    vertexText(values),
    values.pantoscopicTiltDeg === null ? null : `tilt ${fixed(values.pantoscopicTiltDeg, 1)}°`,
    values.wrapAngleDeg === null ? null : `wrap ${fixed(values.wrapAngleDeg, 1)}°`,
  ].filter(Boolean);
  doc.font('Helvetica-Bold').fontSize(10).fillColor(INK).text(`PD ${pd} mm   ${height}`, MARGIN, y);
  // How the frame sits, smaller beside it: most tickets have none of it.
  if (worn.length > 0)
    doc
      .font('Helvetica')
      .fontSize(8)
      .text(worn.join('  '), MARGIN + 230, y + 1.5, {
        width: A5.width - 2 * MARGIN - 230,
        align: 'right',
        lineBreak: false,
      });
  const segment = segmentText(job, values);
  if (segment)
    doc
      .font('Helvetica')
      .fontSize(8.5)
      .text(segment, MARGIN, y + 13, { lineBreak: false });
  y += segment ? 28 : 18;
  for (const lens of values.lenses) {
    const side = (mm: number, plus: string, minus: string) => `${fixed(Math.abs(mm), 1)} ${mm < 0 ? minus : plus}`;
    const line = [
      `${side(lens.decentrationInMm, 'in', 'out')}, ${side(lens.decentrationUpMm, 'up', 'down')}`,
      `base ${fixed(lens.baseCurve, 2)}`,
      `back ${fixed(lens.backCurve, 2)}`,
      `CT ${fixed(lens.centreThicknessMm, 2)}`,
      `edge ${fixed(lens.edgeMinMm, 2)} to ${fixed(lens.edgeMaxMm, 2)}`,
      `blank from ${fixed(lens.minimumBlankMm, 1)}`,
    ].join('  ');
    doc.font('Helvetica-Bold').fontSize(9).fillColor(INK).text(lens.eye, MARGIN, y, { width: 30 });
    doc
      .font('Helvetica')
      .fontSize(8.5)
      .text(line, MARGIN + 30, y, { width: A5.width - 2 * MARGIN - 30, lineBreak: false });
    y += 16;
  }
}

function stages(doc: Doc, job: LabJobRow): void {
  const names = [
    'Pick',
    ...(job.isSurfaced ? ['Surface'] : []),
    ...(job.isSurfaced && hasCoating(job.lens.treatmentCodes) ? ['Coat'] : []),
    'Finish',
    'Inspect',
  ];
  const y = 428;
  rule(doc, y - 10);
  const width = (A5.width - 2 * MARGIN) / names.length;
  names.forEach((name, i) => {
    const x = MARGIN + i * width;
    doc
      .roundedRect(x + 2, y, width - 4, 46, 4)
      .lineWidth(0.75)
      .stroke(LINE);
    doc
      .font('Helvetica')
      .fontSize(8)
      .fillColor(GREY)
      .text(name, x + 8, y + 6, { width: width - 16 });
  });
  doc
    .font('Helvetica')
    .fontSize(8)
    .fillColor(GREY)
    .text('Notes', MARGIN, y + 58);
  doc
    .roundedRect(MARGIN, y + 70, A5.width - 2 * MARGIN, 56, 4)
    .lineWidth(0.75)
    .stroke(LINE);
}

/** What the calculation wants the bench to know; below it there is room to write. */
function notes(doc: Doc, job: LabJobRow, values: LabValues, slabOff: SlabOffDecision | null): void {
  const said = [
    ...(wearSentence[values.wear ?? 'CONVENTIONAL'] === null ? [] : [wearSentence[values.wear ?? 'CONVENTIONAL']]),
    ...moreCompensated(values),
    ...(values.heightGivenBy ? [`The height was not measured: ${values.heightGivenBy} gave it.`] : []),
    ...slabOffSentence(job, values, slabOff),
    ...new Set([...values.problems, ...values.warnings].map((finding) => printable(findingMessage(finding, 'en')))),
  ];
  if (said.length === 0) return;
  doc
    .font('Helvetica')
    .fontSize(7.5)
    .fillColor(INK)
    .text(said.map((sentence) => `· ${sentence}`).join('\n'), MARGIN + 6, 428 + 75, {
      width: A5.width - 2 * MARGIN - 12,
      height: 46,
      ellipsis: true,
    });
}

function slabOffSentence(job: LabJobRow, values: LabValues, decision: SlabOffDecision | null): string[] {
  const advice = slabOffAdvice(values, designOfJob(job));
  const isOld = decision && decision.imbalance !== advice?.imbalance;
  if (decision && !isOld)
    return [
      decision.eye && decision.amount !== null
        ? `Slab-off ${decision.eye}, ${formatPrism(decision.amount)} pd base up below${slabText(job, values)}.`
        : `No slab-off, as decided${decision.reason ? `: ${decision.reason}` : ''}.`,
    ];
  return advice?.isAdvised
    ? [`Slab-off ${advice.eye}, ${formatPrism(advice.imbalance)} pd, is advised and not decided yet.`]
    : [];
}

/** Where the line lies, and how thick the lower edge is before and after: whoever grinds the slab measures both. */
function slabText({ frame }: LabJobRow, { lenses }: LabValues): string {
  const slab = lenses.find((lens) => lens.slab)?.slab;
  if (!slab) return '';
  const { lineUpMm, bottomBeforeMm, bottomMm } = slab;
  const level = `${fixed(Math.abs(lineUpMm), 1)} ${lineUpMm < 0 ? 'below' : 'above'} the box middle`;
  return ` a line ${fixed(lineHeightOf(lineUpMm, frame), 1)} mm above the bottom of the box (${level}); lower edge ${fixed(bottomBeforeMm, 2)} before, ${fixed(bottomMm, 2)} after`;
}

function moreCompensated({ wear, wearProfile }: LabValues): string[] {
  if (wear !== 'COMPENSATED' || !wearProfile) return [];
  const what = [wearProfile.add ? 'ADD' : null, wearProfile.prism ? 'PRISM' : null].filter((one) => one !== null);
  return what.length > 0 ? [`So ${what.length === 1 ? 'is' : 'are'} ${what.join(' and ')}.`] : [];
}

/** The standard fonts know neither the true minus nor the prism sign. */
const printable = (text: string): string => text.replaceAll('−', '-').replaceAll('Δ', ' pd');

/** Where it was refracted, and where the glasses sit. */
function vertexText({ vertexMm, fittedVertexMm = null }: LabValues): string | null {
  if (vertexMm === null && fittedVertexMm === null) return null;
  if (fittedVertexMm === null) return `vertex ${fixed(vertexMm ?? 0, 1)}`;
  return `vertex ${vertexMm === null ? '?' : fixed(vertexMm, 1)} to ${fixed(fittedVertexMm, 1)}`;
}

/** Always the decimals the bench expects: 3.0 in, base 4.00. */
const fixed = (value: number, decimals: number): string => value.toFixed(decimals);

function rule(doc: Doc, y: number): void {
  doc
    .moveTo(MARGIN, y)
    .lineTo(A5.width - MARGIN, y)
    .lineWidth(0.75)
    .stroke(LINE);
}
