import {
  groupedInOrder,
  KERNEL_ERRORS,
  liveTail,
  type RequestContext,
  refuse,
  requireCustomer,
  Tag,
} from '@opticworks/kernel';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { paperUrl } from '../documents/document.routes.ts';
import { answer } from '../german-sentences.ts';
import { ContactLensParameters, CustomerStub, PrescriptionStub } from '../graph/shared.type.ts';
import { shown } from '../money.ts';
import { isOwn, maySeeMoney, maySeeOrder, ownerKeysOf, requireStaffFor, staffMay } from '../permissions.ts';
import { exportMyOrders } from '../privacy/export-my-orders.ts';
import { ReturnType } from '../returns/return.type.ts';
import type { Services } from '../services.ts';
import { carrierName } from '../shipping/carrier-names.ts';
import { ShipmentType } from '../shipping/shipment.type.ts';
import { orderLineCell } from '../vault.ts';
import { addOrderNote } from './add-order-note.ts';
import { cancelOrder } from './cancel-order.ts';
import {
  historyLoader,
  journalLoader,
  linesLoader,
  mailsLoader,
  orderLoader,
  paymentsLoader,
  returnsLoader,
  shipmentsLoader,
} from './order.loader.ts';
import { listOrders } from './order.queries.ts';
import { isCancellable } from './order.state.ts';
import { loadOrder, loadOrderByNumber, ORDER_COLUMNS, orderFrom } from './order.store.ts';
import {
  JournalEntry,
  OrderConnection,
  OrderDocument,
  OrderEvent,
  OrderEventEntry,
  OrderFilter,
  OrderLineType,
  OrderMail,
  OrderResult,
  OrderSort,
  OrderType,
  PaymentType,
} from './order.type.ts';
import type { SalesOrder } from './sales-order.entity.ts';
import { visibleOrder } from './visible-order.ts';

interface LiveRoot {
  cursor: string;
  event: string;
  aggregateId: string;
  payload: { orderId?: string };
}

@Resolver(() => OrderType)
export class OrderResolver {
  constructor(private readonly services: Services) {}

  @Tag('partner')
  @Query(() => OrderType, {
    nullable: true,
    description: 'Own order, an order opened by a signed link, or any for staff.',
  })
  async order(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('number', () => String, { nullable: true }) number?: string,
  ): Promise<OrderType | null> {
    const order = id
      ? await loadOrder(this.services.database, id)
      : number
        ? await loadOrderByNumber(this.services.database, number.trim().toUpperCase())
        : null;
    return order && maySeeOrder(ctx.principal, order) ? OrderType.of(order) : null;
  }

  @Query(() => OrderConnection)
  orders(
    @Ctx() ctx: RequestContext,
    @Arg('filter', () => OrderFilter, { nullable: true }) filter?: OrderFilter,
    @Arg('sort', () => OrderSort, { nullable: true, defaultValue: OrderSort.NEWEST }) sort?: OrderSort,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<OrderConnection> {
    const wish = { filter, sort, first, after, timeZone: this.services.settings.SHOP_TIME_ZONE };
    if (ctx.principal.kind === 'staff') {
      requireStaffFor(ctx, 'orders.read');
      return listOrders(this.services.database, wish);
    }
    const owners = ownerKeysOf(ctx.principal);
    if (owners.length === 0) refuse(KERNEL_ERRORS.UNAUTHENTICATED);
    return listOrders(this.services.database, { ...wish, owners });
  }

  @FieldResolver(() => [OrderLineType])
  async lines(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<OrderLineType[]> {
    const lines = (await linesLoader(this.services, ctx).load(order.id)) ?? [];
    return lines.map((line) => OrderLineType.of(line, order.row.currency, order.row));
  }

  @FieldResolver(() => [PaymentType])
  async payments(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<PaymentType[]> {
    if (!maySeeMoney(ctx.principal, order.row)) return [];
    const payments = (await paymentsLoader(this.services, ctx).load(order.id)) ?? [];
    return payments.map((payment) =>
      Object.assign(new PaymentType(), {
        id: payment.id,
        status: payment.status,
        amount: shown(payment.amountMinor, payment.currency),
        refunded: shown(payment.refundedMinor, payment.currency),
        method: payment.method,
        last4: payment.last4,
        createdAt: payment.createdAt,
      }),
    );
  }

  @FieldResolver(() => [ShipmentType])
  async shipments(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<ShipmentType[]> {
    const rows = (await shipmentsLoader(this.services, ctx).load(order.id)) ?? [];
    const shownRows = staffMay(ctx, 'shipments.read')
      ? rows
      : rows.filter(({ status }) => status !== 'VOIDED' && status !== 'LABEL_BOUGHT');
    return shownRows.map(ShipmentType.of);
  }

  @FieldResolver(() => [ReturnType])
  async returns(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<ReturnType[]> {
    return ((await returnsLoader(this.services, ctx).load(order.id)) ?? []).map(ReturnType.of);
  }

  @FieldResolver(() => [OrderEventEntry])
  async history(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<OrderEventEntry[]> {
    const rows = (await historyLoader(this.services, ctx).load(order.id)) ?? [];
    return (ctx.principal.kind === 'staff' ? rows : rows.filter(({ internal }) => !internal)) as OrderEventEntry[];
  }

  @FieldResolver(() => [OrderDocument])
  async documents(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<OrderDocument[]> {
    const documents: OrderDocument[] = [];
    const german = ctx.locale === 'de';
    if (order.row.placedAt && maySeeMoney(ctx.principal, order.row)) {
      documents.push({
        kind: 'INVOICE',
        title: `${german ? 'Rechnung' : 'Invoice'} ${order.number}`,
        url: paperUrl(this.services, 'invoice', order),
      });
    }
    if (staffMay(ctx, 'shipments.read')) {
      documents.push({
        kind: 'PACKING_SLIP',
        title: `Packing slip ${order.number}`,
        url: paperUrl(this.services, 'packing-slip', order),
      });
      const shipments = (await shipmentsLoader(this.services, ctx).load(order.id)) ?? [];
      for (const shipment of shipments) {
        if (shipment.labelUrl && shipment.status !== 'VOIDED') {
          documents.push({
            kind: 'LABEL',
            title: `${carrierName(shipment.carrier)} ${shipment.trackingCode ?? ''}`.trim(),
            url: shipment.labelUrl,
          });
        }
      }
    }
    return documents;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the caller may cancel it now.' })
  canCancel(@Ctx() ctx: RequestContext, @Root() order: OrderType): boolean {
    if (ctx.principal.kind === 'staff') return staffMay(ctx, 'orders.cancel') && isCancellable(order.row.status, true);
    return ctx.principal.kind !== 'partner' && isCancellable(order.row.status, false);
  }

  @FieldResolver(() => Boolean, { description: 'Whether its state allows cancelling at all.' })
  cancellable(@Root() order: OrderType): boolean {
    return isCancellable(order.row.status, true);
  }

  @FieldResolver(() => [JournalEntry], { description: 'For staff who handle money.' })
  async journal(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<JournalEntry[]> {
    if (!staffMay(ctx, 'orders.money')) return [];
    const entries = (await journalLoader(this.services, ctx).load(order.id)) ?? [];
    return entries.map((entry) => ({
      id: entry.id,
      at: entry.at,
      kind: entry.kind,
      memo: entry.memo,
      postings: entry.postings.map(({ account, side, amount }) => ({
        account,
        debit: side === 'debit' ? shown(amount, entry.currency) : null,
        credit: side === 'credit' ? shown(amount, entry.currency) : null,
      })),
    }));
  }

  @FieldResolver(() => [OrderMail])
  async mails(@Ctx() ctx: RequestContext, @Root() order: OrderType): Promise<OrderMail[]> {
    if (!maySeeMoney(ctx.principal, order.row)) return [];
    return ((await mailsLoader(this.services, ctx).load(order.id)) ?? []) as OrderMail[];
  }

  @Mutation(() => OrderResult)
  cancelOrder(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<typeof OrderResult> {
    return answer(ctx, async () => OrderType.of(await cancelOrder(this.services, ctx, id, reason)));
  }

  @Mutation(() => OrderResult)
  addOrderNote(
    @Ctx() ctx: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('text', () => String) text: string,
  ): Promise<typeof OrderResult> {
    return answer(ctx, async () => OrderType.of(await addOrderNote(this.services, ctx, id, text)));
  }
}

/** A subscription method cannot reach its instance when it starts: it finds the services through the request instead. */
const servicesOf = (context: RequestContext): Services => (context as RequestContext & { orders: Services }).orders;

@Resolver()
export class OrderFeedResolver {
  constructor(private readonly services: Services) {}

  @Subscription(() => OrderEvent, {
    subscribe: async ({ args, context }) => {
      const services = servicesOf(context as RequestContext);
      const { id, after } = args as { id: string; after?: string | null };
      const order = await visibleOrder(services, context as RequestContext, id);
      return liveTail(services.database).iterate({ topic: `order:${order.id}`, after });
    },
    description:
      "The customer's or guest's own order, or any for staff. after = last cursor seen: exactly what was missed comes first.",
  })
  orderChanged(
    @Ctx() ctx: RequestContext,
    @Root() event: LiveRoot,
    @Arg('id', () => ID) _id: string,
    @Arg('after', () => String, { nullable: true }) _after?: string,
  ): Promise<OrderEvent> {
    return this.#event(ctx, event);
  }

  @Subscription(() => OrderEvent, {
    subscribe: ({ args, context }) => {
      requireStaffFor(context as RequestContext, 'orders.read');
      const { after } = args as { after?: string | null };
      return liveTail(servicesOf(context as RequestContext).database).iterate({ topic: 'orders', after });
    },
  })
  orderFeed(
    @Ctx() ctx: RequestContext,
    @Root() event: LiveRoot,
    @Arg('after', () => String, { nullable: true }) _after?: string,
  ): Promise<OrderEvent> {
    return this.#event(ctx, event);
  }

  /** Access is decided anew for each event: a right that was taken away ends here. */
  async #event(ctx: RequestContext, event: LiveRoot): Promise<OrderEvent> {
    const order = await visibleOrder(this.services, ctx, event.payload.orderId ?? event.aggregateId);
    return Object.assign(new OrderEvent(), { cursor: event.cursor, kind: event.event, order: OrderType.of(order) });
  }
}

@Resolver(() => OrderConnection)
export class OrderConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() found: OrderConnection): Promise<number> {
    return found.count();
  }
}

@Resolver(() => OrderLineType)
export class OrderLineResolver {
  constructor(private readonly services: Services) {}

  @FieldResolver(() => ContactLensParameters, { nullable: true })
  async contactLens(@Ctx() ctx: RequestContext, @Root() line: OrderLineType): Promise<ContactLensParameters | null> {
    if (!line.sealed) return null;
    const order = await orderLoader(this.services, ctx).load(line.orderId);
    const mayRead =
      ctx.principal.kind === 'staff' ? staffMay(ctx, 'orders.read') : order && maySeeOrder(ctx.principal, order);
    if (!order || !mayRead || ctx.principal.kind === 'partner') return null;
    const [value] = await this.services.vault.open(this.services.database, [
      { owner: order, cell: orderLineCell(line.id), sealed: line.sealed },
    ]);
    return (value ?? null) as ContactLensParameters | null;
  }
}

@Resolver(() => CustomerStub)
export class CustomerOrdersResolver {
  constructor(private readonly services: Services) {}

  @FieldResolver(() => OrderConnection)
  orders(
    @Ctx() ctx: RequestContext,
    @Root() customer: CustomerStub,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<OrderConnection> {
    const own = isOwn(ctx.principal, { kind: 'customer', id: customer.id });
    if (!own && !staffMay(ctx, 'orders.read')) refuse(KERNEL_ERRORS.FORBIDDEN);
    return listOrders(this.services.database, {
      first,
      after,
      owners: [`customer:${customer.id}`],
      timeZone: this.services.settings.SHOP_TIME_ZONE,
    });
  }
}

@Resolver(() => PrescriptionStub)
export class PrescriptionOrdersResolver {
  constructor(private readonly services: Services) {}

  @FieldResolver(() => [OrderType], { description: 'The newest orders made from this prescription, at most 100.' })
  async orders(@Ctx() ctx: RequestContext, @Root() prescription: PrescriptionStub): Promise<OrderType[]> {
    const { database } = this.services;
    const rows = await ctx
      .loader('orders.byPrescription', async (ids: readonly string[]) => {
        const found = await database.query<SalesOrder & { prescriptionId: string }>(
          `SELECT ${ORDER_COLUMNS}, l.prescription_id AS "prescriptionId" FROM sales_order o
           JOIN (SELECT DISTINCT order_id, prescription_id FROM order_line WHERE prescription_id = ANY($1)) l ON l.order_id = o.id
           WHERE o.placed_at IS NOT NULL ORDER BY o.placed_at DESC LIMIT 1000`,
          [ids],
        );
        return groupedInOrder(ids, found, (row) => row.prescriptionId);
      })
      .load(prescription.id);
    return (rows ?? [])
      .slice(0, 100)
      .map((row) => orderFrom(row))
      .filter((row) => maySeeOrder(ctx.principal, row))
      .map(OrderType.of);
  }

  @Mutation(() => String, {
    description:
      'Customer: orders, payments, parcels, returns, mails and the cart held about me, as JSON text. The rest: `exportMyData`.',
  })
  exportMyOrders(@Ctx() ctx: RequestContext): Promise<string> {
    return exportMyOrders(this.services, requireCustomer(ctx));
  }
}
