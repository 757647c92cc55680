/** Several of a few: boxes under one title. */
export function Choices(props: {
  legend: string;
  options: readonly (readonly [code: string, label: string])[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  note?: string | undefined;
}) {
  const toggle = (code: string, on: boolean) =>
    // In the order of the options, whatever the order of the clicks.
    props.onChange(props.options.map(([one]) => one).filter((one) => (one === code ? on : props.chosen.includes(one))));
  return (
    <fieldset className="space-y-1">
      <legend className="font-medium text-xs">{props.legend}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {props.options.map(([code, label]) => (
          <label key={code} className="flex min-h-6 items-center gap-1.5">
            <input
              type="checkbox"
              checked={props.chosen.includes(code)}
              onChange={(e) => toggle(code, e.target.checked)}
            />
            {label}
          </label>
        ))}
      </div>
      {props.note && <p className="text-bad text-xs">{props.note}</p>}
    </fieldset>
  );
}
