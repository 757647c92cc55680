/** The byte level of a live device link, written from its description and sharing nothing with the lab's own. */
const FS = 0x1c;
const GS = 0x1d;
export const ACK = 0x06;
export const NAK = 0x15;
const ESC = 0x1b;
const CONTROL = [0x00, FS, GS, ACK, NAK, 0x11, 0x13, ESC];

/** CRC-16 with the polynomial 0x1021, starting at 0. */
export function crcOf(text: string): number {
  let crc = 0;
  for (const char of text) {
    crc ^= char.charCodeAt(0) << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

/** A message as it goes over the wire. @param crc `right`, `wrong`, or none */
export function frame(lines: readonly string[], crc: 'none' | 'right' | 'wrong' = 'none'): Buffer {
  let body = lines.map((line) => `${line}\r`).join('');
  if (crc !== 'none') body += `CRC=${(crcOf(body) + (crc === 'wrong' ? 1 : 0)) % 65_536}\r`;
  const bytes: number[] = [FS];
  for (const byte of Buffer.from(body, 'latin1')) bytes.push(...(CONTROL.includes(byte) ? [ESC, byte ^ 0x80] : [byte]));
  return Buffer.from([...bytes, GS]);
}

/** Splits what arrives into confirmations and the lines of messages. */
export class Inflow {
  private pending: number[] | null = null;
  private escaped = false;

  take(chunk: Buffer): (typeof ACK | typeof NAK | string[])[] {
    const found: (typeof ACK | typeof NAK | string[])[] = [];
    for (const byte of chunk) {
      if (this.pending === null) {
        if (byte === FS) this.pending = [];
        else if (byte === ACK) found.push(ACK);
        else if (byte === NAK) found.push(NAK);
      } else if (this.escaped) {
        this.pending.push(byte ^ 0x80);
        this.escaped = false;
      } else if (byte === ESC) this.escaped = true;
      else if (byte === GS) {
        const text = Buffer.from(this.pending).toString('latin1');
        found.push(text.split(/[\r\n]+/).filter((line) => line !== ''));
        this.pending = null;
      } else this.pending.push(byte);
    }
    return found;
  }
}
