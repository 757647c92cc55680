import { expect, it } from 'vitest';
import { compareEvaluators } from '../agreement/compare-evaluators.ts';

/** A hundred thousand are asked by `npm run agree -w @opticworks/optics`. */
const COUNT = 600;

it('judges glasses in the browser exactly as on the server', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);

  const { compared, first } = await compareEvaluators(seed, COUNT);

  expect({ seed, compared, first }).toEqual({ seed, compared: COUNT, first: null });
});
