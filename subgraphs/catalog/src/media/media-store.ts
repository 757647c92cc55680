import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@opticworks/kernel';
import sharp from 'sharp';
import { draw } from './draw/draw.ts';
import type { Drawing } from './draw/drawing.types.ts';
import { CANVAS } from './draw/drawing.types.ts';
import { renditionWidths } from './media.view.ts';

/** Rendered at half size up to this width: four times cheaper, and no eye sees the difference. */
const HALF_SIZE_UP_TO = 640;

/**
 * Renditions of pictures as files. A rendition is made when first asked for and kept for good: its name contains the hash of what it
 * shows. Equal requests share one rendering, and only a few run at once, so that a cold cache cannot take the machine.
 */
export class MediaStore {
  readonly #database: Database;
  readonly #folder: string;
  readonly #limit: number;
  readonly #running = new Map<string, Promise<Buffer | null>>();
  readonly #waiting: (() => void)[] = [];
  #active = 0;

  constructor(database: Database, dataDir: string, concurrency: number) {
    this.#database = database;
    this.#folder = join(dataDir, 'media');
    this.#limit = concurrency;
  }

  /** The file of a rendition, or null when there is no such picture. @param width one of the offered widths */
  async rendition(hash: string, width: number): Promise<Buffer | null> {
    const file = join(this.#folder, hash.slice(0, 2), `${hash}-${width}.webp`);
    const kept = await readFile(file).catch(() => null);
    if (kept) return kept;
    let making = this.#running.get(file);
    if (!making) {
      making = this.#make(hash, width, file).finally(() => this.#running.delete(file));
      this.#running.set(file, making);
    }
    return making;
  }

  async #make(hash: string, width: number, file: string): Promise<Buffer | null> {
    const [row] = await this.#database.query<{ drawing: Drawing | null }>(
      `select drawing from media where hash = $1 and source = 'drawn' limit 1`,
      [hash],
    );
    if (!row?.drawing) return null;
    await this.#enter();
    try {
      const image = await render(row.drawing, width);
      await mkdir(join(this.#folder, hash.slice(0, 2)), { recursive: true });
      // Written beside and renamed, so that nobody reads half a file.
      const temporary = `${file}.${process.pid}.part`;
      await writeFile(temporary, image);
      await rename(temporary, file);
      return image;
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> | void {
    if (this.#active < this.#limit) {
      this.#active++;
      return;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#active--;
  }
}

/** A drawing as WebP of the given width. */
export function render(drawing: Drawing, width: number): Promise<Buffer> {
  const density = width <= HALF_SIZE_UP_TO ? 36 : 72;
  return sharp(Buffer.from(draw(drawing)), { density })
    .resize({ width: Math.min(width, CANVAS.width) })
    .webp({ quality: 86, effort: 4 })
    .toBuffer();
}

export const isOfferedWidth = (width: number): boolean => (renditionWidths as readonly number[]).includes(width);
