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
  readonly #running = new Map<string, Promise<Map<number, Buffer> | null>>();
  readonly #waiting: (() => void)[] = [];
  #active = 0;

  constructor(database: Database, dataDir: string, concurrency: number) {
    this.#database = database;
    this.#folder = join(dataDir, 'media');
    this.#limit = concurrency;
  }

  /** The file of a rendition, or null when there is no such picture. @param width one of the offered widths */
  async rendition(hash: string, width: number): Promise<Buffer | null> {
    const kept = await readFile(this.#file(hash, width)).catch(() => null);
    if (kept) return kept;
    const tier = tierOf(width);
    const key = `${hash}-${tier[0]}`;
    let making = this.#running.get(key);
    if (!making) {
      making = this.#make(hash, tier).finally(() => this.#running.delete(key));
      this.#running.set(key, making);
    }
    return (await making)?.get(width) ?? null;
  }

  #file(hash: string, width: number): string {
    return join(this.#folder, hash.slice(0, 2), `${hash}-${width}.webp`);
  }

  /** Draws once and keeps every width of the tier: drawing is what costs, scaling is not. */
  async #make(hash: string, widths: readonly number[]): Promise<Map<number, Buffer> | null> {
    const [row] = await this.#database.query<{ drawing: Drawing | null }>(
      `select drawing from media where hash = $1 and source = 'drawn' limit 1`,
      [hash],
    );
    if (!row?.drawing) return null;
    await this.#enter();
    try {
      const images = await render(row.drawing, widths);
      await mkdir(join(this.#folder, hash.slice(0, 2)), { recursive: true });
      for (const [width, image] of images) {
        // Written beside and renamed, so that nobody reads half a file.
        const temporary = `${this.#file(hash, width)}.${process.pid}.part`;
        await writeFile(temporary, image);
        await rename(temporary, this.#file(hash, width));
      }
      return images;
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

const tierOf = (width: number): readonly number[] =>
  renditionWidths.filter((w) => w <= HALF_SIZE_UP_TO === width <= HALF_SIZE_UP_TO);

/** A drawing as WebP in several widths of one tier. */
export async function render(drawing: Drawing, widths: readonly number[]): Promise<Map<number, Buffer>> {
  const density = Math.max(...widths) <= HALF_SIZE_UP_TO ? 36 : 72;
  const { data, info } = await sharp(Buffer.from(draw(drawing)), { density })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const images = await Promise.all(
    widths.map((width) =>
      sharp(data, { raw })
        .resize({ width: Math.min(width, CANVAS.width) })
        .webp({ quality: 86, effort: 4 })
        .toBuffer(),
    ),
  );
  return new Map(widths.map((width, i) => [width, images[i] as Buffer]));
}

export const isOfferedWidth = (width: number): boolean => (renditionWidths as readonly number[]).includes(width);
