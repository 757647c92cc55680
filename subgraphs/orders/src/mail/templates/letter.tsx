import { Body, Button, Container, Head, Heading, Html, Link, Preview, Section, Text } from 'react-email';
import { addressLines } from '../../documents/address-lines.ts';
import { ItemTable, TotalsTable } from './item-table.tsx';
import { progressOf, sectionsOf } from './letter-sections.ts';
import type { LetterText, LetterWords, SaidContent } from './letter-words.ts';
import { fontStack, letterCss, light } from './palette.ts';
import { ProgressBar } from './progress-bar.tsx';
import { safeUrl } from './safe-url.ts';
import { small, soft, text } from './text-styles.ts';

/** The one design of all letters: mark, heading, what happened, the button, what is next, then the facts of the order. */
export function Letter({ content, said, words }: { content: SaidContent; said: LetterText; words: LetterWords }) {
  const sections = sectionsOf(content.kind);
  const step = progressOf(content.kind);
  return (
    <Html lang={content.locale} dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{letterCss}</style>
        <title>{said.subject}</title>
      </Head>
      <Preview useTitleTag={false}>{said.preview}</Preview>
      <Body className="paper" style={{ margin: 0, padding: 0, backgroundColor: light.paper, fontFamily: fontStack }}>
        <Container className="paper" style={{ maxWidth: 600, margin: '0 auto', padding: '32px 12px 48px' }}>
          <Mark />
          <Section
            className="raised card"
            style={{
              backgroundColor: light.raised,
              border: `1px solid ${light.line}`,
              borderRadius: 16,
              padding: '40px 40px 36px',
            }}
          >
            {step ? <ProgressBar step={step} words={words} /> : null}
            <Heading
              as="h1"
              className="ink heading"
              style={{
                margin: '0 0 20px',
                color: light.ink,
                fontSize: 28,
                lineHeight: '34px',
                fontWeight: 600,
                letterSpacing: '-0.02em',
              }}
            >
              {said.heading}
            </Heading>
            <Text className="ink" style={text}>
              {words.greeting(content.recipient)}
            </Text>
            {said.paragraphs.map((paragraph) => (
              <Text key={paragraph} className="ink" style={text}>
                {paragraph}
              </Text>
            ))}
            <Facts content={content} words={words} />
            <Button
              className="button"
              href={said.action.url}
              style={{
                backgroundColor: light.accent,
                color: light.onAccent,
                borderRadius: 10,
                padding: '14px 24px',
                margin: '12px 0 4px',
                fontSize: 16,
                fontWeight: 600,
              }}
            >
              {said.action.label}
            </Button>
            <Section style={{ marginTop: 32 }}>
              <SectionHeading>{words.next}</SectionHeading>
              <NextSteps steps={said.next} />
            </Section>
            {sections.items && content.lines.length > 0 ? (
              <Section style={{ marginTop: 32 }}>
                <SectionHeading>{words.items}</SectionHeading>
                <ItemTable lines={content.lines} withAmounts={sections.totals} />
                {sections.totals ? <TotalsTable totals={content.totals} words={words} /> : null}
              </Section>
            ) : null}
            {sections.address && content.shippingAddress ? (
              <Section style={{ marginTop: 32 }}>
                <SectionHeading>{words.shipTo}</SectionHeading>
                {addressLines(content.shippingAddress, content.locale).map((line, index) => (
                  // Two rows of an address may read the same, and the list never changes.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <Text key={index} className="soft" style={{ ...soft, margin: 0 }}>
                    {line}
                  </Text>
                ))}
              </Section>
            ) : null}
          </Section>
          <Text className="soft" style={{ ...small, margin: '24px 28px 0', textAlign: 'center' }}>
            {words.footer(content.orderNumber)}
          </Text>
          {said.action.url === content.orderUrl ? null : (
            <Text style={{ ...small, margin: '8px 28px 0', textAlign: 'center' }}>
              <Link
                className="link"
                href={content.orderUrl}
                style={{ color: light.accent, textDecoration: 'underline' }}
              >
                {words.viewOrder}
              </Link>
            </Text>
          )}
        </Container>
      </Body>
    </Html>
  );
}

/** Two lenses and a bridge, drawn with borders: pictures are often blocked, and a letter should look whole without them. */
function Mark() {
  const ring = {
    display: 'inline-block',
    width: 13,
    height: 13,
    border: `2px solid ${light.ink}`,
    borderRadius: '50%',
    verticalAlign: 'middle',
  } as const;
  return (
    <Section style={{ padding: '0 4px 20px' }}>
      <Text
        className="ink"
        style={{
          margin: 0,
          color: light.ink,
          fontSize: 18,
          lineHeight: '24px',
          fontWeight: 600,
          letterSpacing: '-0.02em',
        }}
      >
        <span
          aria-hidden="true"
          style={{ marginRight: 10, whiteSpace: 'nowrap', fontSize: 0, verticalAlign: 'middle' }}
        >
          <span className="ring" style={ring} />
          <span
            className="ring"
            style={{
              display: 'inline-block',
              width: 5,
              height: 0,
              borderTop: `2px solid ${light.ink}`,
              verticalAlign: 'middle',
            }}
          />
          <span className="ring" style={ring} />
        </span>
        <span style={{ verticalAlign: 'middle' }}>OpticWorks</span>
      </Text>
    </Section>
  );
}

function SectionHeading({ children }: { children: string }) {
  return (
    <Heading
      as="h2"
      className="ink"
      style={{ margin: '0 0 12px', color: light.ink, fontSize: 16, lineHeight: '24px', fontWeight: 600 }}
    >
      {children}
    </Heading>
  );
}

function NextSteps({ steps }: { steps: string[] }) {
  return (
    <ol style={{ margin: 0, padding: '0 0 0 22px' }}>
      {steps.map((step) => (
        <li key={step} className="soft" style={{ ...soft, margin: '0 0 8px', paddingLeft: 4 }}>
          {step}
        </li>
      ))}
    </ol>
  );
}

/** The dates, numbers and reasons of this letter, in one quiet panel. */
function Facts({ content, words }: { content: SaidContent; words: LetterWords }) {
  const facts = factsOf(content, words);
  const trackingUrl = sectionsOf(content.kind).tracking ? safeUrl(content.tracking?.url) : null;
  if (facts.length === 0) return null;
  return (
    <Section
      className="panel"
      style={{ backgroundColor: light.accentSoft, borderRadius: 12, padding: '16px 20px', margin: '4px 0 16px' }}
    >
      {facts.map(({ label, value }, index) => (
        <Text key={label} className="ink" style={{ ...soft, color: light.ink, margin: index === 0 ? 0 : '8px 0 0' }}>
          <span className="soft" style={{ display: 'block', color: light.inkSoft, fontSize: 13, lineHeight: '18px' }}>
            {label}
          </span>
          <span style={{ fontWeight: 600, wordBreak: 'break-word' }}>{value}</span>
        </Text>
      ))}
      {trackingUrl ? (
        <Text style={{ ...soft, margin: '8px 0 0' }}>
          <Link className="link" href={trackingUrl} style={{ color: light.accent, textDecoration: 'underline' }}>
            {words.track}
          </Link>
        </Text>
      ) : null}
    </Section>
  );
}

/** Label and value of every fact this kind of letter shows; the plain text prints the same list. */
export function factsOf(content: SaidContent, words: LetterWords): { label: string; value: string }[] {
  const sections = sectionsOf(content.kind);
  const facts: [string, string | null | undefined][] = [
    [words.returnNumber, sections.returnNumber ? content.returnNumber : null],
    [words.refund, sections.refund ? content.refund?.amount : null],
    [words.reason, sections.reason ? (content.reason ?? content.refund?.reason) : null],
    [words.carrier, sections.tracking ? content.tracking?.carrier : null],
    [words.trackingCode, sections.tracking ? content.tracking?.code : null],
    [words.expected, sections.promise ? expectedDay(content) : null],
  ];
  return facts.flatMap(([label, value]) => (value?.trim() ? [{ label, value: value.trim() }] : []));
}

/** Once a parcel exists its carrier knows better than the promise made at checkout. */
function expectedDay(content: SaidContent): string | null {
  return (sectionsOf(content.kind).tracking ? content.arrivalInWords : null) ?? content.promiseInWords;
}
