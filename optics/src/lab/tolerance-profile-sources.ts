/** Where a limit comes from, as it is told beside the limit. An unverified one is shown, and judged only where its owner says so. */
export const toleranceSources = {
  'z80.1-summaries': { title: 'Published summaries of ANSI Z80.1-2010 and -2015', isVerified: true },
  'z80.1-study-2015': { title: 'Study sheet to ANSI Z80.1-2015', isVerified: true },
  'z80.1-1999-sheet': { title: 'Sheet for surfaced lenses to ANSI Z80.1-1999', isVerified: true },
  'nj-13-35-5.2': { title: 'N.J. Admin. Code 13:35-5.2', isVerified: true },
  'iso-8980-1-excerpt': { title: 'Published excerpt of ISO 8980-1:2004', isVerified: true },
  house: { title: 'Policy of the house', isVerified: true },
  unverified: { title: 'Unverified: not held against the text of the standard', isVerified: false },
} as const satisfies Record<string, { title: string; isVerified: boolean }>;

export type LimitSource = keyof typeof toleranceSources;
