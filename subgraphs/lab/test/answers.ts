import type { RecordedCall } from '@opticworks/kernel/testing';

/** What tests look into of the graph's answers, as JSON has it; each document asks for its own part. */
export interface JobAnswer {
  id: string;
  number: string;
  status: string;
  trayCode: string | null;
}

export interface LensAnswer {
  eye: 'OD' | 'OS';
  kind: 'FINISHED' | 'SURFACED';
  decentrationInMm: string;
  minimumBlankMm: string;
  edgeMaxMm: string;
  blankSku: string | null;
  blankStatus: string;
  unfit: string | null;
  slab: { lineHeightMm: string } | null;
}

export interface CheckAnswer {
  code: string;
  pass: boolean;
}

/** A refusal, or whatever else a mutation answers with. */
export interface Answered {
  code?: string;
  message?: string;
  version?: number;
}

/** How inventory was told what became of blanks. */
export const outcomeOf = ({ input }: RecordedCall): string => (input as { outcome: string }).outcome;
export const referenceOf = ({ input }: RecordedCall): string => (input as { reference: string }).reference;
