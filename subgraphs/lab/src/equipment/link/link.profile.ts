/**
 * How devices of one kind speak on a live link. Everything here comes from open firmware and a forum, not from the standard's text: an
 * owner chooses a profile by name after trying it with the machine.
 */
export interface LinkProfile {
  /** Control characters around and between messages. */
  start: number;
  end: number;
  confirm: number;
  deny: number;
  resume: number;
  pause: number;
  escape: number;
  /** An escaped byte is sent with this bit turned, so that no control character appears inside a message. */
  escapeBit: number;
  lineEnd: '\r' | '\r\n';
  /** `accepted` checks a CRC record where there is one; `required` refuses messages without, and sends one. */
  crc: 'accepted' | 'required';
  crcPolynomial: number;
  crcStart: number;
  /** Whether a device must introduce itself before it asks for anything. */
  needsInit: boolean;
  requests: Readonly<Record<string, LinkRequest>>;
}

export type LinkRequest = 'init' | 'edging-job' | 'surfacing-job' | 'frame' | 'trace';

const reported: LinkProfile = {
  start: 0x1c,
  end: 0x1d,
  confirm: 0x06,
  deny: 0x15,
  resume: 0x11,
  pause: 0x13,
  escape: 0x1b,
  escapeBit: 0x80,
  lineEnd: '\r',
  crc: 'accepted',
  crcPolynomial: 0x1021,
  crcStart: 0x0000,
  needsInit: true,
  requests: { INI: 'init', FIL: 'edging-job', LMS: 'surfacing-job', FRM: 'frame', TRC: 'trace' },
};

export const linkProfiles: Readonly<Record<string, LinkProfile>> = {
  reported,
  'reported-crc': { ...reported, crc: 'required' },
  'reported-no-init': { ...reported, needsInit: false },
};

export interface LinkTimes {
  /** How long an answer waits for its confirmation before it is sent again. */
  confirmMs: number;
  /** How often an answer is sent, and how many damaged messages in a row a device may send. */
  tries: number;
  /** From the first to the last byte of a message. */
  packetMs: number;
  /** A silent connection is closed. */
  idleMs: number;
}
