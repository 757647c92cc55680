/** The part of pdfkit that the printed lists use; the package brings no types of its own. */
declare module 'pdfkit' {
  interface TextOptions {
    width?: number;
    height?: number;
    align?: 'left' | 'center' | 'right';
    ellipsis?: boolean | string;
  }
  class PDFDocument {
    constructor(options?: { size?: string; margin?: number; info?: Record<string, string> });
    page: { width: number; height: number };
    font(name: string): this;
    fontSize(size: number): this;
    fillColor(colour: string): this;
    strokeColor(colour: string): this;
    lineWidth(width: number): this;
    text(text: string, x?: number, y?: number, options?: TextOptions): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    rect(x: number, y: number, width: number, height: number): this;
    stroke(): this;
    addPage(): this;
    end(): void;
  }
  interface PDFDocument extends NodeJS.ReadableStream {}
  export default PDFDocument;
}
