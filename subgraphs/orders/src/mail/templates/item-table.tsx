import type { MailContent } from '../mail.content.ts';
import type { LetterWords } from './letter-words.ts';
import { light } from './palette.ts';
import { soft } from './text-styles.ts';

const rule = `1px solid ${light.line}`;
const amountCell = {
  textAlign: 'right',
  whiteSpace: 'nowrap',
  verticalAlign: 'top',
  color: light.ink,
  fontSize: 15,
  lineHeight: '22px',
  fontVariantNumeric: 'tabular-nums',
} as const;

export function ItemTable({ lines, withAmounts }: { lines: MailContent['lines']; withAmounts: boolean }) {
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} style={{ borderCollapse: 'collapse' }}>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an order may hold the same item twice, and the list never changes
          <tr key={index}>
            <td className="rule" style={{ borderTop: rule, padding: '12px 16px 12px 0', verticalAlign: 'top' }}>
              <span
                className="ink"
                style={{ display: 'block', color: light.ink, fontSize: 15, lineHeight: '22px', fontWeight: 600 }}
              >
                {line.quantity > 1 ? `${line.quantity} × ${line.title}` : line.title}
              </span>
              {line.detail ? (
                <span className="soft" style={{ ...soft, display: 'block', fontSize: 14, lineHeight: '20px' }}>
                  {line.detail}
                </span>
              ) : null}
            </td>
            {withAmounts ? (
              <td className="rule ink" style={{ ...amountCell, borderTop: rule, padding: '12px 0' }}>
                {line.total}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TotalsTable({ totals, words }: { totals: MailContent['totals']; words: LetterWords }) {
  return (
    <table
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      className="rule"
      style={{ borderCollapse: 'collapse', borderTop: rule }}
    >
      <tbody>
        {totals.map(({ label, amount }, index) => {
          const isTotal = label === 'total';
          const padding = isTotal ? '10px 0 0' : index === 0 ? '12px 0 2px' : '2px 0';
          const emphasis = isTotal ? { fontWeight: 600, fontSize: 18, lineHeight: '26px', color: light.ink } : {};
          return (
            <tr key={label}>
              <th
                scope="row"
                className={isTotal ? 'ink' : 'soft'}
                style={{ ...soft, textAlign: 'left', fontWeight: 400, padding, ...emphasis }}
              >
                {words.totals[label]}
              </th>
              <td className="ink" style={{ ...amountCell, padding, ...emphasis }}>
                {amount}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
