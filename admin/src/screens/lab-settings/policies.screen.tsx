import { useLoad } from '../../graph/load.ts';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { CalibrationPanel } from './calibration-panel.tsx';
import { settingPoliciesQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';
import { WaiversPanel } from './waivers-panel.tsx';
import { WearProfilePanel } from './wear-profile-panel.tsx';

export function PoliciesScreen() {
  const { data, problem, reload } = useLoad(settingPoliciesQuery, {});
  return (
    <SettingsFrame
      page="/lab/settings/policies"
      intro="What a supervisor may let pass, what an instrument out of calibration does, and what of a lens that is made as worn is compensated. Records and calculated jobs keep what they were made by."
    >
      {!data && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {data && (
        <>
          <WaiversPanel terms={data.labWaivers} reload={reload} />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <CalibrationPanel terms={data.labCalibration} reload={reload} />
            <WearProfilePanel terms={data.labWearProfile} reload={reload} />
          </div>
        </>
      )}
    </SettingsFrame>
  );
}
