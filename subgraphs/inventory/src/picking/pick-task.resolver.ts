import {
  groupedInOrder,
  inOrder,
  isStaff,
  PageInfo,
  pageOf,
  RefusalType,
  refusable,
  requireStaff,
  type StaffPrincipal,
  unionWithRefusal,
} from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { MAY } from '../permissions.ts';
import type { InventoryContext } from '../use-case.ts';
import { assignPickTask } from './assign-pick-task.ts';
import { handOver } from './hand-over.ts';
import { packTask } from './pack-task.ts';
import {
  countPickTasks,
  cursorOf,
  linesOfTasks,
  pickTaskByNumber,
  pickTaskPage,
  pickTasksById,
  pickTasksOfOrders,
} from './pick-task.queries.ts';
import type { PickDestinationName, PickTaskStatusName } from './pick-task.state.ts';
import {
  OrderStub,
  PickDestination,
  PickLineType,
  PickTaskConnection,
  PickTaskStatus,
  PickTaskType,
} from './pick-task.type.ts';
import { scanPick } from './scan-pick.ts';

const PickTaskResult = unionWithRefusal('PickTaskResult', [PickTaskType]);

export function pickTaskLoader(ctx: InventoryContext) {
  return ctx.loader<string, PickTaskType>('pick task', async (ids) =>
    inOrder(ids, await pickTasksById(ctx.warehouse.database, ids), (task) => task.id),
  );
}

export async function pickTaskByReference(
  reference: { id: string },
  ctx: InventoryContext,
): Promise<PickTaskType | null> {
  return isStaff(ctx, ...MAY.seePickTasks) ? pickTaskLoader(ctx).load(reference.id) : null;
}

@Resolver(() => OrderStub)
export class OrderResolver {
  @FieldResolver(() => [PickTaskType], { description: 'Staff only.' })
  async pickTasks(@Root() order: OrderStub, @Ctx() ctx: InventoryContext): Promise<PickTaskType[]> {
    requireStaff(ctx, ...MAY.seePickTasks);
    const loader = ctx.loader<string, PickTaskType[]>('pick tasks of order', async (ids) =>
      groupedInOrder(ids, await pickTasksOfOrders(ctx.warehouse.database, ids), (task) => task.order!.id),
    );
    return (await loader.load(order.id)) ?? [];
  }
}

@Resolver(() => PickTaskConnection)
export class PickTaskConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() connection: PickTaskConnection, @Ctx() ctx: InventoryContext): Promise<number> {
    return countPickTasks(ctx.warehouse.database, connection.filter);
  }
}

@Resolver(() => PickTaskType)
export class PickTaskResolver {
  @Query(() => PickTaskConnection, { description: 'Pick tasks, the oldest first.' })
  async pickTasks(
    @Arg('status', () => [PickTaskStatus], { nullable: true }) status: PickTaskStatusName[] | null,
    @Arg('destination', () => PickDestination, { nullable: true }) destination: PickDestinationName | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: InventoryContext,
  ): Promise<PickTaskConnection> {
    requireStaff(ctx, ...MAY.seePickTasks);
    const page = pageOf({ first, after }, 50);
    const filter = { status: status ?? null, destination: destination ?? null };
    const rows = await pickTaskPage(ctx.warehouse.database, filter, page);
    const edges = rows.slice(0, page.limit).map((node) => ({ cursor: cursorOf(node), node }));
    const pageInfo = Object.assign(new PageInfo(), {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.from !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
    return { edges, pageInfo, filter };
  }

  @Query(() => PickTaskType, { nullable: true })
  async pickTask(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('number', () => String, { nullable: true }) number: string | null,
    @Ctx() ctx: InventoryContext,
  ): Promise<PickTaskType | null> {
    requireStaff(ctx, ...MAY.seePickTasks);
    if (id) return pickTaskLoader(ctx).load(id);
    return number ? pickTaskByNumber(ctx.warehouse.database, number) : null;
  }

  @FieldResolver(() => [PickLineType])
  async lines(@Root() task: PickTaskType, @Ctx() ctx: InventoryContext): Promise<PickLineType[]> {
    const loader = ctx.loader<string, PickLineType[]>('lines of pick task', async (ids) =>
      groupedInOrder(ids, await linesOfTasks(ctx.warehouse.database, ids), (line) => line.taskId),
    );
    return (await loader.load(task.id)) ?? [];
  }

  @Mutation(() => PickTaskResult, {
    description: 'Scan of bin and item at the shelf: refuses the wrong bin or item. code: GTIN or SKU.',
  })
  scanPick(
    @Arg('taskId', () => ID) taskId: string,
    @Arg('binCode', () => String) binCode: string,
    @Arg('code', () => String) code: string,
    @Arg('quantity', () => Int, { defaultValue: 1 }) quantity: number,
    @Ctx() ctx: InventoryContext,
  ): Promise<PickTaskType | RefusalType> {
    return changed(ctx, (staff) => scanPick(ctx.warehouse, staff, { taskId, binCode, code, quantity }));
  }

  @Mutation(() => PickTaskResult, {
    description: 'Closes the parcel; everything has to be there, the glasses from the lab too.',
  })
  packTask(@Arg('taskId', () => ID) taskId: string, @Ctx() ctx: InventoryContext): Promise<PickTaskType | RefusalType> {
    return changed(ctx, (staff) => packTask(ctx.warehouse, staff, taskId));
  }

  @Mutation(() => PickTaskResult, {
    description: 'Hands a picked frame with its tray to the lab, or a packed parcel to shipping.',
  })
  handOver(
    @Arg('taskId', () => ID) taskId: string,
    @Arg('trayCode', () => String, { nullable: true }) trayCode: string | null,
    @Ctx() ctx: InventoryContext,
  ): Promise<PickTaskType | RefusalType> {
    return changed(ctx, (staff) => handOver(ctx.warehouse, staff, { taskId, trayCode: trayCode ?? null }));
  }

  @Mutation(() => PickTaskResult, { description: 'Takes a task over, or gives it back to everybody.' })
  assignPickTask(
    @Arg('taskId', () => ID) taskId: string,
    @Arg('toMe', () => Boolean, { defaultValue: true }) toMe: boolean,
    @Ctx() ctx: InventoryContext,
  ): Promise<PickTaskType | RefusalType> {
    return changed(ctx, (staff) => assignPickTask(ctx.warehouse, staff, { taskId, toMe }));
  }
}

function changed(
  ctx: InventoryContext,
  change: (staff: StaffPrincipal) => Promise<string>,
): Promise<PickTaskType | RefusalType> {
  return refusable(async () => {
    const id = await change(requireStaff(ctx, ...MAY.pick));
    return (await pickTaskLoader(ctx).clear(id).load(id))!;
  });
}
