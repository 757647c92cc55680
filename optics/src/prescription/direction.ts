/** A direction as its cosine and sine. */
export interface Direction {
  cos: number;
  sin: number;
}

/**
 * Cosine and sine of a share of the full turn, from additions, multiplications and one division, which every machine rounds alike.
 * `Math.sin` and its kin may differ in the last digit from one browser to the next, and a lens that is judged twice must not
 * (ADR 0030). Within 2⁻⁵² of the true values; quarter turns are exact.
 * @param part counter-clockwise, in units of which `whole` make a turn; whole numbers keep all digits
 */
export function directionOf(part: number, whole: number): Direction {
  const quarter = Math.round((4 * part) / whole);
  // At most an eighth of a turn is left, where few terms of the series do.
  const rest = (((4 * part - quarter * whole) / whole) * Math.PI) / 2;
  const [cos, sin] = [cosineSeries(rest), sineSeries(rest)];
  switch (((quarter % 4) + 4) % 4) {
    case 1:
      return { cos: -sin, sin: cos };
    case 2:
      return { cos: -cos, sin: -sin };
    case 3:
      return { cos: sin, sin: -cos };
    default:
      return { cos, sin };
  }
}

const evenly = new Map<number, readonly Direction[]>();
/** Outlines come with a handful of counts; a tracer that invents more must not fill the memory. */
const MOST_COUNTS = 32;

/** The directions of `count` even steps round the turn, beginning with 0; the same list each time. */
export function evenDirections(count: number): readonly Direction[] {
  const known = evenly.get(count);
  if (known) return known;
  const made = Array.from({ length: count }, (_, i) => directionOf(i, count));
  if (evenly.size >= MOST_COUNTS) evenly.clear();
  evenly.set(count, made);
  return made;
}

/** Direction of an angle in degrees. */
export const directionOfDegrees = (degrees: number): Direction => directionOf(degrees, 360);

/** Terms of the two series; the first one left out is below 10⁻¹⁷ for an eighth of a turn. */
const TERMS = 9;

/** 1 − x²/2! + x⁴/4! − …, summed from its smallest term. */
function cosineSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let n = 2 * TERMS; n >= 2; n -= 2) sum = 1 - (square / (n * (n - 1))) * sum;
  return sum;
}

/** x − x³/3! + x⁵/5! − …, summed from its smallest term. */
function sineSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let n = 2 * TERMS; n >= 2; n -= 2) sum = 1 - (square / (n * (n + 1))) * sum;
  return x * sum;
}
