import { deflateSync } from 'node:zlib';
import type { Shipment } from './easypost-objects.ts';

/** What is printed: lines of text, the same on every format. */
function contentOf(shipment: Shipment) {
  const { from_address: from, to_address: to, selected_rate: rate, tracking_code: code } = shipment;
  const address = (each: Shipment['to_address']): string[] =>
    [
      each.name,
      each.company,
      each.street1,
      each.street2,
      [each.city, each.state, each.zip].filter(Boolean).join(' '),
      each.country === 'US' ? null : each.country,
    ].filter((line): line is string => Boolean(line));
  return {
    carrier: rate?.carrier ?? '',
    service: rate?.service ?? '',
    from: address(from),
    to: address(to),
    code: code ?? '',
    weight: `${shipment.parcel.weight} OZ`,
    reference: shipment.reference ?? '',
  };
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toUpperCase();

// ---- Code 128 (ISO/IEC 15417), code set B: widths of bars and spaces of values 0–106.
const CODE_128 =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'.split(
    ' ',
  );
const START_B = 104;
const STOP = 106;

/** Alternating widths of bars and spaces, starting with a bar, in modules. */
export function code128(text: string): number[] {
  const values = [START_B, ...[...text].map((character) => character.charCodeAt(0) - 32)];
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  return [...values, check, STOP].flatMap((value) => [...(CODE_128[value] ?? '')].map(Number));
}

// ---- A 5 × 7 dot font: seven rows of five dots, two hexadecimal digits a row.
const FONT: Record<string, string> = {
  A: '0E11111F111111',
  B: '1E11111E11111E',
  C: '0E11101010110E',
  D: '1E11111111111E',
  E: '1F10101E10101F',
  F: '1F10101E101010',
  G: '0E11101711110F',
  H: '1111111F111111',
  I: '0E04040404040E',
  J: '0702020202120C',
  K: '11121418141211',
  L: '1010101010101F',
  M: '111B1515111111',
  N: '11111915131111',
  O: '0E11111111110E',
  P: '1E11111E101010',
  Q: '0E11111115120D',
  R: '1E11111E141211',
  S: '0F10100E01011E',
  T: '1F040404040404',
  U: '1111111111110E',
  V: '11111111110A04',
  W: '1111111515150A',
  X: '11110A040A1111',
  Y: '1111110A040404',
  Z: '1F01020408101F',
  0: '0E11131519110E',
  1: '040C040404040E',
  2: '0E11010204081F',
  3: '1F02040201110E',
  4: '02060A121F0202',
  5: '1F101E0101110E',
  6: '0608101E11110E',
  7: '1F010204080808',
  8: '0E11110E11110E',
  9: '0E11110F01020C',
  '-': '0000001F000000',
  '.': '00000000000C0C',
  ',': '000000000C0408',
  '/': '00010204081000',
  '#': '0A0A1F0A1F0A0A',
  ':': '000C0C000C0C00',
  '&': '0C12140815120D',
  "'": '0C040800000000',
  _: '0000000000001F',
  '(': '02040808080402',
  ')': '08040202020408',
};

/** 4 × 6 inches at 203 dots per inch, the thermal printers' resolution. */
const WIDTH = 812;
const HEIGHT = 1218;

class Bitmap {
  readonly dots = Buffer.alloc(WIDTH * HEIGHT, 255);

  rectangle(x: number, y: number, width: number, height: number): void {
    for (let row = y; row < Math.min(y + height, HEIGHT); row += 1)
      this.dots.fill(0, row * WIDTH + Math.max(0, x), row * WIDTH + Math.min(x + width, WIDTH));
  }

  text(text: string, x: number, y: number, scale: number): void {
    let left = x;
    for (const character of plain(text)) {
      const glyph = FONT[character];
      if (glyph)
        for (let row = 0; row < 7; row += 1) {
          const bits = Number.parseInt(glyph.slice(row * 2, row * 2 + 2), 16);
          for (let column = 0; column < 5; column += 1)
            if (bits & (16 >> column)) this.rectangle(left + column * scale, y + row * scale, scale, scale);
        }
      left += 6 * scale;
      if (left > WIDTH - 6 * scale) return;
    }
  }
}

export function labelPng(shipment: Shipment): Buffer {
  const content = contentOf(shipment);
  const bitmap = new Bitmap();
  const line = (y: number) => bitmap.rectangle(20, y, WIDTH - 40, 4);
  bitmap.rectangle(20, 20, WIDTH - 40, 4);
  bitmap.text(content.carrier, 40, 50, 9);
  bitmap.text(content.service, 40, 130, 5);
  bitmap.text(content.weight, 560, 60, 4);
  line(190);
  for (const [index, row] of content.from.entries()) bitmap.text(row, 40, 215 + index * 34, 3);
  line(420);
  bitmap.text('SHIP TO:', 40, 445, 3);
  for (const [index, row] of content.to.entries()) bitmap.text(row, 60, 490 + index * 52, 5);
  line(810);
  const widths = code128(content.code);
  const modules = widths.reduce((sum, width) => sum + width, 0);
  const unit = Math.max(1, Math.floor((WIDTH - 80) / modules));
  let x = Math.floor((WIDTH - modules * unit) / 2);
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) bitmap.rectangle(x, 850, width * unit, 200);
    x += width * unit;
  }
  bitmap.text(content.code, Math.max(20, (WIDTH - content.code.length * 24) / 2), 1075, 4);
  if (content.reference) bitmap.text(`REF ${content.reference}`, 40, 1125, 3);
  bitmap.text('SPECIMEN - NOT VALID FOR POSTAGE', 40, 1170, 3);
  return png(bitmap.dots);
}

function png(dots: Buffer): Buffer {
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let row = 0; row < HEIGHT; row += 1) dots.copy(rows, row * (WIDTH + 1) + 1, row * WIDTH, (row + 1) * WIDTH);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const resolution = Buffer.alloc(9);
  resolution.writeUInt32BE(7992, 0);
  resolution.writeUInt32BE(7992, 4);
  resolution[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('pHYs', resolution),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The same label as a page of 4 × 6 inches (288 × 432 points). */
export function labelPdf(shipment: Shipment): Buffer {
  const content = contentOf(shipment);
  const marks: string[] = ['0 g', '1 w'];
  const text = (value: string, x: number, y: number, size: number, font = 'F1') =>
    marks.push(
      `BT /${font} ${size} Tf ${x} ${y} Td (${plain(value)
        .replaceAll(/[^\x20-\x7e]/g, '?')
        .replaceAll(/([\\()])/g, '\\$1')}) Tj ET`,
    );
  const line = (y: number) => marks.push(`8 ${y} m 280 ${y} l S`);
  text(content.carrier, 14, 402, 22, 'F2');
  text(content.service, 14, 382, 13, 'F2');
  text(content.weight, 220, 406, 11);
  line(372);
  for (const [index, row] of content.from.entries()) text(row, 14, 358 - index * 12, 9);
  line(284);
  text('SHIP TO:', 14, 270, 9);
  for (const [index, row] of content.to.entries()) text(row, 22, 252 - index * 17, 14, 'F2');
  line(146);
  const widths = code128(content.code);
  const unit = 250 / widths.reduce((sum, width) => sum + width, 0);
  let x = 19;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) marks.push(`${x.toFixed(3)} 62 ${(width * unit).toFixed(3)} 72 re f`);
    x += width * unit;
  }
  text(content.code, 70, 48, 11);
  if (content.reference) text(`REF ${content.reference}`, 14, 30, 8);
  text('SPECIMEN - NOT VALID FOR POSTAGE', 14, 16, 8);
  const stream = marks.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** For thermal printers: Zebra's ZPL II. */
export function labelZpl(shipment: Shipment): string {
  const content = contentOf(shipment);
  const field = (x: number, y: number, size: number, text: string) =>
    `^FO${x},${y}^A0N,${size},${size}^FD${plain(text).replaceAll(/[\^~]/g, ' ')}^FS`;
  return [
    '^XA',
    '^CI28^PW812^LL1218',
    field(40, 50, 70, content.carrier),
    field(40, 130, 40, content.service),
    field(560, 60, 30, content.weight),
    '^FO20,190^GB772,4,4^FS',
    ...content.from.map((line, index) => field(40, 215 + index * 34, 28, line)),
    '^FO20,420^GB772,4,4^FS',
    ...content.to.map((line, index) => field(60, 470 + index * 52, 46, line)),
    '^FO20,810^GB772,4,4^FS',
    `^FO80,850^BY3^BCN,200,Y,N,N^FD${content.code}^FS`,
    field(40, 1125, 26, content.reference ? `REF ${content.reference}` : ''),
    field(40, 1170, 26, 'SPECIMEN - NOT VALID FOR POSTAGE'),
    '^XZ',
  ].join('\n');
}
