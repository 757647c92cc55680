import { parseLensmeter } from '@opticworks/optics/lab';
import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, Field, TextArea } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { setExpectedReadings } from './inspection.documents.ts';

/** A compensated lens reads other than ordered: its maker says what the lensmeter will show. */
export function ExpectedDialog({ jobId, reload }: { jobId: string; reload: () => void }) {
  const { act } = useAct();
  const [text, setText] = useState('');
  const parsed = parseLensmeter(text);
  const isReadable = parsed.ok && Boolean(parsed.expected.od ?? parsed.expected.os);
  return (
    <FormDialog
      trigger={<Button>Expected values</Button>}
      title="Expected lensmeter values"
      consequence="For compensated and digital lenses. From now on the lenses are held against these values instead of the ordered power."
      submit="Use these values"
      onSubmit={async () => {
        if (!isReadable) return false;
        const done = await act(setExpectedReadings, { jobId, text }, { done: 'Inspections use the expected values.' });
        if (done) reload();
        return done !== null;
      }}
    >
      <Field
        label="Records of the maker"
        hint="LDDRSPH=−5.87;−5.62 and LDDRCYL, LDDRAX, LDADD, LDPRVM, LDPRVA, a line each"
        error={text.trim() !== '' && !isReadable ? 'There are no LDDRSPH records that can be read.' : null}
      >
        <TextArea
          rows={5}
          className="font-mono"
          spellCheck={false}
          required
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
