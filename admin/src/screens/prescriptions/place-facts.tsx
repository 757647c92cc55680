import type { Certainty } from '@opticworks/optics/certainty';
import type { ResultOf } from '../../graph/tada.ts';
import { Panel } from '../../kit/detail.tsx';
import { Sure } from '../../kit/sure.tsx';
import type { reviewQuery } from './prescriptions.documents.ts';

type Fact = NonNullable<ResultOf<typeof reviewQuery>['prescription']>['placeFacts'][number];

/** What holds where the prescription is filled; what waits for an owner is told and does not count. */
export function PlaceFacts({ place, facts }: { place: string; facts: readonly Fact[] }) {
  return (
    <Panel title={`What holds in ${place}`}>
      <ul className="grid gap-2">
        {facts.map(({ code, text, certainty, source, isOn }) => (
          <li key={code}>
            <p className={isOn ? '' : 'text-ink-soft'}>
              {text}
              {!isOn && ' Not switched on: it does not count.'}
            </p>
            <p>
              <Sure fact={{ certainty: certainty as Certainty, source }} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
