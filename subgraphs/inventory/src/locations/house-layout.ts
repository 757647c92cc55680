import { newId, type Tx } from '@opticworks/kernel';
import type { BinEntity } from './bin.entity.ts';
import { BinEntity as Bin } from './bin.entity.ts';
import type { LocationEntity } from './location.entity.ts';
import { LocationEntity as Location } from './location.entity.ts';

interface Room {
  location: Omit<LocationEntity, 'id' | 'createdAt'>;
  shelves: string[];
  staging: string | null;
  binKind: 'SHELF' | 'QUARANTINE';
}

const pad = (n: number) => String(n).padStart(2, '0');
const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** Aisle, rack, level: `A-01-1`. The walk goes up one rack after the other, aisle by aisle. */
const warehouseShelves = ['A', 'B', 'C', 'D', 'E', 'F'].flatMap((aisle) =>
  range(12).flatMap((rack) => range(4).map((level) => `${aisle}-${pad(rack)}-${level}`)),
);
/** Cabinet and drawer of the blank store. */
const blankDrawers = range(12).flatMap((cabinet) => range(20).map((drawer) => `L-${pad(cabinet)}-${pad(drawer)}`));

const HOUSE: Room[] = [
  {
    location: { code: 'MAIN', name: 'Main warehouse', kind: 'WAREHOUSE', sellable: true, pickRank: 1 },
    shelves: warehouseShelves,
    staging: 'STAGE-MAIN',
    binKind: 'SHELF',
  },
  {
    location: { code: 'LAB', name: 'Blank store of the lab', kind: 'LAB', sellable: true, pickRank: 2 },
    shelves: blankDrawers,
    staging: 'STAGE-LAB',
    binKind: 'SHELF',
  },
  {
    location: { code: 'STORE-1', name: 'Showroom', kind: 'STORE', sellable: false, pickRank: 3 },
    shelves: range(8).map((wall) => `S-${pad(wall)}`),
    staging: 'STAGE-STORE-1',
    binKind: 'SHELF',
  },
  {
    location: { code: 'RETURNS', name: 'Returns desk', kind: 'RETURNS', sellable: false, pickRank: 9 },
    shelves: ['R-01', 'R-02'],
    staging: null,
    binKind: 'QUARANTINE',
  },
];

/** The places of a new house; nothing happens where places exist. Two starts at once make them once. */
export async function ensureHouse(tx: Tx, now: Date): Promise<void> {
  await tx.query('LOCK TABLE location IN SHARE ROW EXCLUSIVE MODE');
  const [found] = await tx.query('SELECT 1 FROM location LIMIT 1');
  if (found) return;
  for (const room of HOUSE) {
    const location = { ...room.location, id: newId('location'), createdAt: now };
    const bins: BinEntity[] = room.shelves.map((code, i) => ({
      id: newId('bin'),
      code,
      locationId: location.id,
      kind: room.binKind,
      pickSequence: i + 1,
    }));
    if (room.staging) {
      bins.push({
        id: newId('bin'),
        code: room.staging,
        locationId: location.id,
        kind: 'STAGING',
        pickSequence: 100_000,
      });
    }
    await tx.manager.insert(Location, location);
    await tx.manager.insert(Bin, bins);
  }
}
