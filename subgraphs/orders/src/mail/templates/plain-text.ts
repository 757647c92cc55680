import { addressLines } from '../../documents/address-lines.ts';
import { factsOf } from './letter.tsx';
import { sectionsOf } from './letter-sections.ts';
import type { LetterText, LetterWords, SaidContent } from './letter-words.ts';
import { safeUrl } from './safe-url.ts';

/** The same letter for readers without HTML: shorter, in the same order, every link written out. */
export function plainText(content: SaidContent, said: LetterText, words: LetterWords): string {
  const sections = sectionsOf(content.kind);
  const trackingUrl = sections.tracking ? safeUrl(content.tracking?.url) : null;
  const facts = factsOf(content, words).map(({ label, value }) => `${label}: ${value}`);
  const items = content.lines.map((line) => {
    const name = [`${line.quantity} × ${line.title}`, line.detail].filter(Boolean).join(', ');
    return sections.totals ? `${name}: ${line.total}` : name;
  });
  const blocks: (string | string[] | null)[] = [
    words.greeting(content.recipient),
    ...said.paragraphs,
    [...facts, ...(trackingUrl ? [`${words.track}: ${trackingUrl}`] : [])],
    `${said.action.label}: ${said.action.url}`,
    [`${words.next}:`, ...said.next.map((step, index) => `${index + 1}. ${step}`)],
    sections.items && items.length > 0 ? [`${words.items}:`, ...items] : null,
    sections.totals ? content.totals.map(({ label, amount }) => `${words.totals[label]}: ${amount}`) : null,
    sections.address && content.shippingAddress
      ? [`${words.shipTo}:`, ...addressLines(content.shippingAddress, content.locale)]
      : null,
    said.action.url === content.orderUrl ? null : `${words.viewOrder}: ${content.orderUrl}`,
    `OpticWorks\n${words.footer(content.orderNumber)}`,
  ];
  return `${blocks
    .map((block) => (Array.isArray(block) ? block.join('\n') : block))
    .filter(Boolean)
    .join('\n\n')}\n`;
}
