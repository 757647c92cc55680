import { placeFacts } from '@opticworks/optics/desk';
import { useState } from 'react';
import { Select } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import { Sure } from '../../kit/sure.tsx';
import { placesToLookAt, switched } from './fact-places.ts';
import type { RulesDocument } from './limit-fields.ts';

interface Props {
  rules: RulesDocument;
  unverified: readonly string[];
  onChange(part: Partial<RulesDocument>): void;
}

const actors = { desk: 'Desk', shop: 'Shop form', lab: 'Lab', clock: 'Verification clock' } as const;

/** What is known of each place, how sure it is, and who acts on it; what is unverified counts once it is switched on here. */
export function FactsPanel({ rules, unverified, onChange }: Props) {
  const places = placesToLookAt(rules, unverified);
  const [chosen, setChosen] = useState(rules.places[0] ?? 'US');
  const place = places.includes(chosen) ? chosen : (places[0] ?? 'US');
  return (
    <Panel title="What is known of a place" flush>
      <div className="space-y-2 px-3 pt-2">
        <Select
          className="max-w-40"
          aria-label="Place to look at"
          value={place}
          options={places.map((one) => ({ value: one, label: one }))}
          onChange={(event) => setChosen(event.target.value)}
        />
        <p className="text-ink-soft text-xs">
          What is unverified is off. Look the law up before you switch it on, and say below what you found: it is kept
          with the version.
        </p>
      </div>
      <table className="rows-middle grid-table">
        <HeadRow titles={['What holds', 'How sure', 'Who acts on it', 'Counts']} />
        <tbody>
          {placeFacts(rules, place).map(({ code, key, en, actors: who, isOn, ...fact }) => (
            <tr key={code + key}>
              <th scope="row" className="min-w-60 whitespace-normal! font-normal">
                {en}
              </th>
              <td className="min-w-52 whitespace-normal!">
                <Sure fact={fact} />
              </td>
              <td>{who.map((one) => actors[one]).join(', ')}</td>
              <td>
                {fact.certainty === 'unverified' ? (
                  <label className="flex min-h-6 items-center gap-1.5">
                    <input
                      type="checkbox"
                      aria-label={`${place}: ${en}`}
                      checked={isOn}
                      onChange={(event) =>
                        onChange({ switchedOn: switched(rules.switchedOn, key, event.target.checked) })
                      }
                    />
                    {isOn ? 'switched on' : 'off'}
                  </label>
                ) : (
                  'yes'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
