import { inflateSync } from 'node:zlib';

/** What a prescription may be sent as. */
export type DocumentKind = 'pdf' | 'jpeg' | 'png' | 'webp';

export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

const startsWith = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.subarray(at, at + text.length).toString('latin1') === text;

/** The kind by its own first bytes, whatever name or type it came with; 'heic' is told apart because phones send it. */
export function kindOf(bytes: Buffer): DocumentKind | 'heic' | null {
  if (startsWith(bytes, 0, '%PDF-')) return 'pdf';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return 'webp';
  if (startsWith(bytes, 4, 'ftyp') && /^(hei[cfmsx]|hev[cmx]|mif1|msf1)/.test(bytes.subarray(8, 12).toString('latin1')))
    return 'heic';
  return null;
}

/** Things a paper never needs and an attacker does: scripts, programs, attached files, forms that call home, locked content. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|Encrypt)\b/;
/** Object streams are small; one that unpacks to more than this is a bomb. */
const MOST_UNPACKED_BYTES = 24 * 1024 * 1024;

/**
 * Whether a PDF is a plain paper. Names may be written with #xx escapes and hidden in packed object streams; both are looked into.
 * @returns null when it is, else why not
 */
export function whyNotPlainPdf(bytes: Buffer): 'DAMAGED' | 'ACTIVE' | null {
  const text = bytes.toString('latin1');
  if (!text.slice(-4_096).includes('%%EOF')) return 'DAMAGED';
  if (ACTIVE.test(unescaped(text))) return 'ACTIVE';
  let unpacked = 0;
  for (const packed of objectStreams(bytes, text)) {
    let content: Buffer;
    try {
      content = inflateSync(packed, { maxOutputLength: MOST_UNPACKED_BYTES });
    } catch {
      return 'DAMAGED';
    }
    unpacked += content.length;
    if (unpacked > MOST_UNPACKED_BYTES) return 'DAMAGED';
    if (ACTIVE.test(unescaped(content.toString('latin1')))) return 'ACTIVE';
  }
  return null;
}

const unescaped = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The bytes of each packed object stream. */
function* objectStreams(bytes: Buffer, text: string): Generator<Buffer> {
  for (const match of text.matchAll(/\/ObjStm\b[^>]*?(?:>>)?\s*stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    if (end > start) yield bytes.subarray(start, end);
  }
}
