import type { MediaRow } from '../products/product.loaders.ts';
import type { MediaType, VariantType } from '../products/product.type.ts';
import { inLocale, type Locale } from '../text/localized.ts';

/** Widths every picture is offered in, pixels. */
export const renditionWidths = [320, 640, 1024, 1600] as const;

export const mediaPath = (hash: string, width?: number): string => `/media/${hash}${width ? `-${width}` : ''}.webp`;

export function mediaView(row: Omit<MediaRow, 'product_id' | 'colour_key' | 'size_key'>, locale: Locale): MediaType {
  return {
    id: row.id,
    view: row.view,
    alt: inLocale(row.alt, locale),
    width: row.width,
    height: row.height,
    url: mediaPath(row.hash),
    srcSet: renditionWidths.map((width) => `${mediaPath(row.hash, width)} ${width}w`).join(', '),
  };
}

/** A variant's pictures: those of its colour and size, and those that belong to every variant. */
export const mediaOfVariant = (
  all: readonly MediaRow[],
  variant: Pick<VariantType, 'colourKey' | 'sizeKey'>,
): MediaRow[] =>
  all.filter(
    (m) =>
      (m.colour_key === null || m.colour_key === variant.colourKey) &&
      (m.size_key === null || m.size_key === variant.sizeKey),
  );
