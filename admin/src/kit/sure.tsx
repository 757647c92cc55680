import { certaintyTexts, type SourcedFact } from '@opticworks/optics/certainty';
import { Badge } from './badge.tsx';
import type { Tone } from './tone.ts';

const tones = { verified: 'good', 'common-practice': 'neutral', unverified: 'warn' } as const satisfies Record<
  SourcedFact['certainty'],
  Tone
>;

/** How sure a number or a rule is, and who says so. */
export function Sure({ fact: { certainty, source } }: { fact: SourcedFact }) {
  return (
    <>
      <Badge code={certainty} label={certaintyTexts[certainty].en} tone={tones[certainty]} />{' '}
      <span className="text-ink-soft text-xs">{source}</span>
    </>
  );
}
