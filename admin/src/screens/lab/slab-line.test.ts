import { expect, it } from 'vitest';
import { lineProblem, lineTyped } from './slab-line.ts';
import { decideSlabOff, setSlabLine } from './wear.documents.ts';

const limits = { usualMm: '13.5', minMm: '12', maxMm: '22' };

it.each([
  ['', null],
  ['  ', null],
  ['13.5', null],
  ['13,5', null],
  ['12', null],
  ['22', null],
  ['11.9', 'On this lens it lies between 12 and 22 mm.'],
  ['22.1', 'On this lens it lies between 12 and 22 mm.'],
  ['13.55', 'Write one number with one decimal at most, such as 13.5.'],
  ['-4', 'Write one number with one decimal at most, such as 13.5.'],
  ['half way', 'Write one number with one decimal at most, such as 13.5.'],
])('the line of a slab typed as %j: %s', (text, problem) => {
  expect(lineProblem(text, limits)).toBe(problem);
});

it('sends a height with a point, and none where none was typed', () => {
  expect([lineTyped(' 13,5 '), lineTyped('')]).toEqual(['13.5', null]);
});

it('both documents say where the line lies', () => {
  for (const document of [decideSlabOff, setSlabLine]) {
    const [operation] = document.definitions;
    const names =
      operation?.kind === 'OperationDefinition'
        ? operation.variableDefinitions?.map(({ variable }) => variable.name.value)
        : [];
    expect(names).toContain('lineHeightMm');
  }
});
