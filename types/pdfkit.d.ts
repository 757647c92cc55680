/** The part of pdfkit that invoices, slips, pick lists and job tickets use; the package brings no types of its own. */
declare module 'pdfkit' {
  interface TextOptions {
    width?: number;
    height?: number;
    align?: 'left' | 'center' | 'right';
    ellipsis?: boolean | string;
    lineGap?: number;
    lineBreak?: boolean;
    features?: string[];
  }
  interface DocumentOptions {
    /** A name, or width and height in points. */
    size?: 'A4' | 'LETTER' | [number, number];
    margin?: number;
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
    readonly y: number;
    registerFont(name: string, source: Uint8Array): this;
    font(name: string): this;
    fontSize(points: number): this;
    fillColor(colour: string): this;
    strokeColor(colour: string): this;
    lineWidth(points: number): this;
    text(text: string, x?: number, y?: number, options?: TextOptions): this;
    heightOfString(text: string, options?: TextOptions): number;
    widthOfString(text: string): number;
    image(source: Buffer, x: number, y: number, options?: { width?: number; height?: number }): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    closePath(): this;
    rect(x: number, y: number, width: number, height: number): this;
    roundedRect(x: number, y: number, width: number, height: number, radius: number): this;
    circle(x: number, y: number, radius: number): this;
    stroke(colour?: string): this;
    fill(colour?: string): this;
    addPage(): this;
    bufferedPageRange(): { start: number; count: number };
    switchToPage(index: number): void;
    end(): void;
  }
  interface PDFDocument extends NodeJS.ReadableStream {}
  export default PDFDocument;
}
