export interface PictureData {
  url: string;
  srcSet: string;
  alt: string;
  width: number;
  height: number;
}

/** A picture with its renditions; its box is reserved before it arrives. */
export function Picture({
  media,
  sizes,
  eager = false,
  className = '',
}: {
  media: PictureData | undefined;
  sizes: string;
  eager?: boolean;
  className?: string;
}) {
  if (!media) return <div className={`aspect-[3/2] rounded-xl bg-sunken ${className}`} aria-hidden />;
  return (
    // biome-ignore lint/performance/noImgElement: the renditions are made by the catalogue and served as files
    <img
      src={media.url}
      srcSet={media.srcSet || undefined}
      sizes={sizes}
      alt={media.alt}
      width={media.width}
      height={media.height}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : 'auto'}
      decoding="async"
      className={`h-auto w-full ${className}`}
    />
  );
}
