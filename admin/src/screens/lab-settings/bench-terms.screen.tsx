import { useLoad } from '../../graph/load.ts';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { benchTermsQuery } from './bench-terms.documents.ts';
import { ChecklistPanel } from './checklist-panel.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { TraceLimitsPanel } from './trace-limits-panel.tsx';

/** What is looked at besides what is measured, and what a traced frame is judged by. */
export function BenchTermsScreen() {
  const { data, problem, reload } = useLoad(benchTermsQuery, {});
  return (
    <SettingsFrame
      page="/lab/settings/bench"
      intro="What an inspector looks at besides what is measured, and what a traced frame is judged by. Inspections and traces keep what they were judged by; each change stands under Changes."
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <>
          <ChecklistPanel list={data.labChecklist} reload={reload} />
          <TraceLimitsPanel terms={data.labTraceLimits} reload={reload} />
        </>
      )}
    </SettingsFrame>
  );
}
