/**
 * What is mutated and by which tests it is judged. Types, tables of sentences and files of other rooms are left out; `env` makes long property runs
 * short, `leavesTables` leaves out tables of data that are read at import.
 */
const withoutTests = (folder) => [`src/${folder}/*.ts`, `!src/${folder}/*.test.ts`];
const lens = (...names) => names.map((name) => `src/lens/${name}.ts`);
const lensTests = (...names) => names.map((name) => `src/lens/${name}.test.ts`);

export const areas = {
  prescription: {
    mutate: [...withoutTests('prescription'), '!src/prescription/finding-messages.ts'],
    tests: ['src/prescription/*.test.ts', 'test/worn-lens-ray-trace.test.ts', 'test/worn-near-ray-trace.test.ts'],
  },
  frame: {
    mutate: withoutTests('frame'),
    // The slow properties of frame-geometry.test.ts find nothing that these do not.
    tests: ['src/frame/outline.test.ts', 'src/frame/synthetic-outline.test.ts'],
  },
  thickness: {
    mutate: lens('curves', 'surfaces', 'lens-solid', 'thickness', 'drawn-lens'),
    tests: lensTests('curves', 'surfaces', 'thickness', 'slab-off', 'drawn-lens'),
  },
  segments: { mutate: lens('segments'), tests: lensTests('segments') },
  materials: { mutate: lens('materials', 'material-advice'), tests: lensTests('material-advice') },
  claims: { mutate: lens('price-band', 'hcpcs'), tests: lensTests('claims') },
  making: {
    mutate: lens(
      'what-can-be-made',
      'making-checks',
      'making-bench',
      'pair-plan',
      'suggestions',
      'prepared-frame',
      'designs',
      'treatments',
      'blanks',
      'blank-choice',
      'making-rules',
      'making-sources',
    ),
    tests: [
      ...lensTests(
        'what-can-be-made',
        'making-checks',
        'making-bench',
        'pair-plan',
        'pair-plan.values',
        'suggestions',
        'treatments',
        'blanks',
        'blank-choice',
        'making-sources',
        'lens',
      ),
      'test/what-can-be-made.oracle.test.ts',
    ],
    env: { MAKING_RUNS: '60', MAKING_SEED: '7' },
    leavesTables: true,
  },
  lab: {
    mutate: withoutTests('lab'),
    tests: ['src/lab/*.test.ts'],
    env: { INSPECTION_PAIRS: '100' },
    leavesTables: true,
  },
  dcs: { mutate: withoutTests('dcs'), tests: ['src/dcs/*.test.ts'], env: { DCS_DAMAGED: '200' }, leavesTables: true },
  fhir: { mutate: withoutTests('fhir'), tests: ['src/fhir/*.test.ts'] },
  values: {
    mutate: [...lens('measured-values', 'order-values'), 'src/desk/prescription-rules.ts'],
    tests: ['src/desk/*.test.ts', ...lensTests('measured-values', 'order-values'), 'src/lab/ordered-pair.test.ts'],
    leavesTables: true,
  },
  rules: {
    mutate: [
      ...withoutTests('legal'),
      '!src/legal/known-facts.ts',
      ...withoutTests('codes'),
      ...withoutTests('contact-lens'),
    ],
    tests: ['src/legal/*.test.ts', 'src/codes/*.test.ts', 'src/contact-lens/*.test.ts'],
  },
};
