import type { LinkProfile } from './link.profile.ts';

/** What comes in on a link: whole messages, single control characters, and damage. */
export type LinkEvent =
  | { kind: 'message'; body: Buffer }
  | { kind: 'damaged'; reason: string }
  | { kind: 'confirm' | 'deny' | 'resume' | 'pause' };

/** A message with a thousand radii a side has some 15 kB; more than this is no message. */
export const MAX_MESSAGE_BYTES = 262_144;
/** Bytes between messages that mean nothing: a device on the wrong baud rate, or no device. */
export const MAX_NOISE_BYTES = 1_024;

/** CRC of a body, bit by bit: messages are small and the polynomial is a setting. */
export function crc16(bytes: Uint8Array, { crcPolynomial, crcStart }: LinkProfile): number {
  let crc = crcStart;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ crcPolynomial) & 0xffff;
  }
  return crc;
}

/** A body between its control characters. @param body records with their line ends */
export function encodeMessage(body: string, profile: LinkProfile): Buffer {
  const bytes = Buffer.from(body, 'latin1');
  const whole =
    profile.crc === 'required'
      ? Buffer.concat([bytes, Buffer.from(`CRC=${crc16(bytes, profile)}${profile.lineEnd}`, 'latin1')])
      : bytes;
  const reserved = reservedBytes(profile);
  const out: number[] = [profile.start];
  for (const byte of whole) {
    if (reserved.has(byte)) out.push(profile.escape, byte ^ profile.escapeBit);
    else out.push(byte);
  }
  out.push(profile.end);
  return Buffer.from(out);
}

const reservedBytes = (p: LinkProfile): ReadonlySet<number> =>
  new Set([0, p.start, p.end, p.confirm, p.deny, p.resume, p.pause, p.escape]);

/** Finds messages in a stream of bytes, in constant memory: what is too long or too noisy is dropped and told. */
export class MessageReader {
  private readonly reserved: ReadonlySet<number>;
  private buffer = Buffer.allocUnsafe(4_096);
  private length = 0;
  private isInside = false;
  private isEscaped = false;
  private noise = 0;

  constructor(private readonly profile: LinkProfile) {
    this.reserved = reservedBytes(profile);
  }

  /** A message has begun and not ended. */
  get isOpen(): boolean {
    return this.isInside;
  }

  /** Forgets a message that has begun. */
  reset(): void {
    this.isInside = false;
    this.isEscaped = false;
    this.length = 0;
  }

  push(chunk: Uint8Array): LinkEvent[] {
    const events: LinkEvent[] = [];
    for (const byte of chunk) {
      const event = this.isInside ? this.inside(byte) : this.outside(byte);
      if (event) events.push(event);
    }
    return events;
  }

  private outside(byte: number): LinkEvent | null {
    const { profile } = this;
    if (byte === profile.start) {
      this.reset();
      this.isInside = true;
      this.noise = 0;
      return null;
    }
    if (byte === profile.confirm) return { kind: 'confirm' };
    if (byte === profile.deny) return { kind: 'deny' };
    if (byte === profile.pause) return { kind: 'pause' };
    if (byte === profile.resume) return { kind: 'resume' };
    this.noise += 1;
    if (this.noise < MAX_NOISE_BYTES) return null;
    this.noise = 0;
    return { kind: 'damaged', reason: 'noise between messages' };
  }

  private inside(byte: number): LinkEvent | null {
    const { profile } = this;
    if (this.isEscaped) {
      this.isEscaped = false;
      return this.keep(byte ^ profile.escapeBit);
    }
    if (byte === profile.escape) {
      this.isEscaped = true;
      return null;
    }
    if (byte === profile.end) return this.finish();
    if (byte === profile.start) {
      // The device gave up on a message and began anew.
      this.reset();
      this.isInside = true;
      return { kind: 'damaged', reason: 'a message began inside another' };
    }
    // Flow control may come at any time, also within a message.
    if (byte === profile.pause) return { kind: 'pause' };
    if (byte === profile.resume) return { kind: 'resume' };
    if (this.reserved.has(byte)) return this.drop('a control character inside a message');
    return this.keep(byte);
  }

  private keep(byte: number): LinkEvent | null {
    if (this.length >= MAX_MESSAGE_BYTES) return this.drop('a message that is too long');
    if (this.length === this.buffer.length) {
      const larger = Buffer.allocUnsafe(this.buffer.length * 2);
      this.buffer.copy(larger);
      this.buffer = larger;
    }
    this.buffer[this.length] = byte;
    this.length += 1;
    return null;
  }

  private drop(reason: string): LinkEvent {
    this.reset();
    return { kind: 'damaged', reason };
  }

  private finish(): LinkEvent {
    const body = Buffer.from(this.buffer.subarray(0, this.length));
    this.reset();
    return checkedBody(body, this.profile);
  }
}

/** The CRC record is the last one, over everything before it. */
function checkedBody(body: Buffer, profile: LinkProfile): LinkEvent {
  const text = body.toString('latin1');
  const found = /(?:^|[\r\n])(CRC=(\d{1,5})[ \t]*[\r\n]*)$/.exec(text);
  if (!found) {
    if (profile.crc === 'required') return { kind: 'damaged', reason: 'a message without CRC' };
    return { kind: 'message', body };
  }
  const checked = body.subarray(0, text.length - (found[1]?.length ?? 0));
  if (crc16(checked, profile) !== Number(found[2])) return { kind: 'damaged', reason: 'a wrong CRC' };
  return { kind: 'message', body: checked };
}
