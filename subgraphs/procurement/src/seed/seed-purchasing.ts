import { newId, type SeedContext, type Tx } from '@opticworks/kernel';
import { ListLensBlanks, ListVariants } from '@opticworks/schema/operations/catalog';
import { recalculateProposals } from '../replenishment/recalculate-proposals.ts';
import { SupplierEntity } from '../suppliers/supplier.entity.ts';
import type { Purchasing } from '../use-case.ts';
import { seedPastOrders } from './seed-past-orders.ts';
import { seededRandom } from './seeded-random.ts';
import { type GoodsKind, SUPPLIER_BASE, type SupplierProfile } from './supplier-base.ts';

const MARK = 'supplier base';
const CHUNK = 2_000;

interface Goods {
  sku: string;
  gtin: string | null;
  name: string;
  kind: GoodsKind;
  /** Everything of one group comes from one supplier: a product, a material. */
  group: string;
  costMinor: number;
}

export interface SeededItem extends Goods {
  id: string;
  supplierSku: string;
}

/** Suppliers with their items, past orders behind their scorecards, and the proposals of today. Runs once. */
export async function seedPurchasing(purchasing: Purchasing, { caller, log, scale }: SeedContext): Promise<void> {
  const goods = await readCatalogue(caller);
  const sources: { profile: SupplierProfile; items: SeededItem[] }[] = [];
  const done = await purchasing.database.transaction(
    async (tx) => {
      const now = purchasing.clock.now();
      const fresh = await tx.query(
        'INSERT INTO seed_mark (name, at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
        [MARK, now],
      );
      if (fresh.length === 0) return true;
      for (const profile of SUPPLIER_BASE) {
        const supplier: SupplierEntity = {
          id: newId('supplier'),
          code: profile.code,
          name: profile.name,
          email: `orders@${profile.code.toLowerCase()}.example`,
          ediKind: profile.ediKind,
          ediId: profile.ediId,
          currency: profile.currency,
          taxBps: 0,
          createdAt: now,
        };
        await tx.manager.insert(SupplierEntity, supplier);
        const items = goods.filter((item) => sourceOf(item) === profile).map((item) => toItem(item, profile));
        await insertItems(tx, supplier, profile, items);
        sources.push({ profile, items });
      }
      return false;
    },
    { name: 'seed purchasing' },
  );
  if (done) return;
  const random = seededRandom('purchasing');
  for (const source of sources) await seedPastOrders(purchasing, { ...source, random, scale });
  const open = await recalculateProposals(purchasing);
  log.info(
    { suppliers: SUPPLIER_BASE.length, items: goods.length, proposals: open },
    'Suppliers and proposals are there.',
  );
}

/** Blanks by material, frames by product spread over the frame makers. */
function sourceOf(item: Goods): SupplierProfile | undefined {
  const sellers = SUPPLIER_BASE.filter((profile) => profile.sells === item.kind);
  const exact = sellers.find((profile) => profile.materials.includes(item.group));
  if (exact) return exact;
  const open = sellers.filter((profile) => profile.materials.length === 0);
  return open[Math.floor(seededRandom(item.group)() * open.length)];
}

function toItem(item: Goods, profile: SupplierProfile): SeededItem {
  return { ...item, id: newId('supplieritem'), supplierSku: `${profile.code.slice(0, 3)}-${item.sku}` };
}

/** What a house pays of its own price, by kind of goods. */
const COST_SHARE: Record<string, number> = { FRAME: 0.34, ACCESSORY: 0.4, SENSOR: 0.55, CONTACT_LENS: 0.6 };
/** Minor units per blank. */
const BLANK_COST: Record<string, number> = {
  cr39: 185,
  'index-156': 340,
  polycarbonate: 320,
  trivex: 560,
  'index-160': 480,
  'index-167': 790,
  'index-174': 1450,
};
const SEMI_FINISHED_FACTOR = 1.8;
const COATING_MINOR = 160;

async function readCatalogue(caller: SeedContext['caller']): Promise<Goods[]> {
  const goods: Goods[] = [];
  for (let afterId: string | null = null; ; ) {
    const page: {
      variants: {
        sku: string;
        gtin: string | null;
        name: string;
        kind: string;
        productId: string;
        priceMinor: string;
        components: unknown[];
      }[];
      nextAfterId: string | null;
    } = await caller.call(ListVariants, { afterId, limit: 1000 }, { deadlineMs: 30_000 });
    for (const variant of page.variants) {
      const share = COST_SHARE[variant.kind];
      if (share === undefined || variant.components.length > 0) continue;
      goods.push({
        sku: variant.sku,
        gtin: variant.gtin,
        name: variant.name,
        kind: variant.kind as GoodsKind,
        group: variant.productId,
        costMinor: Math.max(50, Math.round(Number(variant.priceMinor) * share)),
      });
    }
    afterId = page.nextAfterId;
    if (afterId === null) break;
  }
  const blanks = await caller.call(ListLensBlanks, {}, { deadlineMs: 30_000 });
  const blankCost = (material: string) => BLANK_COST[material] ?? 400;
  for (const blank of blanks.finished) {
    const costMinor = blankCost(blank.materialCode) + (blank.coated ? COATING_MINOR : 0);
    goods.push({
      sku: blank.sku,
      gtin: null,
      name: blank.name,
      kind: 'LENS_BLANK',
      group: blank.materialCode,
      costMinor,
    });
  }
  for (const blank of blanks.semiFinished) {
    const costMinor = Math.round(blankCost(blank.materialCode) * SEMI_FINISHED_FACTOR);
    goods.push({
      sku: blank.sku,
      gtin: null,
      name: blank.name,
      kind: 'LENS_BLANK',
      group: blank.materialCode,
      costMinor,
    });
  }
  return goods;
}

async function insertItems(
  tx: Tx,
  supplier: SupplierEntity,
  profile: SupplierProfile,
  items: readonly SeededItem[],
): Promise<void> {
  for (let i = 0; i < items.length; i += CHUNK) {
    const part = items.slice(i, i + CHUNK);
    await tx.query(
      `INSERT INTO supplier_item (id, sku, supplier_sku, gtin, item_name, cost_minor, supplier_id, pack_size, minimum_quantity, lead_time_days,
                                  lead_time_sd_days, preferred)
       SELECT d.*, $7, $8::int, $9::int, $10::int, $11::numeric, true
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[]) AS d`,
      [
        part.map((item) => item.id),
        part.map((item) => item.sku),
        part.map((item) => item.supplierSku),
        part.map((item) => item.gtin),
        part.map((item) => item.name),
        part.map((item) => item.costMinor),
        supplier.id,
        profile.packSize,
        profile.minimumQuantity,
        profile.leadTimeDays,
        profile.leadTimeSdDays,
      ],
    );
  }
}
