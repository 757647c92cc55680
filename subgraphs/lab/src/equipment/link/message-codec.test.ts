import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkProfile, linkProfiles } from './link.profile.ts';
import { crc16, encodeMessage, type LinkEvent, MAX_MESSAGE_BYTES, MessageReader } from './message-codec.ts';

const plain = linkProfiles.reported as LinkProfile;
const checked = linkProfiles['reported-crc'] as LinkProfile;
const read = (bytes: Uint8Array, profile = plain): LinkEvent[] => new MessageReader(profile).push(bytes);
const messages = (events: readonly LinkEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'message' ? [event.body.toString('latin1')] : []));
const latin1 = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 300 })
  .map((b) => Buffer.from(b).toString('latin1'));

describe('a message', () => {
  it('comes out as it went in, control characters included, however the line cuts it', () => {
    // A message is made of lines; the CRC record is the last of them.
    const body = latin1.filter((text) => !/CRC=\d/.test(text)).map((text) => `${text}\r`);
    const property = fc.property(
      fc.constantFrom(plain, checked),
      body,
      fc.integer({ min: 1, max: 50 }),
      (profile, text, size) => {
        const bytes = encodeMessage(text, profile);
        const reader = new MessageReader(profile);
        const events: LinkEvent[] = [];
        for (let at = 0; at < bytes.length; at += size) events.push(...reader.push(bytes.subarray(at, at + size)));
        expect(messages(events)).toEqual([text]);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it('has no control character inside', () => {
    const body = Buffer.from([0, 0x06, 0x11, 0x13, 0x15, 0x1b, 0x1c, 0x1d, 0x41]).toString('latin1');
    const inner = encodeMessage(body, plain).subarray(1, -1);
    expect([...inner].filter((byte) => [0, 0x06, 0x11, 0x13, 0x15, 0x1c, 0x1d].includes(byte))).toEqual([]);
  });

  it('is damaged by any single changed byte when it carries a CRC', () => {
    const bytes = encodeMessage('REQ=FIL\rJOB=L-10001\r', checked);
    for (let at = 1; at < bytes.length - 1; at++) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 0x01;
      expect(messages(read(broken, checked)), `byte ${at}`).toEqual([]);
    }
  });

  it('is denied without CRC where one is required, and taken where not', () => {
    expect(read(encodeMessage('JOB=1\r', plain), checked)).toEqual([
      { kind: 'damaged', reason: 'a message without CRC' },
    ]);
    expect(messages(read(encodeMessage('JOB=1\r', checked), plain))).toEqual(['JOB=1\r']);
  });

  it('has the CRC that the polynomial gives', () => {
    // The check value of this CRC over "123456789".
    expect(crc16(Buffer.from('123456789'), plain)).toBe(0x31c3);
  });
});

describe('a line', () => {
  it('never throws and holds a bounded message, whatever comes', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const reader = new MessageReader(plain);
      reader.push(bytes);
      reader.reset();
      expect(messages(reader.push(encodeMessage('JOB=1\r', plain)))).toEqual(['JOB=1\r']);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('drops what is too long and goes on with the next', () => {
    const long = Buffer.concat([
      Buffer.from([plain.start]),
      Buffer.alloc(MAX_MESSAGE_BYTES + 10, 'x'),
      Buffer.from([plain.end]),
    ]);
    const events = read(Buffer.concat([long, encodeMessage('JOB=1\r', plain)]));
    expect(events[0]).toEqual({ kind: 'damaged', reason: 'a message that is too long' });
    expect(messages(events)).toEqual(['JOB=1\r']);
  });

  it('takes flow control in the middle of a message', () => {
    const bytes = encodeMessage('JOB=1\r', plain);
    const events = read(
      Buffer.concat([bytes.subarray(0, 3), Buffer.from([plain.pause, plain.resume]), bytes.subarray(3)]),
    );
    expect(events.map((event) => event.kind)).toEqual(['pause', 'resume', 'message']);
  });
});
