/** The part of pdfkit that the job ticket uses; the package ships no types. */
declare module 'pdfkit' {
  interface TextOptions {
    width?: number;
    align?: 'left' | 'center' | 'right';
    lineBreak?: boolean;
    height?: number;
    ellipsis?: boolean;
  }

  interface Document extends NodeJS.ReadableStream {
    readonly y: number;
    widthOfString(text: string): number;
    font(name: string): this;
    fontSize(points: number): this;
    fillColor(colour: string): this;
    text(text: string, x: number, y: number, options?: TextOptions): this;
    image(source: Buffer, x: number, y: number, options?: { width?: number; height?: number }): this;
    roundedRect(x: number, y: number, width: number, height: number, radius: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    closePath(): this;
    lineWidth(points: number): this;
    stroke(colour?: string): this;
    fill(colour?: string): this;
    addPage(): this;
    end(): void;
  }

  const PDFDocument: new (options: {
    size: string | [number, number];
    margin: number;
    info?: Record<string, string>;
  }) => Document;
  export default PDFDocument;
}
