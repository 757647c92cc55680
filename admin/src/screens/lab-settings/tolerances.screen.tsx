import { useState } from 'react';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextArea, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ProblemState } from '../../kit/states.tsx';
import { useSession } from '../../session/session.tsx';
import { Refused, useSaving } from './saving.tsx';
import { chooseTolerances, settingTolerancesQuery } from './settings.documents.ts';
import { SettingsFrame } from './settings-frame.tsx';

type Terms = ResultOf<typeof settingTolerancesQuery>['labTolerances'];
type Profile = Terms['profiles'][number];

export function TolerancesScreen() {
  const { may } = useSession();
  const { data, problem, reload } = useLoad(settingTolerancesQuery, {});
  const [looked, setLooked] = useState<string | null>(null);
  const terms = data?.labTolerances;
  const shown = terms?.profiles.find(({ id }) => id === (looked ?? terms.profile));
  return (
    <SettingsFrame
      page="/lab/settings/tolerances"
      intro="What inspections hold lenses against from now on; records keep what they were held against. Each limit says where its number comes from. A limit that was not held against the text of its standard is shown and recorded, and decides only where an owner has switched it on."
    >
      {!terms && (problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />)}
      {terms && (
        <>
          <ul className="grid gap-3 lg:grid-cols-2">
            {terms.profiles.map((profile) => (
              <li key={profile.id}>
                <ProfileCard
                  profile={profile}
                  terms={terms}
                  isShown={profile.id === shown?.id}
                  mayKeep={may('keepLabSettings')}
                  onLook={() => setLooked(profile.id)}
                  reload={reload}
                />
              </li>
            ))}
          </ul>
          {shown && <Limits profile={shown} judgesUnverified={terms.judgesUnverified || !shown.isVerified} />}
        </>
      )}
    </SettingsFrame>
  );
}

function ProfileCard(props: {
  profile: Profile;
  terms: Terms;
  isShown: boolean;
  mayKeep: boolean;
  onLook: () => void;
  reload: () => void;
}) {
  const { profile, terms } = props;
  const isInForce = profile.id === terms.profile;
  return (
    <article className="card flex h-full flex-col gap-2 p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">{profile.name}</h3>
        {isInForce && <Badge code="ACTIVE" label="In force" tone="accent" />}
        <Badge
          code={profile.isVerified ? 'PASS' : 'WARNING'}
          label={profile.isVerified ? 'Numbers traced to a source' : 'Unverified numbers'}
          tone={profile.isVerified ? 'good' : 'warn'}
        />
      </div>
      <p className="text-ink-soft">
        {profile.edition}
        {profile.jurisdiction && ` · law in ${profile.jurisdiction}`}
      </p>
      {isInForce && (
        <p className="text-xs">
          {terms.isChosenHere ? 'Chosen by an owner.' : 'By the settings of this installation.'}{' '}
          {terms.judgesUnverified ? 'Its unverified limits decide too.' : 'Its unverified limits are shown only.'}
        </p>
      )}
      <div className="mt-auto flex gap-2">
        <Button onClick={props.onLook} aria-pressed={props.isShown}>
          {props.isShown ? 'Limits below' : 'Show limits'}
        </Button>
        {props.mayKeep && <ChooseDialog profile={profile} terms={terms} reload={props.reload} />}
      </div>
    </article>
  );
}

function ChooseDialog({ profile, terms, reload }: { profile: Profile; terms: Terms; reload: () => void }) {
  const { save, refusal, clear } = useSaving(reload);
  const isInForce = profile.id === terms.profile;
  const [judges, setJudges] = useState(isInForce && terms.judgesUnverified);
  const [named, setNamed] = useState('');
  const [reason, setReason] = useState('');
  const begin = () => {
    clear();
    setJudges(isInForce && terms.judgesUnverified);
    setNamed('');
    setReason('');
  };
  const unverified = profile.limits.filter(({ isVerified }) => !isVerified).length;
  return (
    <FormDialog
      trigger={
        <Button aria-label={`${isInForce ? 'Change' : 'Choose'} ${profile.name}`}>
          {isInForce ? 'Change' : 'Choose'}
        </Button>
      }
      onOpen={begin}
      title={profile.name}
      tone={profile.isVerified ? 'primary' : 'danger'}
      consequence={
        profile.isVerified
          ? 'The next inspection is held against it. Records stay as they are.'
          : 'Nobody has held these numbers against the text of the standard. If you switch them on, lenses pass and fail by them. Check them against the standard first.'
      }
      submit={isInForce ? 'Save' : 'Use these tolerances'}
      onSubmit={() =>
        save(
          chooseTolerances,
          {
            input: {
              profile: profile.id,
              judgesUnverified: judges,
              acceptUnverified: profile.isVerified ? null : named.trim(),
              reason: reason.trim(),
              basedOn: terms.version,
            },
          },
          `Inspections are held against ${profile.name}.`,
        )
      }
    >
      <Refused refusal={refusal} />
      {profile.isVerified && unverified > 0 && (
        <label className="flex items-start gap-2">
          <input type="checkbox" className="mt-1" checked={judges} onChange={(e) => setJudges(e.target.checked)} />
          <span>
            Its {unverified} unverified {unverified === 1 ? 'limit decides' : 'limits decide'} too. Hold{' '}
            {unverified === 1 ? 'it' : 'them'} against the standard before.
          </span>
        </label>
      )}
      {!profile.isVerified && (
        <Field label={`Type ${profile.id} to switch it on`}>
          <TextInput
            required
            pattern={profile.id.replaceAll('.', '\\.')}
            value={named}
            onChange={(e) => setNamed(e.target.value)}
          />
        </Field>
      )}
      <Field label="Reason" hint="Kept in the history of changes.">
        <TextArea required maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

function Limits({ profile, judgesUnverified }: { profile: Profile; judgesUnverified: boolean }) {
  return (
    <Panel title={`Limits of ${profile.name}`} flush>
      <table className="grid-table">
        <HeadRow titles={['What', 'Lenses', 'Limit', 'Where from', 'Decides']} />
        <tbody>
          {profile.limits.map((limit) => (
            <tr key={`${limit.what} ${limit.lenses} ${limit.limit} ${limit.source}`}>
              <th scope="row">{limit.what}</th>
              <td>{limit.lenses}</td>
              <td className="tabular">{limit.limit}</td>
              <td className={limit.isVerified ? undefined : 'text-warn'}>{limit.source}</td>
              <td>
                {limit.isVerified || judgesUnverified ? (
                  <Badge code="PASS" label="Yes" tone={limit.isVerified ? 'good' : 'warn'} />
                ) : (
                  <Badge code="CLOSED" label="Shown only" tone="neutral" />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
