import { groupedInOrder, isStaff, requireStaff } from '@opticworks/kernel';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { MAY } from '../permissions.ts';
import type { InventoryContext } from '../use-case.ts';
import { BinType, LocationType } from './location.type.ts';

const LOCATION = 'SELECT id, code, name, kind FROM location';

/** Staff see places; for anybody else they do not exist. */
export async function locationByReference(
  reference: { id: string },
  ctx: InventoryContext,
): Promise<LocationType | null> {
  if (!isStaff(ctx, ...MAY.seeStock)) return null;
  const [row] = await ctx.warehouse.database.query<LocationType>(`${LOCATION} WHERE id = $1`, [reference.id]);
  return row ?? null;
}

@Resolver(() => LocationType)
export class LocationResolver {
  @Query(() => [LocationType], { description: 'All places of the house, at most one hundred.' })
  locations(@Ctx() ctx: InventoryContext): Promise<LocationType[]> {
    requireStaff(ctx, ...MAY.seeStock);
    return ctx.warehouse.database.query<LocationType>(`${LOCATION} ORDER BY pick_rank, code LIMIT 100`);
  }

  @FieldResolver(() => [BinType])
  async bins(@Root() location: LocationType, @Ctx() ctx: InventoryContext): Promise<BinType[]> {
    const loader = ctx.loader<string, BinType[]>('bins of location', async (ids) => {
      const rows = await ctx.warehouse.database.query<BinRow>(
        `SELECT id, code, location_id FROM bin WHERE location_id = ANY($1) ORDER BY pick_sequence, code LIMIT 5000`,
        [[...ids]],
      );
      return groupedInOrder(ids, rows, (row) => row.location_id).map((list) =>
        list.map((row) => ({ id: row.id, code: row.code, location: { ...location, id: row.location_id } })),
      );
    });
    const bins = (await loader.load(location.id)) ?? [];
    return bins.map((bin) => ({ ...bin, location }));
  }
}

interface BinRow {
  id: string;
  code: string;
  location_id: string;
}
