'use client';
import { type DragEvent, useId, useState } from 'react';
import { send } from '../graph/browser.ts';
import type { Messages } from '../i18n/locales.ts';
import { look } from '../kit/look.ts';
import { Notice } from '../kit/notice.tsx';
import { removePaperDocument, startUploadDocument } from './papers.documents.ts';

/** A paper that has arrived; its name is only for the person who chose it. */
export interface Paper {
  id: string;
  name: string;
}

interface UploadProps {
  papers: readonly Paper[];
  onChange(papers: Paper[]): void;
  t: Messages['paper'];
}

const ACCEPTED = '.pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp';
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_PAPERS = 5;

/** Sends one file to the place the graph opened for it. @returns its id, or the sentence that says why not */
async function upload(file: File, failed: string): Promise<{ id: string } | { told: string }> {
  try {
    const { startPrescriptionUpload: place } = await send(startUploadDocument, {});
    if (place.__typename === 'Refusal') return { told: place.message };
    const answer = await fetch(place.url, {
      method: 'PUT',
      body: file,
      headers: {
        'content-type': 'application/octet-stream',
        'x-opticworks-upload': '1',
        'x-opticworks-locale': document.documentElement.lang,
      },
    });
    if (answer.ok) return { id: place.id };
    const told = (await answer.json().catch(() => null)) as { message?: string } | null;
    return { told: told?.message ?? failed };
  } catch {
    return { told: failed };
  }
}

/** The paper itself: a photograph, a scan or a PDF. A file that cannot be taken says why and loses nothing else. */
export function PaperUpload({ papers, onChange, t }: UploadProps) {
  const id = useId();
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setBusy(true);
    setTold(null);
    let kept = [...papers];
    for (const file of files.slice(0, MOST_PAPERS - kept.length)) {
      const answer = file.size > MOST_BYTES ? { told: t.tooLarge } : await upload(file, t.failed);
      if ('told' in answer) {
        setTold(`${file.name}: ${answer.told}`);
        continue;
      }
      kept = [...kept, { id: answer.id, name: file.name }];
      onChange(kept);
    }
    setBusy(false);
  };
  const remove = async (paper: Paper) => {
    onChange(papers.filter((one) => one.id !== paper.id));
    // Gone from the form at once; the server clears what is left behind.
    await send(removePaperDocument, { id: paper.id }).catch(() => undefined);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };
  return (
    <div className="grid gap-3">
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`grid cursor-pointer gap-1.5 rounded-2xl border-2 border-dashed p-5 has-focus-visible:outline-2 ${isOver ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
      >
        <span className="font-medium">{t.title}</span>
        <span className={look.hint}>{t.help}</span>
        <span className={`${look.secondary} justify-self-start`}>{isBusy ? t.sending : t.choose}</span>
        <input
          id={id}
          type="file"
          multiple
          accept={ACCEPTED}
          className="sr-only"
          disabled={isBusy || papers.length >= MOST_PAPERS}
          onChange={(event) => {
            const chosen = [...(event.target.files ?? [])];
            event.target.value = '';
            void take(chosen);
          }}
        />
      </label>
      <ul className="grid gap-1" aria-live="polite">
        {papers.map((paper) => (
          <li key={paper.id} className="flex min-h-11 items-center justify-between gap-3 border-line border-b">
            <span className="min-w-0 truncate">
              <span className="text-good">✓ </span>
              {paper.name}
            </span>
            <button type="button" className={look.link} onClick={() => void remove(paper)}>
              {t.remove}
              <span className="sr-only"> {paper.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {told ? <Notice tone="bad">{told}</Notice> : null}
    </div>
  );
}
