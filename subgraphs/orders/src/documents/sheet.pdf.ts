import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { dateInWords } from './calendar-date.ts';

export type PageSize = 'A4' | 'LETTER';
export type Locale = 'en' | 'de';

/** Who sends the goods, as it must stand on every paper. */
export interface Seller {
  name: string;
  /** Street, place, web address: one row each. */
  lines: string[];
  /** Tax or VAT number with its name, e.g. "VAT ID DE123456789". */
  taxId: string | null;
}

export interface SheetAbout {
  title: string;
  /** What the page footer repeats, e.g. the order's number. */
  footer: string;
  seller: Seller;
  locale: Locale;
  pageSize: PageSize;
  /** YYYY-MM-DD; also the file's creation date, so that the same paper is the same bytes. */
  date: string;
}

export interface Column {
  label: string;
  width: number;
  align?: 'left' | 'right';
}

const INK = '#141b24';
const SOFT = '#4e5661';
const LINE = '#c9cdd2';
const GOOD = '#106c3e';
const MARGIN = 48;
const FOOTER_HEIGHT = 40;
/** Figures of one width, so that amounts stand under each other. */
const TABULAR = ['tnum', 'kern'];

const files = createRequire(import.meta.url);
const loaded = new Map<string, Uint8Array>();

/** Inter covers Latin, Greek and Cyrillic names; pdfkit's own Helvetica stops at Western Europe. */
function face(name: '400Regular' | '600SemiBold'): Uint8Array {
  let bytes = loaded.get(name);
  if (!bytes) {
    bytes = readFileSync(files.resolve(`@expo-google-fonts/inter/${name}/Inter_${name}.ttf`));
    loaded.set(name, bytes);
  }
  return bytes;
}

/**
 * A printed page that is written from top to bottom: it starts the next page by itself, repeats the table's head there and
 * numbers the pages at the end.
 */
export class Sheet {
  readonly left = MARGIN;
  readonly width: number;
  y = MARGIN;
  private readonly pdf: PDFDocument;
  private readonly about: SheetAbout;
  private columns: Column[] | null = null;

  constructor(about: SheetAbout) {
    this.about = about;
    this.pdf = new PDFDocument({
      size: about.pageSize,
      margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
      bufferPages: true,
      lang: about.locale,
      displayTitle: true,
      font: null,
      info: { Title: about.title, Author: about.seller.name, CreationDate: new Date(`${about.date}T12:00:00Z`) },
    });
    this.pdf.registerFont('text', face('400Regular')).registerFont('strong', face('600SemiBold'));
    this.width = this.pdf.page.width - 2 * MARGIN;
    this.letterhead();
  }

  /** Starts a new page unless this many points are left on the present one. */
  room(height: number): void {
    if (this.y + height <= this.pdf.page.height - MARGIN - FOOTER_HEIGHT) return;
    this.pdf.addPage();
    this.y = MARGIN;
    if (this.columns) this.tableHead(this.columns);
  }

  space(points: number): void {
    this.y += points;
  }

  /** Label above value, side by side over the whole width. */
  factRow(facts: { label: string; value: string }[]): void {
    const width = this.width / facts.length;
    const heights = facts.map(({ label, value }, index) => {
      const x = this.left + index * width;
      this.pdf
        .font('text')
        .fontSize(8)
        .fillColor(SOFT)
        .text(label, x, this.y, { width: width - 12 });
      this.pdf
        .font('strong')
        .fontSize(10)
        .fillColor(INK)
        .text(value, x, this.y + 12, { width: width - 12 });
      return 12 + this.pdf.heightOfString(value, { width: width - 12 });
    });
    this.y += Math.max(0, ...heights);
  }

  /** Blocks of rows side by side, each under its own label: addresses. */
  blocks(blocks: { label: string; rows: string[] }[]): void {
    const width = this.width / Math.max(2, blocks.length);
    const heights = blocks.map(({ label, rows }, index) => {
      const x = this.left + index * width;
      this.pdf
        .font('text')
        .fontSize(8)
        .fillColor(SOFT)
        .text(label, x, this.y, { width: width - 16 });
      let y = this.y + 13;
      for (const row of rows) {
        this.pdf
          .font('text')
          .fontSize(10)
          .fillColor(INK)
          .text(row, x, y, { width: width - 16 });
        y += this.pdf.heightOfString(row, { width: width - 16 }) + 1;
      }
      return y - this.y;
    });
    this.y += Math.max(0, ...heights);
  }

  startTable(columns: Column[]): void {
    this.room(60);
    this.columns = columns;
    this.tableHead(columns);
  }

  /** One row: the first cell may have a title, quieter rows below it and a mark; the others are one text each. */
  tableRow(first: { title: string; rows: string[]; mark: string | null }, rest: string[]): void {
    const columns = this.columns!;
    const [firstColumn] = columns;
    const width = firstColumn!.width - 12;
    const parts = [
      { text: first.title, font: 'strong', size: 9.5, colour: INK },
      ...first.rows.map((text) => ({ text, font: 'text', size: 8.5, colour: SOFT })),
      ...(first.mark ? [{ text: first.mark, font: 'strong', size: 8, colour: GOOD }] : []),
    ];
    const heights = parts.map(
      ({ text, font, size }) => this.pdf.font(font).fontSize(size).heightOfString(text, { width }) + 1.5,
    );
    this.room(heights.reduce((sum, height) => sum + height, 16));
    let y = this.y + 7;
    parts.forEach(({ text, font, size, colour }, index) => {
      this.pdf.font(font).fontSize(size).fillColor(colour).text(text, this.left, y, { width });
      y += heights[index]!;
    });
    let x = this.left + firstColumn!.width;
    columns.slice(1).forEach((column, index) => {
      this.pdf
        .font('text')
        .fontSize(9)
        .fillColor(INK)
        .text(rest[index] ?? '', x, this.y + 7.4, {
          width: column.width,
          align: column.align ?? 'left',
          features: column.align === 'right' ? TABULAR : [],
        });
      x += column.width;
    });
    this.y = Math.max(y, this.y + 20) + 7;
    this.rule();
  }

  endTable(): void {
    this.columns = null;
  }

  /** Amounts at the right edge, one below the other, with what they are about at the left. */
  amounts(rows: { label: string; amount: string; strong?: boolean }[], about?: string): void {
    const width = 310;
    const x = this.left + this.width - width;
    this.room(24);
    if (about)
      this.pdf
        .font('strong')
        .fontSize(9.5)
        .fillColor(INK)
        .text(about, this.left, this.y, { width: this.width - width - 12 });
    for (const { label, amount, strong } of rows) {
      const size = strong ? 12 : 9.5;
      this.pdf.font(strong ? 'strong' : 'text').fontSize(size);
      const height = this.pdf.heightOfString(label, { width: width - 110 }) + 5;
      this.room(height);
      if (strong) this.y += 3;
      this.pdf.fillColor(strong ? INK : SOFT).text(label, x, this.y, { width: width - 110 });
      this.pdf.fillColor(INK).text(amount, x + width - 106, this.y, { width: 106, align: 'right', features: TABULAR });
      this.y += height;
    }
  }

  heading(text: string): void {
    this.room(48);
    this.pdf.font('strong').fontSize(10.5).fillColor(INK).text(text, this.left, this.y, { width: this.width });
    this.y += 18;
  }

  paragraph(text: string): void {
    this.pdf.font('text').fontSize(9.5);
    const height = this.pdf.heightOfString(text, { width: this.width, lineGap: 2 });
    this.room(height);
    this.pdf.fillColor(SOFT).text(text, this.left, this.y, { width: this.width, lineGap: 2 });
    this.y += height + 4;
  }

  numbered(texts: string[]): void {
    texts.forEach((text, index) => {
      this.pdf.font('text').fontSize(9.5);
      const height = this.pdf.heightOfString(text, { width: this.width - 18, lineGap: 2 });
      this.room(height);
      this.pdf.fillColor(SOFT).text(`${index + 1}.`, this.left, this.y, { width: 16 });
      this.pdf.text(text, this.left + 18, this.y, { width: this.width - 18, lineGap: 2 });
      this.y += height + 3;
    });
  }

  /** Numbers the pages and hands over the file. */
  async finish(): Promise<Buffer> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let index = start; index < start + count; index++) {
      this.pdf.switchToPage(index);
      // Below the margin text would open a page of its own.
      this.pdf.page.margins.bottom = 0;
      const y = this.pdf.page.height - MARGIN;
      const page = this.about.locale === 'de' ? `Seite ${index + 1} von ${count}` : `Page ${index + 1} of ${count}`;
      this.pdf.font('text').fontSize(8).fillColor(SOFT);
      this.pdf.text(this.about.footer, this.left, y, { width: this.width - 90, lineBreak: false });
      this.pdf.text(page, this.left + this.width - 90, y, { width: 90, align: 'right', lineBreak: false });
    }
    const parts: Buffer[] = [];
    this.pdf.end();
    for await (const part of this.pdf) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts);
  }

  date(value: string): string {
    return dateInWords(value, this.about.locale);
  }

  private letterhead(): void {
    const { seller, title } = this.about;
    const right = this.left + this.width;
    const middle = this.y + 8;
    this.pdf.lineWidth(1.4).strokeColor(INK);
    this.pdf.circle(this.left + 6.5, middle, 5.8).stroke();
    this.pdf.circle(this.left + 23.5, middle, 5.8).stroke();
    this.pdf
      .moveTo(this.left + 12.3, middle)
      .lineTo(this.left + 17.7, middle)
      .stroke();
    this.pdf
      .font('strong')
      .fontSize(13)
      .fillColor(INK)
      .text(seller.name, this.left + 38, this.y, { width: 220 });
    let y = this.y;
    for (const row of [...seller.lines, ...(seller.taxId ? [seller.taxId] : [])]) {
      this.pdf.font('text').fontSize(8.5).fillColor(SOFT);
      this.pdf.text(row, right - 220, y, { width: 220, align: 'right' });
      y += this.pdf.heightOfString(row, { width: 220 }) + 1;
    }
    this.y = Math.max(y, this.y + 30) + 22;
    this.pdf.font('strong').fontSize(22).fillColor(INK).text(title, this.left, this.y, { width: this.width });
    this.y += this.pdf.heightOfString(title, { width: this.width }) + 14;
  }

  private tableHead(columns: Column[]): void {
    let x = this.left;
    for (const { label, width, align } of columns) {
      this.pdf
        .font('text')
        .fontSize(8)
        .fillColor(SOFT)
        .text(label, x, this.y, { width, align: align ?? 'left' });
      x += width;
    }
    this.y += 15;
    this.rule();
  }

  private rule(): void {
    this.pdf
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
  }
}
