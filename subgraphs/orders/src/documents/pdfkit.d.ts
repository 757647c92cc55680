/** The part of pdfkit that invoices and packing slips use; the package brings no types of its own. */
declare module 'pdfkit' {
  interface TextOptions {
    width?: number;
    align?: 'left' | 'center' | 'right';
    lineGap?: number;
    lineBreak?: boolean;
    features?: string[];
  }
  interface DocumentOptions {
    size?: 'A4' | 'LETTER';
    margins?: { top: number; bottom: number; left: number; right: number };
    bufferPages?: boolean;
    lang?: string;
    displayTitle?: boolean;
    /** Opens the file with this face; null leaves out the built-in Helvetica. */
    font?: string | null;
    info?: { Title?: string; Author?: string; Subject?: string; CreationDate?: Date };
  }
  class PDFDocument {
    constructor(options?: DocumentOptions);
    page: { width: number; height: number; margins: { bottom: number } };
    registerFont(name: string, source: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    fillColor(colour: string): this;
    strokeColor(colour: string): this;
    lineWidth(width: number): this;
    text(text: string, x?: number, y?: number, options?: TextOptions): this;
    heightOfString(text: string, options?: TextOptions): number;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    rect(x: number, y: number, width: number, height: number): this;
    circle(x: number, y: number, radius: number): this;
    stroke(): this;
    addPage(): this;
    bufferedPageRange(): { start: number; count: number };
    switchToPage(index: number): void;
    end(): void;
  }
  interface PDFDocument extends NodeJS.ReadableStream {}
  export default PDFDocument;
}
