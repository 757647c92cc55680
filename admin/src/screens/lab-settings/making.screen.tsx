import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { RulesForm } from './making-form.tsx';
import { RulesHistory } from './making-history.tsx';
import { useFormKey } from './saving.tsx';
import { lensRulesQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

export type RuleSet = ResultOf<typeof lensRulesQuery>['lensRules'];

/** What can be made: the numbers, pairings and exclusions by which builder, price, order and lab decide. */
export function MakingScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(lensRulesQuery, {});
  const { key, saved } = useFormKey(data?.lensRules.version);
  return (
    <SettingsFrame
      page="/lab/settings/making"
      intro="What can be made, and what costs extra: the same numbers in the lens builder, at price, at order and in the lab. A change is a new version with a reason; it holds from the next quote on."
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <>
          <RulesForm
            key={key}
            rules={data.lensRules}
            mayKeep={may('keepLabSettings')}
            reload={reload}
            onSaved={saved}
          />
          <RulesHistory key={`history ${data.lensRules.version}`} />
        </>
      )}
    </SettingsFrame>
  );
}
