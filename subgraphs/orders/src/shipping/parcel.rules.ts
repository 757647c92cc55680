export interface PackedItem {
  quantity: number;
  weightGrams: number;
  packageMm: { length: number; width: number; height: number };
}

/** A parcel in the units carriers take. */
export interface Parcel {
  lengthIn: number;
  widthIn: number;
  heightIn: number;
  weightOz: number;
}

const CARTON_GRAMS = 60;
const WALL_MM = 6;
const MM_PER_INCH = 25.4;
const GRAMS_PER_OUNCE = 28.349523125;
const MIN_MM = 30;

const tenths = (value: number): number => Math.ceil(value * 10 - 1e-9) / 10;

/**
 * The carton for some items: laid on top of each other on the largest footprint, wrapped side by side once the stack would be
 * higher than it is wide. Rounded up, because carriers bill what they measure.
 */
export function parcelOf(items: readonly PackedItem[]): Parcel {
  const flat = items.flatMap((item) =>
    Array.from({ length: Math.min(item.quantity, 200) }, () => {
      const [height, width, length] = [item.packageMm.length, item.packageMm.width, item.packageMm.height].sort(
        (a, b) => a - b,
      ) as [number, number, number];
      return { length, width, height };
    }),
  );
  let length = Math.max(MIN_MM, ...flat.map((box) => box.length));
  let width = Math.max(MIN_MM, ...flat.map((box) => box.width));
  let height = Math.max(
    MIN_MM,
    flat.reduce((sum, box) => sum + box.height, 0),
  );
  while (height > 2 * width) {
    height = Math.ceil(height / 2);
    width *= 2;
    if (width > length) [length, width] = [width, length];
  }
  const grams = items.reduce((sum, item) => sum + item.weightGrams * item.quantity, CARTON_GRAMS);
  return {
    lengthIn: tenths((length + WALL_MM) / MM_PER_INCH),
    widthIn: tenths((width + WALL_MM) / MM_PER_INCH),
    heightIn: tenths((height + WALL_MM) / MM_PER_INCH),
    weightOz: tenths(grams / GRAMS_PER_OUNCE),
  };
}

/** The cheapest rate that keeps the promise; when none does, the fastest one. */
export function recommendRate<
  R extends { id: string; amount: { amountMinor: string }; estimatedDelivery: string | null },
>(rates: readonly R[], promiseDate: string | null): R | null {
  const cheapestFirst = [...rates].sort((a, b) => Number(BigInt(a.amount.amountMinor) - BigInt(b.amount.amountMinor)));
  if (!promiseDate) return cheapestFirst[0] ?? null;
  const inTime = cheapestFirst.find((rate) => rate.estimatedDelivery !== null && rate.estimatedDelivery <= promiseDate);
  if (inTime) return inTime;
  return (
    [...cheapestFirst].sort((a, b) =>
      (a.estimatedDelivery ?? '9999').localeCompare(b.estimatedDelivery ?? '9999'),
    )[0] ?? null
  );
}
