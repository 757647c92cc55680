import type { ResultOf } from '../../graph/tada.ts';
import { Panel } from '../../kit/detail.tsx';
import type { reviewQuery } from './prescriptions.documents.ts';

type Rx = NonNullable<ResultOf<typeof reviewQuery>['prescription']>;
const words: Record<string, string> = {
  od: 'Right eye (OD)',
  os: 'Left eye (OS)',
  'contactLenses.OD': 'Right eye (OD)',
  'contactLenses.OS': 'Left eye (OS)',
  issuedOn: 'Issued',
  prescriberName: 'Prescriber',
  product: 'For',
};

/** The file a prescription came from, and what was typed over it since. */
export function ImportedPanel({ rx }: { rx: Rx }) {
  const differences = rx.originalDifferences;
  if (!differences) return null;
  return (
    <Panel
      title="Imported file"
      actions={
        <a className="btn" href={`/customer-rx/documents/prescriptions/${rx.id}?as=imported`} download>
          As it came in
        </a>
      }
    >
      {differences.length === 0 ? (
        <p className="text-ink-soft">Everything is as in the file.</p>
      ) : (
        <>
          <p className="mb-2 text-warn">
            Values were typed over the file. It stays as it came in; the export says what differs.
          </p>
          <dl className="tabular space-y-1">
            {differences.map(({ field, original, now }) => (
              <div key={field}>
                <dt className="text-ink-soft">{words[field] ?? field}</dt>
                <dd>
                  {original ?? '—'} → {now ?? '—'}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Panel>
  );
}
