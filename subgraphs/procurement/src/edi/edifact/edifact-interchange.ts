import { isValidGtin } from '@opticworks/optics/codes';
import { EdiError } from '../edi-error.ts';

/** A segment: its tag, then elements of components. */
export interface EdifactSegment {
  tag: string;
  elements: string[][];
}

export interface EdifactMessage {
  type: string;
  reference: string;
  /** Without UNH and UNT. */
  body: EdifactSegment[];
}

export interface EdifactInterchange {
  senderId: string;
  receiverId: string;
  controlReference: string;
  isTest: boolean;
  messages: EdifactMessage[];
}

interface Signs {
  component: string;
  element: string;
  release: string;
  terminator: string;
}
const DEFAULT_SIGNS: Signs = { component: ':', element: '+', release: '?', terminator: "'" };

/** @returns component `c` of element `e`, both counted from one, or an empty text */
export function at(segment: EdifactSegment | undefined, e: number, c = 1): string {
  return segment?.elements[e - 1]?.[c - 1] ?? '';
}

/**
 * Reads the envelopes and checks every count and reference.
 * @throws EdiError naming the broken rule
 */
export function readEdifact(text: string): EdifactInterchange {
  const { signs, rest } = signsOf(text.trim());
  const segments = split(rest, signs);
  const [unb] = segments;
  const unz = segments.at(-1);
  if (unb?.tag !== 'UNB') throw new EdiError('UNB', 'An EDIFACT interchange starts with UNB.');
  if (unz?.tag !== 'UNZ') throw new EdiError('UNZ', 'The interchange does not end with UNZ.');
  checkParty('UNB sender', unb, 2);
  checkParty('UNB recipient', unb, 3);

  const messages: EdifactMessage[] = [];
  let body: EdifactSegment[] | null = null;
  let header: EdifactSegment | null = null;
  for (const segment of segments.slice(1, -1)) {
    if (segment.tag === 'UNH') {
      if (header) throw new EdiError('UNH', 'A message starts before the one before it has ended.');
      header = segment;
      body = [];
    } else if (segment.tag === 'UNT') {
      if (!header || !body) throw new EdiError('UNT', 'UNT closes a message that was not opened.');
      if (Number(at(segment, 1)) !== body.length + 2) {
        throw new EdiError(
          'UNT01',
          `UNT says ${at(segment, 1)} segments, but there are ${body.length + 2} including UNH and UNT.`,
        );
      }
      if (at(segment, 2) !== at(header, 1))
        throw new EdiError('UNT02', `UNT closes ${at(segment, 2)}, but UNH opened ${at(header, 1)}.`);
      checkLineCount(body);
      messages.push({ type: at(header, 2), reference: at(header, 1), body });
      header = null;
      body = null;
    } else if (body) {
      body.push(segment);
    } else {
      throw new EdiError('UNH', `${segment.tag} stands outside of any message.`);
    }
  }
  if (header) throw new EdiError('UNT', 'The last message does not end with UNT.');
  if (Number(at(unz, 1)) !== messages.length)
    throw new EdiError('UNZ01', `UNZ says ${at(unz, 1)} messages, but there are ${messages.length}.`);
  if (at(unz, 2) !== at(unb, 5)) throw new EdiError('UNZ02', `UNZ closes ${at(unz, 2)}, but UNB opened ${at(unb, 5)}.`);
  return {
    senderId: at(unb, 2),
    receiverId: at(unb, 3),
    controlReference: at(unb, 5),
    isTest: at(unb, 11) === '1',
    messages,
  };
}

function signsOf(text: string): { signs: Signs; rest: string } {
  if (!text.startsWith('UNA')) return { signs: DEFAULT_SIGNS, rest: text };
  if (text.length < 9) throw new EdiError('UNA', 'UNA is nine characters long.');
  return {
    signs: { component: text[3]!, element: text[4]!, release: text[6]!, terminator: text[8]! },
    rest: text.slice(9),
  };
}

/** The release sign takes its meaning from the next character, so the text is read character by character. */
function split(text: string, signs: Signs): EdifactSegment[] {
  const segments: EdifactSegment[] = [];
  let elements: string[][] = [['']];
  const write = (sign: string) => {
    const components = elements.at(-1)!;
    components[components.length - 1] += sign;
  };
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i]!;
    if (sign === signs.release) {
      i += 1;
      if (i >= text.length) throw new EdiError('UNA', 'The text ends behind a release character.');
      write(text[i]!);
    } else if (sign === signs.component) elements.at(-1)!.push('');
    else if (sign === signs.element) elements.push(['']);
    else if (sign === signs.terminator) {
      const tag = elements[0]![0]!;
      if (!/^[A-Z]{3}$/.test(tag)) throw new EdiError('TAG', `"${tag.slice(0, 10)}" is not a segment tag.`);
      segments.push({ tag, elements: elements.slice(1) });
      elements = [['']];
    } else if (!/[\r\n]/.test(sign)) write(sign);
  }
  if (elements.length > 1 || elements[0]![0]!.trim() !== '')
    throw new EdiError('TAG', 'The last segment has no terminator.');
  return segments;
}

function checkParty(name: string, unb: EdifactSegment, element: number): void {
  const id = at(unb, element);
  if (at(unb, element, 2) === '14' && !isValidGtin(id)) throw new EdiError(name, `${name} ${id} is not a valid GLN.`);
}

/** CNT with qualifier 2 counts the lines. */
function checkLineCount(body: readonly EdifactSegment[]): void {
  const count = body.find((segment) => segment.tag === 'CNT' && at(segment, 1, 1) === '2');
  const lines = body.filter((segment) => segment.tag === 'LIN').length;
  if (count && Number(at(count, 1, 2)) !== lines)
    throw new EdiError('CNT', `CNT says ${at(count, 1, 2)} lines, but there are ${lines}.`);
}

export interface EdifactEnvelope {
  senderGln: string;
  receiverGln: string;
  controlReference: string;
  /** Such as `ORDERS:D:96A:UN:EAN008`. */
  messageType: string;
  at: Date;
  isTest: boolean;
}

/** Elements are texts or lists of components; signs with a meaning get the release character. */
export type PlainSegment = [tag: string, ...elements: (string | string[])[]];

export function writeEdifact(envelope: EdifactEnvelope, body: readonly PlainSegment[]): string {
  const stamp = envelope.at.toISOString();
  const when = [stamp.slice(2, 10).replaceAll('-', ''), stamp.slice(11, 16).replace(':', '')];
  const unb: PlainSegment = [
    'UNB',
    ['UNOC', '3'],
    [envelope.senderGln, '14'],
    [envelope.receiverGln, '14'],
    when,
    envelope.controlReference,
  ];
  if (envelope.isTest) unb.push('', '', '', '', '', '1');
  const segments: PlainSegment[] = [
    unb,
    ['UNH', '1', envelope.messageType.split(':')],
    ...body,
    ['UNT', String(body.length + 2), '1'],
    ['UNZ', '1', envelope.controlReference],
  ];
  return ["UNA:+.? '", ...segments.map((segment) => `${segment.map(writeElement).join('+')}'`)].join('\n');
}

function writeElement(element: string | string[]): string {
  return (Array.isArray(element) ? element : [element]).map(release).join(':');
}

function release(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[?:+']/g, (sign) => `?${sign}`);
}
