'use client';
import { useRef, useState } from 'react';
import { fill } from '../../../../i18n/fill.ts';
import { Icon } from '../../../../kit/icons.tsx';
import { look } from '../../../../kit/look.ts';
import { Picture, type PictureData } from '../../../../kit/picture.tsx';

interface GalleryProps {
  pictures: (PictureData & { id: string })[];
  name: string;
  t: { pictures: string; zoom: string; close: string };
}

/** One large picture, thumbnails, and a full-screen view that can be panned. */
export function Gallery({ pictures, name, t }: GalleryProps) {
  const [index, setIndex] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = pictures[index] ?? pictures[0];
  return (
    <section aria-label={fill(t.pictures, { name })} className="grid gap-3 lg:sticky lg:top-24">
      <button
        type="button"
        onClick={() => dialog.current?.showModal()}
        aria-label={t.zoom}
        className="group relative cursor-zoom-in overflow-hidden rounded-3xl bg-sunken"
      >
        <Picture media={shown} sizes="(min-width: 64rem) 55vw, 100vw" eager />
        <span className="absolute bottom-4 right-4 rounded-full bg-raised p-2.5 shadow">
          <Icon name="zoom" />
        </span>
      </button>
      {pictures.length > 1 ? (
        <ul className="flex gap-2 overflow-x-auto p-1">
          {pictures.map((one, at) => (
            <li key={one.id}>
              <button
                type="button"
                aria-label={one.alt}
                aria-pressed={at === index}
                onClick={() => setIndex(at)}
                className={`w-20 overflow-hidden rounded-lg border-2 bg-sunken ${at === index ? 'border-accent' : 'border-transparent hover:border-line-strong'}`}
              >
                <Picture media={{ ...one, alt: '' }} sizes="80px" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <dialog
        ref={dialog}
        aria-label={shown?.alt}
        className="m-0 size-full max-h-none max-w-none bg-paper p-0 text-ink"
      >
        <form method="dialog" className="fixed right-4 top-4">
          <button type="submit" className={`${look.icon} bg-raised shadow`} aria-label={t.close}>
            <Icon name="close" />
          </button>
        </form>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section className="size-full overflow-auto" tabIndex={0} aria-label={shown?.alt}>
          {shown ? <Picture media={shown} sizes="200vw" className="!w-[170vw] max-w-none sm:!w-[130vw]" /> : null}
        </section>
      </dialog>
    </section>
  );
}
