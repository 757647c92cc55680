import { expiryLaws } from '@opticworks/optics/legal';
import { useState } from 'react';
import { Button } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { HeadRow } from '../../kit/head-row.tsx';
import type { RulesDocument } from './limit-fields.ts';

interface PanelProps {
  rules: RulesDocument;
  unverified: readonly string[];
  onChange(part: Partial<RulesDocument>): void;
}

const placesIn = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean);
const isPlace = (text: string): boolean => /^[A-Z]{2}(-[A-Z]{2,3})?$/.test(text);

/** Where prescriptions are sold from. The first place holds where a customer did not choose. */
export function PlacesPanel({ rules, onChange }: Omit<PanelProps, 'unverified'>) {
  const [text, setText] = useState(rules.places.join(', '));
  const read = placesIn(text);
  const wrong = read.filter((one) => !isPlace(one));
  return (
    <Panel title="Places of sale">
      <div className="space-y-3">
        <label className="block space-y-1">
          <span className="font-medium text-xs">Countries and US states, the usual one first</span>
          <input
            className="control w-full"
            aria-invalid={wrong.length > 0 || read.length === 0 || undefined}
            value={text}
            onChange={(e) => {
              setText(e.target.value);
              onChange({ places: placesIn(e.target.value) });
            }}
          />
          <span className={wrong.length > 0 ? 'text-bad text-xs' : 'text-ink-soft text-xs'}>
            {wrong.length > 0
              ? `${wrong.join(', ')}: a country is two letters (US, DE), a state follows it (US-NY).`
              : 'e.g. US, US-NY, DE. A customer chooses among them; how long a prescription can be filled follows.'}
          </span>
        </label>
      </div>
    </Panel>
  );
}

type Law = RulesDocument['expiryLaws'][string];

/** How long a prescription can be filled where its paper names no date. */
export function TermsPanel({ rules, onChange }: Omit<PanelProps, 'unverified'>) {
  const [added, setAdded] = useState('');
  const set = (place: string, part: Partial<Law>) =>
    onChange({ expiryLaws: { ...rules.expiryLaws, [place]: { ...rules.expiryLaws[place]!, ...part } } });
  const months = (place: string, name: 'spectacleMonths' | 'contactLensMinMonths', label: string) => (
    <td>
      <input
        type="number"
        min={1}
        max={120}
        aria-label={`${place}: ${label}`}
        placeholder="none"
        className="control w-20 text-end tabular"
        value={rules.expiryLaws[place]![name] ?? ''}
        onChange={(e) => set(place, { [name]: e.target.value === '' ? null : Number(e.target.value) })}
      />
    </td>
  );
  const blocks = (place: string, name: 'blocksExpiredSpectacles' | 'blocksExpiredContactLenses', label: string) => (
    <td>
      <input
        type="checkbox"
        aria-label={`${place}: ${label}`}
        checked={rules.expiryLaws[place]![name]}
        onChange={(e) => set(place, { [name]: e.target.checked })}
      />
    </td>
  );
  return (
    <Panel title="Terms by place" flush>
      <p className="px-3 pt-2 text-ink-soft text-xs">
        Months from the date of issue. Empty: no term of its own, then two years for glasses and one year for contact
        lenses. A state that is not listed follows its country.
      </p>
      <table className="rows-middle grid-table tabular">
        <HeadRow
          titles={[
            'Place',
            'Glasses, months',
            'Expired: no sale',
            'Contact lenses, at least months',
            'Expired: no sale',
            '',
          ]}
        />
        <tbody>
          {Object.keys(rules.expiryLaws).map((place) => (
            <tr key={place}>
              <th scope="row">{place}</th>
              {months(place, 'spectacleMonths', 'glasses, months')}
              {blocks(place, 'blocksExpiredSpectacles', 'expired glasses are not sold')}
              {months(place, 'contactLensMinMonths', 'contact lenses, at least months')}
              {blocks(place, 'blocksExpiredContactLenses', 'expired contact lenses are not sold')}
              <td>
                {!expiryLaws[place] && (
                  <Button
                    aria-label={`Remove ${place}`}
                    onClick={() => {
                      const { [place]: _, ...others } = rules.expiryLaws;
                      onChange({ expiryLaws: others });
                    }}
                  >
                    Remove
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap gap-2 p-3">
        <input
          aria-label="Place to add"
          placeholder="US-NY"
          className="control w-28"
          value={added}
          onChange={(e) => setAdded(e.target.value.toUpperCase())}
        />
        <Button
          disabled={!isPlace(added) || rules.expiryLaws[added] !== undefined}
          onClick={() => {
            const country = rules.expiryLaws[added.slice(0, 2)];
            const law = country ?? {
              spectacleMonths: null,
              blocksExpiredSpectacles: false,
              contactLensMinMonths: null,
              blocksExpiredContactLenses: true,
            };
            onChange({ expiryLaws: { ...rules.expiryLaws, [added]: law } });
            setAdded('');
          }}
        >
          Add a place
        </Button>
      </div>
    </Panel>
  );
}
