import { History, Panel } from '../../kit/detail.tsx';
import { instant, sayCode } from '../../kit/format.ts';
import type { Job } from './job.types.ts';

/** Where the tray has been, newest first. */
export function ScansPanel({ job }: { job: Job }) {
  return (
    <Panel title="Scans">
      <History
        empty="Not scanned yet."
        entries={[...job.scans]
          .sort((a, b) => b.at.localeCompare(a.at))
          .map((scan) => ({
            key: `${scan.at}:${scan.status}:${scan.eye ?? ''}`,
            at: instant(scan.at),
            what: (
              <>
                {sayCode(scan.status)} at {scan.station}
                {scan.eye && ` (${scan.eye})`}
                {scan.note && <span className="text-ink-soft">: {inWords(scan.note)}</span>}
              </>
            ),
            who: scan.operator,
          }))}
      />
    </Panel>
  );
}

/** Codes the system writes beside a scan, in words; what people write has none. */
const inWords = (note: string): string => note.replace(/\b[A-Z]+(?:_[A-Z]+)+\b/g, sayCode);
