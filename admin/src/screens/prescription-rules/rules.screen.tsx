import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { usePageTitle } from '../../kit/detail.tsx';
import { Go } from '../../kit/go.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { useFormKey } from '../lab-settings/saving.tsx';
import { prescriptionRulesQuery } from './rules.documents.ts';
import { RulesForm } from './rules-form.tsx';
import { RulesHistory } from './rules-history.tsx';

export type Loaded = ResultOf<typeof prescriptionRulesQuery>;

/** What prescriptions are judged by, everywhere in the house. */
export function PrescriptionRulesScreen() {
  usePageTitle('Prescription rules');
  const { may } = useSession();
  const { data, problem, reload } = useLoad(prescriptionRulesQuery, {});
  const { key, saved } = useFormKey(data?.prescriptionRules.version);
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <div>
        <Go to="/prescriptions" className="text-xs">
          ← Prescriptions
        </Go>
        <h1 className="text-xl">Prescription rules</h1>
        <p className="max-w-3xl text-ink-soft">
          What prescriptions are judged by: the same numbers in the form of the shop, in the lens builder, at the desk
          and in the lab. A change is a new version with a reason; what was judged keeps the version it was judged by.
        </p>
      </div>
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <>
          <RulesForm key={key} loaded={data} mayKeep={may('keepPrescriptionRules')} reload={reload} onSaved={saved} />
          <RulesHistory key={`history ${data.prescriptionRules.version}`} />
        </>
      )}
    </div>
  );
}
