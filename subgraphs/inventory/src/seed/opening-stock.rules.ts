import { hashOf } from '../stock/sku-hash.ts';
import type { StockItemKindName } from '../stock/stock-item-kind.ts';

export interface BlankFacts {
  materialCode: string;
  coated: boolean;
  /** Thousandths of a dioptre. */
  sphere: number;
  cylinder: number;
}

export interface OpeningStock {
  onHand: number;
  reorderPoint: number;
  /** Units that left per week over the last weeks, oldest first. */
  weeklyDemand: number[];
}

/** Weeks of demand history behind the opening stock. */
export const HISTORY_WEEKS = 12;

/** Reproducible numbers per SKU, whatever order the SKUs come in. */
export function randomOf(sku: string): () => number {
  let state = hashOf(sku) || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * The one documented shortage: the coated 1.60 single vision blank −5.75 / −1.75 of every diameter is out, while the material
 * is well stocked. A prescription of that power cannot be made before a delivery.
 */
export function isShowcaseShortage(blank: BlankFacts): boolean {
  return blank.materialCode === 'index-160' && blank.coated && blank.sphere === -5750 && blank.cylinder === -1750;
}

/**
 * Par per cell of a finished lens grid. Demand peaks at −0.25 to −3.00 with little cylinder and fades towards the corners.
 * @see domain: lens stock, "set par per cell, not per grid"
 */
export function parOfFinishedBlank(blank: BlankFacts): number {
  const away = blank.sphere > -250 ? (blank.sphere + 250) / 1000 : Math.max(0, (-3000 - blank.sphere) / 1000);
  const sphereWeight = Math.exp(-0.45 * away);
  const cylinderWeight = blank.cylinder >= -750 ? 1 : Math.exp(-1.1 * ((-blank.cylinder - 750) / 1000));
  return Math.max(2, Math.round(16 * sphereWeight * cylinderWeight));
}

/** Opening stock of an item. A few are sold out and some are low, so that every state of a screen can be seen. */
export function openingStockOf(sku: string, kind: StockItemKindName, blank: BlankFacts | null): OpeningStock {
  const random = randomOf(sku);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const weekly = (mean: number) => Array.from({ length: HISTORY_WEEKS }, () => Math.round(mean * 2 * random()));
  switch (kind) {
    case 'FINISHED_LENS': {
      const par = blank ? parOfFinishedBlank(blank) : 4;
      const sold = par >= 8 ? weekly(par / 6) : [];
      if (blank && isShowcaseShortage(blank)) return { onHand: 0, reorderPoint: 2, weeklyDemand: [] };
      return {
        onHand: par + between(0, Math.ceil(par / 4)),
        reorderPoint: Math.max(1, Math.floor(par / 2)),
        weeklyDemand: sold,
      };
    }
    case 'SEMI_FINISHED_LENS':
      return { onHand: between(4, 12), reorderPoint: 3, weeklyDemand: random() < 0.4 ? weekly(1) : [] };
    case 'FRAME': {
      const state = random();
      if (state < 0.03) return { onHand: 0, reorderPoint: 3, weeklyDemand: weekly(0.6) };
      if (state < 0.1) return { onHand: between(1, 3), reorderPoint: 3, weeklyDemand: weekly(0.6) };
      return { onHand: between(6, 24), reorderPoint: 3, weeklyDemand: random() < 0.35 ? weekly(0.8) : [] };
    }
    case 'ACCESSORY':
      return { onHand: between(30, 160), reorderPoint: 20, weeklyDemand: weekly(4) };
    case 'SENSOR':
      return { onHand: between(18, 90), reorderPoint: 10, weeklyDemand: weekly(2) };
    case 'CONTACT_LENS':
      return { onHand: between(24, 120), reorderPoint: 20, weeklyDemand: weekly(5) };
  }
}
