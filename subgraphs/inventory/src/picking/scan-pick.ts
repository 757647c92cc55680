import { refuse, type StaffPrincipal, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { insistOnQuantity } from '../stock/quantity.rules.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import type { PickLineEntity } from './pick-line.entity.ts';
import { PickLineEntity as PickLine } from './pick-line.entity.ts';
import { claim, type LockedTask, lockTask, moveOf, saveTask } from './pick-task.lock.ts';
import { isCollected } from './pick-task.state.ts';
import { stagingBin } from './staging-bin.ts';

export interface ScanPickInput {
  taskId: string;
  binCode: string;
  /** GTIN or SKU. */
  code: string;
  quantity: number;
}

interface ScannedBin {
  id: string;
  code: string;
  location_id: string;
}

/** One scan of bin and item. The piece moves from the shelf to the staging bin; the wrong bin or item is refused. */
export async function scanPick(warehouse: Warehouse, staff: StaffPrincipal, input: ScanPickInput): Promise<string> {
  insistOnQuantity(input.quantity, 1);
  return warehouse.database.transaction(
    async (tx) => {
      const now = warehouse.clock.now();
      const locked = await lockTask(tx, input.taskId);
      const { task, lines } = locked;
      moveOf(task, 'pick');
      claim(task, staff);
      const bin = await scannedBin(tx, input.binCode);
      const line = await lineToPick(tx, locked, input, bin);

      const ledger = new StockLedger(tx, now, staff.name);
      await ledger.lock([line.sku]);
      await moveToStaging(tx, ledger, line, bin, input.quantity, task.number);
      line.picked += input.quantity;
      await tx.manager.update(PickLine, { id: line.id }, { picked: line.picked, binId: line.binId, lot: line.lot });
      if (isCollected(lines)) task.status = moveOf(task, 'pick');
      await saveTask(tx, task, now);
      await ledger.write();
      return task.id;
    },
    { name: 'scan pick' },
  );
}

async function scannedBin(tx: Tx, code: string): Promise<ScannedBin> {
  const [bin] = await tx.query<ScannedBin>('SELECT id, code, location_id FROM bin WHERE code = upper($1)', [
    code.trim(),
  ]);
  return bin ?? refuse(ERRORS.BIN_UNKNOWN, { bin: code });
}

async function lineToPick(
  tx: Tx,
  { task, lines }: LockedTask,
  input: ScanPickInput,
  bin: ScannedBin,
): Promise<PickLineEntity> {
  const code = input.code.trim();
  const skus = await tx.query<{ sku: string }>(
    'SELECT sku FROM stock_item WHERE sku = upper($1) OR sku = $1 OR gtin = $1',
    [code],
  );
  const matching = lines.filter((line) => line.source === 'SHELF' && skus.some(({ sku }) => sku === line.sku));
  if (matching.length === 0) refuse(ERRORS.WRONG_ITEM, { code, number: task.number });

  const item = matching[0]!.itemName;
  const open = matching.filter((line) => line.picked < line.quantity);
  if (open.length === 0) refuse(ERRORS.ITEM_ALREADY_PICKED, { item });
  const ready = open.filter((line) => line.ready);
  if (ready.length === 0) refuse(ERRORS.ITEM_NOT_ALLOCATED, { item });
  const line = ready.find((other) => other.binId === bin.id) ?? ready.find((other) => other.binId === null);
  if (!line) {
    const [expected] = await tx.query<{ code: string }>('SELECT code FROM bin WHERE id = $1', [ready[0]!.binId]);
    refuse(ERRORS.WRONG_BIN, { item, expected: expected?.code ?? '?', bin: bin.code });
  }
  const left = line.quantity - line.picked;
  if (input.quantity > left) refuse(ERRORS.QUANTITY_TOO_HIGH, { open: left, item });
  return line;
}

async function moveToStaging(
  tx: Tx,
  ledger: StockLedger,
  line: PickLineEntity,
  bin: ScannedBin,
  quantity: number,
  taskNumber: string,
): Promise<void> {
  if (line.binId === null) {
    const [lot] = await tx.query<{ lot: string }>(
      'SELECT lot FROM bin_stock WHERE sku = $1 AND bin_id = $2 AND quantity >= $3 ORDER BY expires_on NULLS LAST, lot LIMIT 1',
      [line.sku, bin.id, quantity],
    );
    if (!lot) refuse(ERRORS.BIN_EMPTY, { bin: bin.code, quantity: 0, item: line.itemName });
    line.binId = bin.id;
    line.lot = lot.lot;
  }
  const staging = await stagingBin(tx, bin.location_id);
  // Goods of a cancelled task still lie in staging: the next task finds them there and nothing moves.
  if (staging === bin.id) return;
  const [held] = await tx.query<{ expires_on: string | null }>(
    'SELECT expires_on::text FROM bin_stock WHERE sku = $1 AND bin_id = $2 AND lot = $3',
    [line.sku, bin.id, line.lot],
  );
  const move = {
    sku: line.sku,
    locationId: bin.location_id,
    lot: line.lot,
    expiresOn: held?.expires_on ?? null,
    kind: 'PICK' as const,
    reference: taskNumber,
  };
  ledger.moveBetweenBins({ ...move, binId: bin.id, quantity: -quantity }, { ...move, binId: staging, quantity });
}
