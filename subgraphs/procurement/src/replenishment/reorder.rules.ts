/** Demand in units per day, lead time in days; deviations are those of the sample. */
export interface DemandAndSupply {
  meanPerDay: number;
  sdPerDay: number;
  leadTimeDays: number;
  leadTimeSdDays: number;
}

/** One-sided z of a **cycle** service level: no stock-out per order cycle, which is not the fill rate. */
const Z: Record<number, number> = { 90: 1.28, 95: 1.645, 98: 2.05, 99: 2.33 };

/** @throws RangeError for a level without a table value */
export function zOfServiceLevel(percent: number): number {
  const z = Z[percent];
  if (z === undefined)
    throw new RangeError(`No z for a service level of ${percent} %. Use one of ${Object.keys(Z).join(', ')}.`);
  return z;
}

/**
 * SS = z·√((L+R)·σd² + d²·σL²). R is 0 under continuous review.
 * @returns units, not rounded
 * @see domain: procurement §1
 */
export function safetyStock(flow: DemandAndSupply, z: number, reviewDays = 0): number {
  const { meanPerDay: d, sdPerDay: sd, leadTimeDays, leadTimeSdDays } = flow;
  return z * Math.sqrt((leadTimeDays + reviewDays) * sd ** 2 + d ** 2 * leadTimeSdDays ** 2);
}

/** ROP = d·L + SS, with the safety stock rounded up to whole pieces. @returns units, rounded up */
export function reorderPoint(flow: DemandAndSupply, z: number): number {
  return Math.ceil(round6(flow.meanPerDay * flow.leadTimeDays + Math.ceil(round6(safetyStock(flow, z)))));
}

/** d·(L+R) + SS' for a review every R days. @returns units, rounded up */
export function orderUpTo(flow: DemandAndSupply, z: number, reviewDays: number): number {
  const stock = Math.ceil(round6(safetyStock(flow, z, reviewDays)));
  return Math.ceil(round6(flow.meanPerDay * (flow.leadTimeDays + reviewDays) + stock));
}

/** √(2·D·S/H): units per order. @param perYear demand @param costPerOrder and @param holdingPerUnitYear in one currency */
export function economicOrderQuantity(perYear: number, costPerOrder: number, holdingPerUnitYear: number): number {
  return Math.sqrt((2 * perYear * costPerOrder) / holdingPerUnitYear);
}

/** Up to the supplier's minimum and whole packs. */
export function roundUpToPack(quantity: number, packSize: number, minimumQuantity: number): number {
  const wanted = Math.max(quantity, minimumQuantity);
  return Math.ceil(wanted / packSize) * packSize;
}

/** Binary fractions must not turn 106.00000000000001 into 107. */
function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

export interface StockPosition {
  onHand: number;
  reserved: number;
  allocated: number;
  onOrder: number;
  /** Ordered by us but not yet sent to the supplier. */
  unsent: number;
  waiting: number;
}

/** Reordering looks at the inventory position, not at the shelf. */
export function positionOf(stock: StockPosition): number {
  return stock.onHand + stock.onOrder + stock.unsent - stock.reserved - stock.allocated - stock.waiting;
}

export interface ReplenishmentInput {
  stock: StockPosition;
  flow: DemandAndSupply;
  z: number;
  reviewDays: number;
  /** Reorder point set by hand; wins where demand is too thin for the formula. */
  manualReorderPoint: number | null;
  packSize: number;
  minimumQuantity: number;
}

export interface ReplenishmentAdvice {
  quantity: number;
  safetyStock: number;
  reorderPoint: number;
  position: number;
  reason: string;
  /** The sum behind the number, as the buyer reads it. */
  formula: string;
}

/** Below one unit a month the normal formula fails; min–max takes its place. */
const SLOW_PER_DAY = 1 / 30;

/**
 * What to order of one item, or null when there is enough.
 * Slow items are kept between a minimum (set by hand, else 1) and twice that.
 */
export function adviseReplenishment(input: ReplenishmentInput): ReplenishmentAdvice | null {
  const position = positionOf(input.stock);
  const slow = input.flow.meanPerDay < SLOW_PER_DAY;
  const levels = slow ? minMaxLevels(input) : flowLevels(input);
  if (levels === null || position > levels.point) return null;
  const quantity = roundUpToPack(Math.max(levels.target - position, 1), input.packSize, input.minimumQuantity);
  const reason =
    position < 0
      ? `${-position} more are promised than there are`
      : `Position ${position} is at or below the reorder point ${levels.point}`;
  const difference = position < 0 ? `${levels.target} + ${-position}` : `${levels.target} − ${position}`;
  const order = `${difference} → ${quantity} ${packText(input)}`.trimEnd();
  const formula = [levels.text, positionText(input.stock, position), order].join('; ');
  return { quantity, safetyStock: levels.safety, reorderPoint: levels.point, position, reason, formula };
}

interface Levels {
  point: number;
  target: number;
  safety: number;
  text: string;
}

function minMaxLevels(input: ReplenishmentInput): Levels | null {
  const promised = input.stock.waiting > 0;
  if (input.manualReorderPoint === null && !promised) return null;
  const point = input.manualReorderPoint ?? 0;
  const target = Math.max(2, 2 * point);
  return { point, target, safety: point, text: `Less than one a month: min–max ${point}/${target}` };
}

function flowLevels({ flow, z, reviewDays, manualReorderPoint }: ReplenishmentInput): Levels {
  const { meanPerDay: d, sdPerDay: sd, leadTimeDays: l, leadTimeSdDays: sl } = flow;
  const safety = Math.ceil(round6(safetyStock(flow, z)));
  const computed = reorderPoint(flow, z);
  const point = Math.max(computed, manualReorderPoint ?? 0);
  const target = Math.max(orderUpTo(flow, z, reviewDays), point + 1);
  const text =
    `SS = ${z}·√(${show(l)}·${show(sd)}² + ${show(d)}²·${show(sl)}²) = ${safety}, ROP = ${show(d)}·${show(l)} + ${safety} = ${computed}` +
    `${point > computed ? `, set by hand ${point}` : ''}, up to ${show(d)}·(${show(l)}+${reviewDays}) + SS' = ${target}`;
  return { point, target, safety, text };
}

function positionText(stock: StockPosition, position: number): string {
  return `${stock.onHand} on hand + ${stock.onOrder + stock.unsent} on order − ${stock.reserved + stock.allocated} promised − ${stock.waiting} waiting = ${position}`;
}

function packText({ packSize, minimumQuantity }: ReplenishmentInput): string {
  return packSize > 1 || minimumQuantity > 1 ? `(pack ${packSize}, minimum ${minimumQuantity})` : '';
}

function show(value: number): string {
  return String(Math.round(value * 100) / 100);
}
