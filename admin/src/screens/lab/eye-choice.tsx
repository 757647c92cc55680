/** Which lenses of the pair something is about. */
export function EyeChoice(props: {
  eyes: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const { eyes, chosen, onChange } = props;
  return (
    <fieldset className="flex gap-4">
      <legend className="mb-1 font-medium text-xs">Lenses</legend>
      {eyes.map((eye) => (
        <label key={eye} className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={chosen.includes(eye)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, eye].sort() : chosen.filter((one) => one !== eye))
            }
          />
          {eye}
        </label>
      ))}
      {chosen.length === 0 && <span className="text-bad text-xs">Choose at least one.</span>}
    </fieldset>
  );
}
