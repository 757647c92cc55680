import { groupedInOrder, inOrder, isStaff, pageOf, requireStaff } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { MAY } from '../permissions.ts';
import type { ProcurementContext } from '../use-case.ts';
import { allSuppliers, itemsOfSuppliers, scorecardsOf, suppliersById } from './supplier.queries.ts';
import { SupplierItemType, SupplierScorecardType, SupplierType } from './supplier.type.ts';

export function supplierLoader(ctx: ProcurementContext) {
  return ctx.loader<string, SupplierType>('supplier', async (ids) =>
    inOrder(ids, await suppliersById(ctx.purchasing.database, ids), (supplier) => supplier.id),
  );
}

/** Costs and partners are nobody else's business: for others a supplier does not exist. */
export async function supplierByReference(
  reference: { id: string },
  ctx: ProcurementContext,
): Promise<SupplierType | null> {
  return isStaff(ctx, ...MAY.seeSuppliers) ? supplierLoader(ctx).load(reference.id) : null;
}

@Resolver(() => SupplierType)
export class SupplierResolver {
  @Query(() => [SupplierType], { description: 'All suppliers by name, at most 500.' })
  suppliers(@Ctx() ctx: ProcurementContext): Promise<SupplierType[]> {
    requireStaff(ctx, ...MAY.seeSuppliers);
    return allSuppliers(ctx.purchasing.database);
  }

  @Query(() => SupplierType, { nullable: true })
  async supplier(@Arg('id', () => ID) id: string, @Ctx() ctx: ProcurementContext): Promise<SupplierType | null> {
    requireStaff(ctx, ...MAY.seeSuppliers);
    return supplierLoader(ctx).load(id);
  }

  @FieldResolver(() => [SupplierItemType], {
    description: 'By SKU; query: part of the SKU, the supplier number or the name.',
  })
  async items(
    @Root() supplier: SupplierType,
    @Arg('query', () => String, { nullable: true }) query: string | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number | null,
    @Ctx() ctx: ProcurementContext,
  ): Promise<SupplierItemType[]> {
    const { limit } = pageOf({ first }, 50);
    const loader = ctx.loader<string, SupplierItemType[]>(`items of supplier ${limit} ${query ?? ''}`, async (ids) =>
      groupedInOrder(
        ids,
        await itemsOfSuppliers(ctx.purchasing.database, ids, query ?? null, limit),
        (item) => item.supplierId,
      ),
    );
    return (await loader.load(supplier.id)) ?? [];
  }

  @FieldResolver(() => SupplierScorecardType)
  async scorecard(@Root() supplier: SupplierType, @Ctx() ctx: ProcurementContext): Promise<SupplierScorecardType> {
    const loader = ctx.loader<string, SupplierScorecardType>('scorecard', async (ids) => {
      const cards = await scorecardsOf(ctx.purchasing.database, ids, ctx.purchasing.clock.today());
      return ids.map((id) => cards.get(id) ?? null);
    });
    return (await loader.load(supplier.id))!;
  }
}
