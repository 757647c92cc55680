import { pageOf, type RequestContext, toConnection } from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answer } from '../german-sentences.ts';
import {
  linesLoader,
  orderLoader,
  returnHistoryLoader,
  returnLinesLoader,
  returnLoader,
  returnShipmentLoader,
} from '../orders/order.loader.ts';
import { OrderEventEntry, OrderLineType, OrderType } from '../orders/order.type.ts';
import { maySeeOrder, requireStaffFor, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { approveReturn, receiveReturn, rejectReturn } from './decide-return.ts';
import { inspectReturn } from './inspect-return.ts';
import { requestReturn } from './request-return.ts';
import type { ReturnRequest } from './return.entity.ts';
import { RETURN_COLUMNS, returnFrom } from './return.store.ts';
import {
  InspectReturnLineInput,
  ReturnConnection,
  ReturnLine,
  ReturnLineInput,
  ReturnResult,
  ReturnStatusEnum,
  ReturnType,
} from './return.type.ts';

/** A return is visible with its order. */
export async function visibleReturn(services: Services, ctx: RequestContext, id: string): Promise<ReturnType | null> {
  const row = await returnLoader(services, ctx).load(id);
  const order = row && (await orderLoader(services, ctx).load(row.orderId));
  return row && order && maySeeOrder(ctx.principal, order) ? ReturnType.of(row) : null;
}

@Resolver(() => ReturnType)
export class ReturnResolver {
  constructor(private readonly services: Services) {}

  @Query(() => ReturnConnection)
  async returns(
    @Ctx() ctx: RequestContext,
    @Arg('status', () => [ReturnStatusEnum], { nullable: true }) status?: ReturnStatusEnum[],
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<ReturnConnection> {
    requireStaffFor(ctx, 'returns.read');
    const page = pageOf({ first: first ?? null, after: after ?? null }, 50);
    const wanted = status?.length ? status : null;
    const rows = await this.services.database.query<ReturnRequest>(
      `SELECT ${RETURN_COLUMNS} FROM return_request r
       WHERE ($1::text[] IS NULL OR r.status = ANY($1))
         AND ($2::timestamptz IS NULL OR (r.created_at, r.id) < ($2::timestamptz, $3))
       ORDER BY r.created_at DESC, r.id DESC LIMIT $4`,
      [wanted, page.from?.[0] ?? null, page.from?.[1] ?? null, page.limit + 1],
    );
    const found = toConnection(rows.map(returnFrom), page, (row) => [row.createdAt.toISOString(), row.id]);
    return Object.assign(new ReturnConnection(), {
      edges: found.edges.map((edge) => ({ cursor: edge.cursor, node: ReturnType.of(edge.node) })),
      pageInfo: found.pageInfo,
      count: async () => {
        const [row] = await this.services.database.query<{ count: number }>(
          'SELECT count(*)::int AS count FROM return_request r WHERE ($1::text[] IS NULL OR r.status = ANY($1))',
          [wanted],
        );
        return row!.count;
      },
    });
  }

  @Query(() => ReturnType, { nullable: true })
  return(@Ctx() ctx: RequestContext, @Arg('id', () => ID) id: string): Promise<ReturnType | null> {
    return visibleReturn(this.services, ctx, id);
  }

  @FieldResolver(() => OrderType)
  async order(@Ctx() ctx: RequestContext, @Root() wanted: ReturnType): Promise<OrderType> {
    return OrderType.of((await orderLoader(this.services, ctx).load(wanted.row.orderId))!);
  }

  @FieldResolver(() => [ReturnLine])
  async lines(@Ctx() ctx: RequestContext, @Root() wanted: ReturnType): Promise<ReturnLine[]> {
    const { row } = wanted;
    const [lines, sold] = await Promise.all([
      returnLinesLoader(this.services, ctx).load(row.id),
      linesLoader(this.services, ctx).load(row.orderId),
    ]);
    const byId = new Map((sold ?? []).map((line) => [line.id, line]));
    return (lines ?? []).map((line) =>
      ReturnLine.of(line, OrderLineType.of(byId.get(line.orderLineId)!, row.currency), row.currency, ctx.locale),
    );
  }

  @FieldResolver(() => String, { nullable: true })
  async labelUrl(@Ctx() ctx: RequestContext, @Root() wanted: ReturnType): Promise<string | null> {
    return (await returnShipmentLoader(this.services, ctx).load(wanted.id))?.[0]?.labelUrl ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  async trackingCode(@Ctx() ctx: RequestContext, @Root() wanted: ReturnType): Promise<string | null> {
    return (await returnShipmentLoader(this.services, ctx).load(wanted.id))?.[0]?.trackingCode ?? null;
  }

  @FieldResolver(() => [OrderEventEntry])
  async history(@Ctx() ctx: RequestContext, @Root() wanted: ReturnType): Promise<OrderEventEntry[]> {
    const rows = (await returnHistoryLoader(this.services, ctx).load(wanted.id)) ?? [];
    return (staffMay(ctx, 'returns.read') ? rows : rows.filter(({ internal }) => !internal)) as OrderEventEntry[];
  }

  @Mutation(() => ReturnResult)
  requestReturn(
    @Ctx() ctx: RequestContext,
    @Arg('orderId', () => ID) orderId: string,
    @Arg('lines', () => [ReturnLineInput]) lines: ReturnLineInput[],
  ): Promise<typeof ReturnResult> {
    return this.#return(ctx, () => requestReturn(this.services, ctx, orderId, lines));
  }

  @Mutation(() => ReturnResult)
  approveReturn(@Ctx() ctx: RequestContext, @Arg('id', () => ID) id: string): Promise<typeof ReturnResult> {
    return this.#return(ctx, () => approveReturn(this.services, ctx, id));
  }

  @Mutation(() => ReturnResult)
  rejectReturn(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<typeof ReturnResult> {
    return this.#return(ctx, () => rejectReturn(this.services, ctx, id, reason));
  }

  @Mutation(() => ReturnResult)
  receiveReturn(@Ctx() ctx: RequestContext, @Arg('id', () => ID) id: string): Promise<typeof ReturnResult> {
    return this.#return(ctx, () => receiveReturn(this.services, ctx, id));
  }

  @Mutation(() => ReturnResult, {
    description:
      'Inspection decides refund and restock per line; the refund is made at the provider and in the journal.',
  })
  inspectReturn(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('lines', () => [InspectReturnLineInput]) lines: InspectReturnLineInput[],
  ): Promise<typeof ReturnResult> {
    return this.#return(ctx, () => inspectReturn(this.services, ctx, id, lines));
  }

  #return(ctx: RequestContext, body: () => Promise<ReturnRequest>): Promise<typeof ReturnResult> {
    return answer(ctx, async () => ReturnType.of(await body()));
  }
}

@Resolver(() => ReturnConnection)
export class ReturnConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() found: ReturnConnection): Promise<number> {
    return found.count();
  }
}
