import { fill } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import type { Choice } from './choice-list.tsx';

/** What is chosen for one treatment. */
export interface ChosenColour {
  treatmentId: string;
  colourCode: string;
  absorptionPercent: number | null;
}

interface ColourChoiceProps {
  /** A treatment that is made in colours. */
  choice: Choice;
  chosen: ChosenColour | null;
  onChange(chosen: ChosenColour): void;
  t: Messages['lens'];
}

/** Which colour, and how dark: nobody can dye a lens without knowing. */
export function ColourChoice({ choice, chosen, onChange, t }: ColourChoiceProps) {
  const { option } = choice;
  const { colours } = option;
  const colour = colours.find(({ code }) => code === chosen?.colourCode) ?? null;
  return (
    <section className={`${look.card} grid gap-4 p-4`} aria-label={fill(t.colourOf, { treatment: option.name })}>
      <Swatches
        legend={fill(t.colourOf, { treatment: option.name })}
        name={`colour-${option.code}`}
        colours={colours}
        chosenCode={colour?.code ?? null}
        onChoose={(next) => {
          // The strength stays where the next colour can be had in it too.
          const stays = next.strengths.some(({ absorptionPercent }) => absorptionPercent === chosen?.absorptionPercent);
          onChange({
            treatmentId: option.id,
            colourCode: next.code,
            absorptionPercent: stays ? (chosen?.absorptionPercent ?? null) : null,
          });
        }}
      />
      {colour && colour.strengths.length > 0 ? (
        <Strengths
          name={`strength-${option.code}`}
          strengths={colour.strengths}
          chosen={chosen?.absorptionPercent ?? null}
          onChoose={(absorptionPercent) =>
            onChange({ treatmentId: option.id, colourCode: colour.code, absorptionPercent })
          }
          t={t}
        />
      ) : null}
    </section>
  );
}

type Colour = Choice['option']['colours'][number];

function Swatches(props: {
  legend: string;
  name: string;
  colours: readonly Colour[];
  chosenCode: string | null;
  onChoose(colour: Colour): void;
}) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{props.legend}</legend>
      <div className="flex flex-wrap gap-2">
        {props.colours.map((colour) => (
          <label
            key={colour.code}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded-full border border-line px-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              className="sr-only"
              name={props.name}
              value={colour.code}
              checked={colour.code === props.chosenCode}
              onChange={() => props.onChoose(colour)}
            />
            <span aria-hidden className="size-5 rounded-full border border-line" style={{ background: colour.hex }} />
            {colour.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Strengths(props: {
  name: string;
  strengths: Colour['strengths'];
  chosen: number | null;
  onChoose(absorptionPercent: number): void;
  t: Messages['lens'];
}) {
  const { t } = props;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{t.strength}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {props.strengths.map(({ absorptionPercent, category }) => (
          <label
            key={absorptionPercent}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              className="size-5 accent-accent"
              name={props.name}
              value={absorptionPercent}
              checked={absorptionPercent === props.chosen}
              onChange={() => props.onChoose(absorptionPercent)}
            />
            <span className="grid">
              <span className="tabular">{fill(t.strengthOf, { percent: String(absorptionPercent) })}</span>
              <span className="text-sm text-ink-soft">{t.categories[category] ?? ''}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
