import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Facts, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant, mm } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import type { Job, JobPart } from './job.types.ts';
import { setPositionOfWear } from './wear.documents.ts';

type Wear = NonNullable<Job['positionOfWear']>;

/** Said in full: a lens that is cut other than ordered looks like a mistake to whoever does not know why. */
export const compensationSentences: Record<Wear['compensation'], string> = {
  COMPENSATED:
    'The power is compensated for how the glasses sit. Cut and check the lensmeter value; the ordered power is what reaches the eye.',
  CONVENTIONAL: 'This design is made as ordered, however the frame sits: nothing is compensated.',
  NOT_MEASURED:
    'This design is made as worn, but tilt or wrap was not measured. As it stands the lenses are made as ordered.',
};
const labels = { COMPENSATED: 'Compensated', CONVENTIONAL: 'As ordered', NOT_MEASURED: 'Not measured' } as const;
const tones = { COMPENSATED: 'good', CONVENTIONAL: 'neutral', NOT_MEASURED: 'warn' } as const;
const beforePicking = ['ENTERED', 'ON_HOLD', 'RELEASED'];

/** How the glasses sit on the wearer, and whether the lenses are made for it. */
export function WearPanel({ job, reload }: JobPart) {
  const { may } = useSession();
  const wear = job.positionOfWear;
  if (!wear) return null;
  return (
    <Panel
      title="Position of wear"
      actions={
        <span className="flex items-center gap-2">
          <Badge code={wear.compensation} label={labels[wear.compensation]} tone={tones[wear.compensation]} />
          {may('measureWear') && beforePicking.includes(job.status) && (
            <WearDialog job={job} wear={wear} reload={reload} />
          )}
        </span>
      }
    >
      <Facts
        items={[
          ['Tilt / wrap', `${degrees(wear.pantoscopicTiltDeg)} / ${degrees(wear.wrapAngleDeg)}`],
          ['Vertex, refracted', wear.vertexMm ? `${mm(wear.vertexMm)} mm` : '—'],
          ['Vertex, as fitted', wear.fittedVertexMm ? `${mm(wear.fittedVertexMm)} mm` : '—'],
          wear.measuredAt ? ['Measured', `${instant(wear.measuredAt)}, ${wear.measuredBy}`] : null,
        ]}
      />
      <p className={`mt-2 text-xs ${wear.compensation === 'NOT_MEASURED' ? 'text-warn' : 'text-ink-soft'}`}>
        {compensationSentences[wear.compensation]}
      </p>
    </Panel>
  );
}

const degrees = (text: string | null): string => (text === null ? '—' : `${mm(text)}°`);

const fields = [
  ['pantoscopicTiltDeg', 'Pantoscopic tilt, degrees'],
  ['wrapAngleDeg', 'Wrap (face form), degrees'],
  ['vertexMm', 'Vertex distance of the refraction, mm'],
  ['fittedVertexMm', 'Vertex distance as fitted, mm'],
] as const;

function WearDialog({ job, wear, reload }: JobPart & { wear: Wear }) {
  const { act } = useAct();
  const [typed, setTyped] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map(([name]) => [name, wear[name] ?? ''])),
  );
  const textOf = (name: string) => typed[name]?.trim().replace(',', '.').replace('−', '-') ?? '';
  const isUnreadable = (name: string) => textOf(name) !== '' && !Number.isFinite(Number(textOf(name)));
  return (
    <FormDialog
      trigger={<Button className="h-7">Measure</Button>}
      title="How do the glasses sit?"
      consequence="Measured on the wearer in this very frame. The lenses are calculated anew; the blanks go back and are chosen again."
      submit="Calculate anew"
      onSubmit={async () => {
        if (fields.some(([name]) => isUnreadable(name))) return false;
        const measures = Object.fromEntries(fields.map(([name]) => [name, textOf(name) || null]));
        const done = await act(
          setPositionOfWear,
          { input: { jobId: job.id, ...measures } },
          { done: 'Measured; the job is calculated anew.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      {fields.map(([name, label]) => (
        <Field key={name} label={label} error={isUnreadable(name) ? 'Write one number, such as 8.5.' : null}>
          <TextInput
            inputMode="decimal"
            value={typed[name]}
            onChange={(event) => setTyped((now) => ({ ...now, [name]: event.target.value }))}
          />
        </Field>
      ))}
    </FormDialog>
  );
}
