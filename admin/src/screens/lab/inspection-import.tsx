import { type LensmeterEyes, parseLensmeter } from '@opticworks/optics/lab';
import { useState } from 'react';
import { Button, Field, TextArea } from '../../kit/controls.tsx';

const problems = {
  EMPTY: 'There is no reading in it.',
  TOO_LONG: 'This is a file, not a reading.',
} as const;

/** Takes what a lensmeter sends or types; it fills the fields, and nothing is recorded yet. */
export function InspectionImport(props: { onRead: (eyes: LensmeterEyes) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  function take(typed: string) {
    const parsed = parseLensmeter(typed);
    if (!parsed.ok) {
      setProblem(parsed.code === 'LINE_UNREADABLE' ? `Line ${parsed.line} cannot be read.` : problems[parsed.code]);
      return;
    }
    const { reading, expected } = parsed;
    props.onRead(reading.od || reading.os ? reading : expected);
    setProblem(null);
    setText('');
  }
  return (
    <div className="space-y-2">
      <Field
        label="Paste or scan a reading"
        hint="R −2.00 −0.50 175 and L … on a line each, or SPH=, CYL=, AX= records"
        error={problem}
      >
        <TextArea
          rows={2}
          spellCheck={false}
          className="font-mono"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            // A pasted reading is taken at once; what cannot be read stays to be looked at.
            const pasted = event.clipboardData.getData('text');
            if (text === '' && parseLensmeter(pasted).ok) {
              event.preventDefault();
              take(pasted);
            }
          }}
        />
      </Field>
      <Button disabled={text.trim() === ''} onClick={() => take(text)}>
        Fill in
      </Button>
    </div>
  );
}
