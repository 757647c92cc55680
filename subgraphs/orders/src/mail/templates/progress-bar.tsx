import type { LetterWords } from './letter-words.ts';
import { light } from './palette.ts';

/** Four steps as four bars; bold, coloured ones are done. A screen reader hears one sentence instead. */
export function ProgressBar({ step, words }: { step: 1 | 2 | 3 | 4; words: LetterWords }) {
  const name = words.steps[step - 1];
  return (
    <table
      role="img"
      aria-label={`${words.stepOf(step)}: ${name}`}
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      style={{ margin: '0 0 28px', tableLayout: 'fixed', borderCollapse: 'separate' }}
    >
      <tbody>
        <tr>
          {words.steps.map((label, index) => {
            const reached = index < step;
            return (
              <td key={label} style={{ padding: index === 3 ? 0 : '0 6px 0 0' }}>
                <span
                  className={reached ? 'reached ink' : 'rule soft'}
                  style={{
                    display: 'block',
                    borderTop: `3px solid ${reached ? light.accent : light.line}`,
                    paddingTop: 8,
                    fontSize: 12,
                    lineHeight: '16px',
                    fontWeight: index === step - 1 ? 600 : 400,
                    color: reached ? light.ink : light.inkSoft,
                  }}
                >
                  {label}
                </span>
              </td>
            );
          })}
        </tr>
      </tbody>
    </table>
  );
}
