import { clsx } from 'clsx';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { Button } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { instant } from '../../kit/format.ts';

export interface PaperShape {
  id: string;
  url: string;
  mediaType: string | null;
  byteCount: number | null;
  createdAt: string;
}

const zooms = [1, 1.5, 2, 3, 4] as const;
type Shown = { url: string } | { told: string } | null;

/**
 * The paper beside the typed values. The server hands a file out as a download and writes the read down; it is shown from memory and
 * leaves the browser with the screen.
 */
export function DocumentPanel({ papers }: { papers: readonly PaperShape[] }) {
  const [chosen, setChosen] = useState(0);
  const paper = papers[chosen];
  return (
    <Panel
      title={papers.length > 1 ? `Paper ${chosen + 1} of ${papers.length}` : 'Paper'}
      flush
      actions={
        papers.length > 1 &&
        papers.map((one, i) => (
          <Button
            key={one.id}
            aria-pressed={i === chosen}
            onClick={() => setChosen(i)}
            className="aria-pressed:bg-accent-soft"
          >
            {i + 1}
          </Button>
        ))
      }
    >
      {paper ? (
        <Viewer key={paper.id} paper={paper} />
      ) : (
        <p className="p-3 text-ink-soft">
          No paper was sent in. Ask the customer for it, or ask the prescriber; a sign-off without it needs a reason.
        </p>
      )}
    </Panel>
  );
}

function Viewer({ paper }: { paper: PaperShape }) {
  const [shown, setShown] = useState<Shown>(null);
  const [zoom, setZoom] = useState(0);
  const [turned, setTurned] = useState(0);
  useEffect(() => {
    let address: string | null = null;
    const left = new AbortController();
    fetch(paper.url, { credentials: 'same-origin', signal: left.signal })
      .then(async (answer) => {
        if (!answer.ok)
          return setShown({ told: 'The paper cannot be opened: it is gone, or your role may not see it.' });
        address = URL.createObjectURL(await answer.blob());
        setShown({ url: address });
      })
      .catch(() => {
        if (!left.signal.aborted) setShown({ told: 'The paper could not be loaded. Reload the screen to try again.' });
      });
    return () => {
      left.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [paper.url]);

  const isPicture = paper.mediaType !== 'application/pdf';
  const onKey = (event: KeyboardEvent) => {
    const did = {
      '+': () => setZoom((z) => Math.min(zooms.length - 1, z + 1)),
      '-': () => setZoom((z) => Math.max(0, z - 1)),
      '0': () => setZoom(0),
      r: () => setTurned((t) => (t + 90) % 360),
    }[event.key];
    if (!did) return;
    event.preventDefault();
    did();
  };
  if (!shown) return <div className="h-96 animate-pulse bg-sunken" role="status" aria-label="The paper is loading" />;
  if ('told' in shown) return <p className="p-3 text-bad">{shown.told}</p>;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-1.5">
        {isPicture && (
          <>
            <Button onClick={() => setZoom((z) => Math.max(0, z - 1))} disabled={zoom === 0} aria-label="Smaller">
              −
            </Button>
            <span className="tabular w-12 text-center">{zooms[zoom]! * 100} %</span>
            <Button
              onClick={() => setZoom((z) => Math.min(zooms.length - 1, z + 1))}
              disabled={zoom === zooms.length - 1}
              aria-label="Larger"
            >
              +
            </Button>
            <Button onClick={() => setTurned((t) => (t + 90) % 360)}>Turn</Button>
          </>
        )}
        <span className="text-ink-soft text-xs">Received {instant(paper.createdAt)}</span>
        <a className="link ms-auto" href={paper.url} download>
          Download
        </a>
      </div>
      {isPicture ? (
        <section
          className="h-[32rem] overflow-auto bg-sunken p-2"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          onKeyDown={onKey}
          aria-label="Paper; plus and minus zoom, R turns"
        >
          <img
            src={shown.url}
            alt="Prescription as sent in"
            className={clsx('mx-auto block origin-center transition-transform', turned % 180 !== 0 && 'my-16')}
            style={{ width: `${zooms[zoom]! * 100}%`, maxWidth: 'none', transform: `rotate(${turned}deg)` }}
          />
        </section>
      ) : (
        <iframe src={shown.url} title="Prescription as sent in" className="h-[32rem] w-full border-0" />
      )}
    </div>
  );
}
