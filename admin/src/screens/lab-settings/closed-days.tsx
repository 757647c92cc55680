import { Button } from '../../kit/controls.tsx';

interface ClosedDay {
  day: string;
  reason: string;
}

/** Further days on which the lab is closed, each with its reason. */
export function ClosedDays({ days, onChange }: { days: readonly ClosedDay[]; onChange: (days: ClosedDay[]) => void }) {
  const change = (index: number, part: Partial<ClosedDay>) =>
    onChange(days.map((one, i) => (i === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium text-xs">Closed days</legend>
      {days.length === 0 && <p className="text-ink-soft">None beside weekends and holidays.</p>}
      {days.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its day is what is being typed
        <div key={i} className="flex flex-wrap gap-2">
          <input
            required
            type="date"
            aria-label={`Closed day ${i + 1}`}
            className="control w-40"
            value={one.day}
            onChange={(e) => change(i, { day: e.target.value })}
          />
          <input
            required
            maxLength={200}
            aria-label={`Reason of closed day ${i + 1}`}
            placeholder="Reason"
            className="control min-w-40 flex-1"
            value={one.reason}
            onChange={(e) => change(i, { reason: e.target.value })}
          />
          <Button onClick={() => onChange(days.filter((_, at) => at !== i))} aria-label={`Remove closed day ${i + 1}`}>
            Remove
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...days, { day: '', reason: '' }])}>Add a closed day</Button>
    </fieldset>
  );
}
