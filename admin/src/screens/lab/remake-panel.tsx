import { Facts, Panel } from '../../kit/detail.tsx';
import { money, sayCode } from '../../kit/format.ts';
import { Go } from '../../kit/go.tsx';
import type { Job } from './job.types.ts';

/** Why a job is a remake, what it cost and whom. */
export function RemakePanel({ job }: { job: Job }) {
  const { remake } = job;
  if (!remake) return null;
  const isOther = remake.chargedParty !== remake.defaultParty;
  return (
    <Panel title={`Remake ${remake.sequence} of ${remake.originalNumber}`}>
      <Facts
        items={[
          ['Reason', `${sayCode(remake.reason)} (${sayCode(remake.group).toLowerCase()})`],
          [
            'Original',
            <Go key="original" to={`/lab/jobs/${remake.originalNumber}`}>
              {remake.originalNumber}
            </Go>,
          ],
          job.remakeChanges && job.remakeChanges.length > 0
            ? ['Made otherwise', `Another ${job.remakeChanges.join(', ')}`]
            : null,
          ['Charged to', `${sayCode(remake.chargedParty)}, ${money(remake.charged)}`],
          isOther ? ['Decided by', `${remake.partyBy}: ${remake.partyReason}`] : null,
          remake.policy ? ['Policy', sayCode(remake.policy)] : null,
          [
            'Cost by the book',
            `${money(remake.cost.total)} (lenses ${money(remake.cost.lenses)}, frame ${money(remake.cost.frame)}, work ${money(remake.cost.labour)}, shipping ${money(remake.cost.shipping)})`,
          ],
          ['Days lost', String(remake.daysLost)],
          ['Started by', remake.startedBy],
          remake.note ? ['Note', remake.note] : null,
        ]}
      />
    </Panel>
  );
}
