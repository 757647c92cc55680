import { refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { kindOf, MAX_DOCUMENT_BYTES, whyNotPlainPdf } from './document-kind.ts';

export interface PreparedDocument {
  mediaType: 'application/pdf' | 'image/webp';
  bytes: Buffer;
  widthPx: number | null;
  heightPx: number | null;
}

/** A sharp photograph of a page; larger ones are either no page or meant to fill the memory. */
const MOST_PIXELS = 50_000_000;
/** Enough to read the smallest print of an A4 page. */
const LONGEST_SIDE_PX = 3_000;

/** Pictures are worked on two at a time, so that uploads never take the whole machine. */
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes an upload fit to keep: its type is read from its content, a picture is drawn anew (which leaves behind where and with what
 * it was taken, and anything hidden in it), a PDF must be plain.
 * @throws PAPER_TOO_LARGE, PAPER_TYPE_NOT_ACCEPTED, PAPER_NOT_PLAIN, PAPER_UNREADABLE
 */
export async function prepareDocument(bytes: Buffer): Promise<PreparedDocument> {
  if (bytes.length === 0) refuse(ERRORS.PAPER_UNREADABLE);
  if (bytes.length > MAX_DOCUMENT_BYTES)
    refuse(ERRORS.PAPER_TOO_LARGE, { limit: String(MAX_DOCUMENT_BYTES / 1024 / 1024) });
  const kind = kindOf(bytes);
  if (kind === null || kind === 'heic') refuse(ERRORS.PAPER_TYPE_NOT_ACCEPTED);
  if (kind === 'pdf') {
    const why = whyNotPlainPdf(bytes);
    if (why === 'ACTIVE') refuse(ERRORS.PAPER_NOT_PLAIN);
    if (why === 'DAMAGED') refuse(ERRORS.PAPER_UNREADABLE);
    return { mediaType: 'application/pdf', bytes, widthPx: null, heightPx: null };
  }
  return oneOfTwo(() => drawnAnew(bytes));
}

async function drawnAnew(bytes: Buffer): Promise<PreparedDocument> {
  // Loaded with the first picture: most processes never see one.
  const { default: sharp } = await import('sharp');
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
    const { data, info } = await picture
      .rotate()
      .resize({ width: LONGEST_SIDE_PX, height: LONGEST_SIDE_PX, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 88 })
      .timeout({ seconds: 20 })
      .toBuffer({ resolveWithObject: true });
    return { mediaType: 'image/webp', bytes: data, widthPx: info.width, heightPx: info.height };
  } catch (cause) {
    refuse(ERRORS.PAPER_UNREADABLE, {}, { cause });
  }
}

async function oneOfTwo<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
