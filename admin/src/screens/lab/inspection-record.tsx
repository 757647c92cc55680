import type { FragmentOf } from '../../graph/tada.ts';
import { day, instant } from '../../kit/format.ts';
import type { inspectionFields } from './inspection.documents.ts';
import { InspectionTable } from './inspection-table.tsx';

export type Inspection = FragmentOf<typeof inspectionFields>;

const warnings: Record<string, string> = {
  NO_INSTRUMENT: 'No instrument was registered.',
  CALIBRATION_OVERDUE: 'The calibration of the instrument had run out.',
};

/** An inspection as it was written down: with what, against what, what was found, and who let it pass. */
export function InspectionRecord({ inspection }: { inspection: Inspection }) {
  const { instrument, waiver, faults } = inspection;
  const facts = [
    `${inspection.profile}${inspection.edition ? ` (${inspection.edition})` : ''}`,
    instrument && `${instrument.code} ${instrument.name}, calibrated to ${day(instrument.calibrationDueOn)}`,
    inspection.nominalFrom === 'COMPENSATED' && 'against the power compensated for the position of wear',
    inspection.nominalFrom === 'EXPECTED' && 'against the expected lensmeter values of the maker',
    inspection.checklistItems > 0 && faults.length === 0 && `${inspection.checklistItems} items looked at`,
  ].filter(Boolean);
  return (
    <>
      <p className="px-3 py-2 text-ink-soft text-xs">{facts.join(' · ')}</p>
      {inspection.warnings.map((code) => (
        <p key={code} className="mx-3 mb-2 rounded bg-warn-soft px-2 py-1 text-warn">
          {warnings[code] ?? code}
        </p>
      ))}
      {waiver && (
        <p className="mx-3 mb-2 rounded bg-warn-soft px-2 py-1 text-warn">
          Let pass by {waiver.supervisor}, {instant(waiver.at)}: {waiver.reason}
        </p>
      )}
      {(faults.length > 0 || inspection.cosmeticNotes.length > 0) && (
        <ul className="px-3 pb-2">
          {faults.map((fault) => (
            <li key={`${fault.code}:${fault.eye}`} className="text-bad">
              ✗ {fault.eye ? `${fault.eye} ` : ''}not so: {fault.label}
              {fault.note && <span className="text-ink-soft"> ({fault.note})</span>}
            </li>
          ))}
          {inspection.cosmeticNotes.map((note) => (
            <li key={note} className="text-ink-soft">
              {note}
            </li>
          ))}
        </ul>
      )}
      <InspectionTable checks={inspection.checks} />
    </>
  );
}
