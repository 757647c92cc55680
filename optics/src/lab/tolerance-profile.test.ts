import { describe, expect, it } from 'vitest';
import type { InspectionKind, ToleranceProfile } from './tolerance-profile.ts';
import { ansiZ801 } from './tolerance-profile-ansi.ts';
import {
  chooseProfile,
  toleranceProfiles,
  UNVERIFIED_ROWS,
  unverifiedChoices,
  unverifiedProfiles,
} from './tolerance-profile-choice.ts';
import { iso21987Recalled } from './tolerance-profile-iso-21987.ts';
import { toleranceSources } from './tolerance-profile-sources.ts';

const all = { ...toleranceProfiles, ...unverifiedProfiles };
const kinds: InspectionKind[] = ['single-vision-or-multifocal', 'progressive'];

/** Every source named anywhere in a profile. */
const sourcesIn = (value: unknown): string[] =>
  value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([key, inner]) => (key === 'source' ? [inner as string] : sourcesIn(inner)));

describe('profiles', () => {
  it('are named by their id, and only verified ones are offered', () => {
    expect(Object.keys(toleranceProfiles)).toEqual([
      'ansi-z80.1',
      'ansi-z80.1-1999-axis',
      'ansi-z80.1-house-pd',
      'us-nj',
    ]);
    for (const [id, profile] of Object.entries(all)) expect(profile.id).toBe(id);
    expect(Object.values(toleranceProfiles).every((profile) => profile.isVerified)).toBe(true);
    expect(Object.values(unverifiedProfiles).some((profile) => profile.isVerified)).toBe(false);
  });

  it.each(Object.values(all))('$id goes on to infinity, with a source for each row', (profile: ToleranceProfile) => {
    const lastOf = (rows: readonly { upTo: number }[]) => rows.at(-1)?.upTo;
    for (const kind of kinds) {
      const { power } = profile.kinds[kind];
      if (power.rule === 'highest-meridian') {
        expect(lastOf(power.meridian)).toBe(Infinity);
        expect(lastOf(power.cylinder)).toBe(Infinity);
      } else {
        expect(lastOf(power.bands)).toBe(Infinity);
        for (const band of power.bands) expect(lastOf(band.cylinder)).toBe(Infinity);
      }
    }
    for (const rows of [profile.add, profile.axis.mounted, profile.axis.uncut]) expect(lastOf(rows)).toBe(Infinity);
    const sources = sourcesIn(profile);
    expect(sources.length).toBeGreaterThan(15);
    for (const source of sources) expect(Object.keys(toleranceSources)).toContain(source);
    expect(profile.edition.length).toBeGreaterThan(3);
  });

  it('say of which rows nobody is sure', () => {
    expect(sourcesIn(ansiZ801).filter((source) => source === 'unverified')).toHaveLength(3);
    expect(ansiZ801.warpage?.source).toBe('unverified');
    expect(ansiZ801.kinds.progressive.fittingCross?.source).toBe('unverified');
    expect(ansiZ801.kinds.progressive.segmentTiltDeg?.source).toBe('unverified');
    expect(iso21987Recalled.centreThickness?.source).toBe('iso-8980-1-excerpt');
  });
});

describe('choosing a profile', () => {
  it('takes a verified one as it is', () => {
    expect(chooseProfile('us-nj')).toMatchObject({ ok: true, profile: { id: 'us-nj' }, judgesUnverified: false });
    expect(chooseProfile('us-nj', [UNVERIFIED_ROWS])).toMatchObject({ ok: true, judgesUnverified: true });
  });

  it('refuses an unverified one until it is named as such', () => {
    expect(chooseProfile('iso-21987-recalled')).toEqual({ ok: false, code: 'PROFILE_UNVERIFIED' });
    expect(chooseProfile('iso-21987-recalled', [UNVERIFIED_ROWS])).toEqual({ ok: false, code: 'PROFILE_UNVERIFIED' });
    expect(chooseProfile('iso-21987-recalled', ['iso-21987-recalled'])).toMatchObject({
      ok: true,
      profile: { id: 'iso-21987-recalled' },
      judgesUnverified: false,
    });
    expect(unverifiedChoices).toEqual(['iso-21987-recalled', 'unverified-rows']);
  });

  it('knows no other', () => {
    expect(chooseProfile('iso-21987')).toEqual({ ok: false, code: 'PROFILE_UNKNOWN' });
    expect(chooseProfile('constructor')).toEqual({ ok: false, code: 'PROFILE_UNKNOWN' });
  });
});
