import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { isWithin, outlineFor, outlinePoints, type Point } from '../frame/outline.ts';
import { outlineNames, syntheticOutline } from '../frame/synthetic-outline.ts';
import { EYES, type Eye, type Pd } from '../prescription/prescription.types.ts';
import { type DesignId, designIds, designs, type LensDesign, type LensSegment } from './designs.ts';
import { defaultMakingRules } from './making-rules.ts';
import { imageJump, intermediateAdd, segmentLines, segmentRoom, segmentShape } from './segments.ts';

const { centration } = defaultMakingRules;
const withSegment = designIds.filter((id) => designs[id].segment);
const own = (id: DesignId, segment: Partial<LensSegment>): LensDesign => ({
  ...designs[id],
  segment: { ...designs[id].segment!, ...segment },
});
const frame = (name: (typeof outlineNames)[number] = 'square', a = 52, b = 40): FrameGeometry => ({
  eyeSizeMm: a,
  lensHeightMm: b,
  dblMm: 18,
  rim: 'full-rim',
  outline: syntheticOutline(name, a, b),
});
const pd: Pd = { kind: 'binocular', distanceMm: 64, nearMm: 60 };
const at = (heightMm: number, name?: (typeof outlineNames)[number]) => ({
  frame: frame(name),
  pd,
  heights: { odMm: heightMm, osMm: heightMm },
});
const spanOf = (line: readonly Point[]) => {
  const xs = line.map(({ x }) => x);
  const ys = line.map(({ y }) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) };
};

/** Each point is as far from the last as the corners of a drawn disc are, or nearer, and none comes twice. */
function expectOneStroke(line: readonly Point[], radius: number) {
  const steps = line.slice(1).map(({ x, y }, i) => Math.hypot(x - line[i]!.x, y - line[i]!.y));
  expect(Math.max(...steps)).toBeLessThan(radius * 0.06);
  expect(Math.min(...steps)).toBeGreaterThan(0);
}

describe('the shape of a segment', () => {
  it('is none in a design without one, and in each other is one of three forms', () => {
    for (const id of designIds) expect([id, segmentShape(designs[id]) === null]).toEqual([id, !designs[id].segment]);
    expect(Object.fromEntries(withSegment.map((id) => [id, segmentShape(designs[id])?.form]))).toEqual({
      'ft-28': 'FLAT_TOP',
      'ft-35': 'FLAT_TOP',
      'round-28': 'ROUND',
      executive: 'FULL_WIDTH',
      'trifocal-7x28': 'FLAT_TOP',
      'trifocal-8x35': 'FLAT_TOP',
    });
  });

  it('has its optical centre on the line of a full width, in the middle of a disc, and nowhere known in a flat top', () => {
    expect(segmentShape(designs.executive)).toMatchObject({ widthMm: null, centreDownMm: 0, depthMm: null });
    expect(segmentShape(designs['round-28'])).toMatchObject({ widthMm: 28, centreDownMm: 14, depthMm: 28 });
    expect(segmentShape(designs['ft-28'])).toMatchObject({ widthMm: 28, centreDownMm: null, depthMm: null });
  });

  it('of a flat top follows from the number an owner names, up to half its width', () => {
    expect(segmentShape(own('ft-28', { centreDownMm: 4 }))).toMatchObject({ centreDownMm: 4, depthMm: 18 });
    expect(segmentShape(own('ft-28', { centreDownMm: 0 }))).toMatchObject({ centreDownMm: 0, depthMm: 14 });
    expect(segmentShape(own('ft-28', { centreDownMm: 20 }))).toMatchObject({ centreDownMm: 14, depthMm: 28 });
  });

  it('is none without both a segment and a form for it', () => {
    expect(segmentShape({ id: 'ft-28', segment: undefined })).toBeNull();
    expect(segmentShape({ id: 'progressive-premium', segment: designs['ft-28'].segment })).toBeNull();
  });

  it('is the whole width where a width is not known, and where its form says so', () => {
    const whole = { form: 'FULL_WIDTH', widthMm: null, centreDownMm: 0, depthMm: null };
    expect(segmentShape(own('ft-28', { widthMm: null }))).toMatchObject(whole);
    expect(segmentShape(own('executive', { widthMm: 40 }))).toMatchObject(whole);
  });

  it('of a trifocal has a second line, as far below the first as its middle part is high', () => {
    expect(segmentShape(designs['trifocal-7x28'])?.secondLineDownMm).toBe(7);
    expect(segmentShape(designs['trifocal-8x35'])?.secondLineDownMm).toBe(8);
    expect(segmentShape(designs['ft-28'])?.secondLineDownMm).toBeNull();
  });
});

describe('the image jump', () => {
  it.each<[string, LensDesign, number, number | null]>([
    ['none over the full width', designs.executive, 2_000, 0],
    ['half the width in centimetres times the ADD in a disc', designs['round-28'], 2_000, 2_800],
    ['not known in a flat top', designs['ft-28'], 2_000, null],
    ['what its own centre makes of a flat top', own('ft-28', { centreDownMm: 4 }), 2_500, 1_000],
    ['not told of a trifocal', own('trifocal-7x28', { centreDownMm: 4 }), 2_000, null],
    ['none without a segment', designs['progressive-premium'], 2_000, null],
  ])('is %s', (_, design, add, jump) => expect(imageJump(design, add)).toBe(jump));
});

describe('the part for arm’s length', () => {
  it('carries half of the ADD, or the share its design names, in whole thousandths', () => {
    expect(intermediateAdd(designs['trifocal-7x28'], 2_250)).toBe(1_125);
    const sixty = own('trifocal-8x35', { intermediate: { heightMm: 8, addShare: 0.6 } });
    expect(intermediateAdd(sixty, 2_125)).toBe(1_275);
  });

  it('is none in a bifocal, nor without an ADD', () => {
    expect(intermediateAdd(designs['ft-28'], 2_000)).toBeNull();
    expect(intermediateAdd(designs['sv-distance'], 2_000)).toBeNull();
    expect(intermediateAdd(designs['trifocal-7x28'], null)).toBeNull();
    expect(intermediateAdd(designs['trifocal-7x28'], 0)).toBeNull();
  });
});

describe('the lines of a segment', () => {
  const linesOf = (eye: Eye, heightMm: number, design: LensDesign, name?: (typeof outlineNames)[number]) =>
    segmentLines(eye, at(heightMm, name), design, centration) ?? [];

  it('stand on the near PD at the measured height, mirrored for the left eye', () => {
    // Frame PD 70, near PD 60: 5 mm in; height 16 of 40: 4 below the middle.
    const [right] = linesOf('od', 16, designs['ft-28']).map(spanOf);
    const [left] = linesOf('os', 16, designs['ft-28']).map(spanOf);

    expect(right).toEqual({ left: -9, right: 19, low: -4, high: -4 });
    expect(left).toEqual({ left: -19, right: 9, low: -4, high: -4 });
  });

  it('stand at the height of each eye', () => {
    const uneven = { ...at(16), heights: { odMm: 17, osMm: 14 } };
    const [right, left] = EYES.map((eye) => segmentLines(eye, uneven, designs['ft-28'], centration)![0]![0]!.y);

    expect([right, left]).toEqual([-3, -6]);
  });

  it('are none where the segment would stand beside the lens', () => {
    const far = { ...at(16), pd: { kind: 'binocular', distanceMm: 10, nearMm: 10 } as Pd };
    expect(segmentLines('od', far, own('ft-28', { widthMm: 4 }), centration)).toEqual([]);
  });

  it('are only the straight one while nobody has named where a flat top has its centre', () => {
    expect(linesOf('od', 20, designs['ft-28'])).toHaveLength(1);
    expect(linesOf('od', 20, designs['trifocal-7x28']).map(spanOf)).toEqual([
      { left: -9, right: 19, low: 0, high: 0 },
      { left: -9, right: 19, low: -7, high: -7 },
    ]);
  });

  it('of a flat top are a chord and what is left of its disc below it, once its centre is known', () => {
    const lines = linesOf('od', 24, own('ft-28', { centreDownMm: 4 }));
    const [line, rim] = lines.map(spanOf);
    const half = Math.sqrt(14 * 14 - 4 * 4);

    expect(line!.right - line!.left).toBeCloseTo(2 * half, 9);
    expect(rim!.right - rim!.left).toBeCloseTo(28, 6);
    expect(rim!.high).toBeCloseTo(line!.high, 9);
    expect(line!.high - rim!.low).toBeCloseTo(18, 6);
    expect(lines).toHaveLength(2);
    for (const end of [0, -1]) {
      expect(lines[1]!.at(end)!.x).toBeCloseTo(lines[0]!.at(end)!.x, 9);
      expect(lines[1]!.at(end)!.y).toBeCloseTo(lines[0]!.at(end)!.y, 9);
    }
    expectOneStroke(lines[1]!, 14);
  });

  it('of a trifocal with a known centre are two chords of one disc', () => {
    const [first, second] = linesOf('od', 24, own('trifocal-7x28', { centreDownMm: 4 })).map(spanOf);

    expect(first!.right - first!.left).toBeCloseTo(2 * Math.sqrt(14 * 14 - 4 * 4), 9);
    expect(second!.right - second!.left).toBeCloseTo(2 * Math.sqrt(14 * 14 - 3 * 3), 9);
    expect(first!.high - second!.high).toBe(7);
  });

  it('of a disc that hangs out of the lens come in pieces that end on its edge', () => {
    const edge = outlinePoints(outlineFor('od', frame().outline!));
    const onEdge = ({ x, y }: Point) =>
      expect([0.998, 1.002].map((k) => isWithin(edge, { x: x * k, y: y * k }))).toEqual([true, false]);
    // Down over the edge below, and up again.
    const [down, up, ...more] = linesOf('od', 12, designs['round-28']);
    expect(more).toEqual([]);
    for (const piece of [down!, up!]) expectOneStroke(piece, 14);
    expect(down![0]!.y).toBeCloseTo(-8, 9);
    expect(up!.at(-1)!.y).toBeCloseTo(-8, 9);
    onEdge(down!.at(-1)!);
    onEdge(up![0]!);
    // Higher than the lens: only what is below its upper edge is left.
    const [left] = linesOf('od', 44, designs['round-28']);
    expect(left!.length).toBeGreaterThan(20);
    onEdge(left![0]!);
    onEdge(left!.at(-1)!);
    expectOneStroke(left!, 14);
  });

  it('of a disc have its top at the measured height', () => {
    const whole = linesOf('od', 34, designs['round-28']).map(spanOf);

    expect(whole).toHaveLength(1);
    expect(whole[0]!.high).toBeCloseTo(14, 9);
    expect(whole[0]!.low).toBeCloseTo(-14, 9);
    expect(whole[0]!.right - whole[0]!.left).toBeCloseTo(28, 9);
  });

  it('over the full width end where the lens does', () => {
    const [line, ...more] = linesOf('od', 18, designs.executive, 'round').map(spanOf);

    expect(more).toEqual([]);
    expect(line!.high).toBe(-2);
    expect(line!.right - line!.left).toBeGreaterThan(45);
    expect(line!.right - line!.left).toBeLessThan(52);
  });

  it('are none without a height or a segment', () => {
    const { heights: _, ...unmeasured } = at(16);
    expect(segmentLines('od', unmeasured, designs['ft-28'], centration)).toBeNull();
    expect(segmentLines('od', at(16), designs['progressive-premium'], centration)).toBeNull();
  });

  it('never leave the lens, and mirror each other, whatever the shape and the height', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...withSegment),
        fc.constantFrom(...outlineNames),
        fc.integer({ min: 1, max: 39 }),
        fc.constantFrom(null, 0, 5, 12),
        (id, name, heightMm, centreDownMm) => {
          const design = own(id, { centreDownMm });
          const [right, left] = EYES.map((eye) => linesOf(eye, heightMm, design, name));
          for (const eye of EYES) {
            const edge = outlinePoints(outlineFor(eye, frame(name).outline!));
            // A point on the edge itself is neither in nor out.
            for (const { x, y } of linesOf(eye, heightMm, design, name).flat())
              expect(isWithin(edge, { x: x * 0.995, y: y * 0.995 })).toBe(true);
          }
          const far = (lines: readonly Point[][]) => lines.flat().map(({ x }) => x);
          if (right!.length > 0) expect(Math.max(...far(right!))).toBeCloseTo(-Math.min(...far(left!)), 1);
          expect(right!.length > 0).toBe(left!.length > 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the room for a segment', () => {
  const roomOf = (design: LensDesign, name: (typeof outlineNames)[number]) =>
    segmentRoom('od', { frame: frame(name), pd }, design, centration);

  it('is the lens where the segment stands, and a trifocal needs its middle part besides', () => {
    const bifocal = roomOf(designs['ft-28'], 'round')!;
    const trifocal = roomOf(designs['trifocal-7x28'], 'round')!;

    expect(bifocal.minMm).toBeGreaterThan(0);
    expect(bifocal.maxMm).toBeLessThan(40);
    expect(trifocal).toEqual({ minMm: Math.round((bifocal.minMm + 7) * 1_000) / 1_000, maxMm: bifocal.maxMm });
  });

  it('is not known without an outline, and none beside the lens', () => {
    const { outline: _, ...sizes } = frame();
    expect(segmentRoom('od', { frame: sizes, pd }, designs['ft-28'], centration)).toBeNull();
    expect(roomOf(designs['progressive-premium'], 'square')).toBeNull();
    const wide: Pd = { kind: 'binocular', distanceMm: 10, nearMm: 10 };
    expect(segmentRoom('od', { frame: frame(), pd: wide }, designs['ft-28'], centration)).toEqual({
      minMm: 40,
      maxMm: 0,
    });
  });
});
