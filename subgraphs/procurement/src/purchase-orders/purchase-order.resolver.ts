import {
  type Database,
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
import { takeInDocument } from '../edi/take-in-document.ts';
import { recordSupplierInvoice } from '../invoices/record-supplier-invoice.ts';
import { MAY } from '../permissions.ts';
import { receiveGoods } from '../receipts/receive-goods.ts';
import { supplierLoader } from '../suppliers/supplier.resolver.ts';
import { SupplierType } from '../suppliers/supplier.type.ts';
import type { ProcurementContext } from '../use-case.ts';
import { approvePurchaseOrder } from './approve-purchase-order.ts';
import { cancelPurchaseOrder } from './cancel-purchase-order.ts';
import { orderProposals } from './order-proposals.ts';
import {
  countPurchaseOrders,
  cursorOf,
  documentsOfOrders,
  historyOfOrders,
  invoicesOfOrders,
  linesOfOrders,
  type Owned,
  purchaseOrderByNumber,
  purchaseOrderPage,
  purchaseOrdersById,
  receiptsOfOrders,
} from './purchase-order.queries.ts';
import type { PurchaseOrderStatusName } from './purchase-order.state.ts';
import {
  EdiDocumentType,
  GoodsReceiptType,
  InvoiceLineInput,
  PurchaseOrderConnection,
  PurchaseOrderLineType,
  PurchaseOrderStatus,
  PurchaseOrdersType,
  PurchaseOrderType,
  PurchasingEventEntryType,
  ReceiptLineInput,
  SupplierInvoiceType,
} from './purchase-order.type.ts';

const PurchaseOrderResult = unionWithRefusal('PurchaseOrderResult', [PurchaseOrderType]);
const PurchaseOrdersResult = unionWithRefusal('PurchaseOrdersResult', [PurchaseOrdersType]);

export function purchaseOrderLoader(ctx: ProcurementContext) {
  return ctx.loader<string, PurchaseOrderType>('purchase order', async (ids) =>
    inOrder(ids, await purchaseOrdersById(ctx.purchasing.database, ids), (order) => order.id),
  );
}

export async function purchaseOrderByReference(
  reference: { id: string },
  ctx: ProcurementContext,
): Promise<PurchaseOrderType | null> {
  return isStaff(ctx, ...MAY.seeOrders) ? purchaseOrderLoader(ctx).load(reference.id) : null;
}

/** Parts of many orders in one statement. */
async function partsOf<T>(
  ctx: ProcurementContext,
  name: string,
  order: PurchaseOrderType,
  read: (db: Database, ids: readonly string[]) => Promise<Owned<T>[]>,
): Promise<T[]> {
  const loader = ctx.loader<string, T[]>(`${name} of purchase order`, async (ids) =>
    groupedInOrder(ids, await read(ctx.purchasing.database, ids), (part) => part.orderId),
  );
  return (await loader.load(order.id)) ?? [];
}

@Resolver(() => PurchaseOrderConnection)
export class PurchaseOrderConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() connection: PurchaseOrderConnection, @Ctx() ctx: ProcurementContext): Promise<number> {
    return countPurchaseOrders(ctx.purchasing.database, connection.status);
  }
}

@Resolver(() => PurchaseOrderType)
export class PurchaseOrderResolver {
  @Query(() => PurchaseOrderConnection, { description: 'Purchase orders, the newest first.' })
  async purchaseOrders(
    @Arg('status', () => [PurchaseOrderStatus], { nullable: true }) status: PurchaseOrderStatusName[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderConnection> {
    requireStaff(ctx, ...MAY.seeOrders);
    const page = pageOf({ first, after }, 50);
    const rows = await purchaseOrderPage(ctx.purchasing.database, status ?? null, page);
    const edges = rows.slice(0, page.limit).map((node) => ({ cursor: cursorOf(node), node }));
    const pageInfo = Object.assign(new PageInfo(), {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.from !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
    return { edges, pageInfo, status: status ?? null };
  }

  @Query(() => PurchaseOrderType, { nullable: true })
  async purchaseOrder(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('number', () => String, { nullable: true }) number: string | null,
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderType | null> {
    requireStaff(ctx, ...MAY.seeOrders);
    if (id) return purchaseOrderLoader(ctx).load(id);
    return number ? purchaseOrderByNumber(ctx.purchasing.database, number) : null;
  }

  @FieldResolver(() => SupplierType)
  async supplier(@Root() order: PurchaseOrderType, @Ctx() ctx: ProcurementContext): Promise<SupplierType> {
    return (await supplierLoader(ctx).load(order.supplierId))!;
  }

  @FieldResolver(() => [PurchaseOrderLineType])
  lines(@Root() order: PurchaseOrderType, @Ctx() ctx: ProcurementContext): Promise<PurchaseOrderLineType[]> {
    return partsOf(ctx, 'lines', order, linesOfOrders);
  }

  @FieldResolver(() => [EdiDocumentType])
  documents(@Root() order: PurchaseOrderType, @Ctx() ctx: ProcurementContext): Promise<EdiDocumentType[]> {
    return partsOf(ctx, 'documents', order, documentsOfOrders);
  }

  @FieldResolver(() => [GoodsReceiptType])
  receipts(@Root() order: PurchaseOrderType, @Ctx() ctx: ProcurementContext): Promise<GoodsReceiptType[]> {
    return partsOf(ctx, 'receipts', order, receiptsOfOrders);
  }

  @FieldResolver(() => [SupplierInvoiceType])
  invoices(@Root() order: PurchaseOrderType, @Ctx() ctx: ProcurementContext): Promise<SupplierInvoiceType[]> {
    return partsOf(ctx, 'invoices', order, invoicesOfOrders);
  }

  @FieldResolver(() => [PurchasingEventEntryType])
  history(@Root() order: PurchaseOrderType, @Ctx() ctx: ProcurementContext): Promise<PurchasingEventEntryType[]> {
    return partsOf(ctx, 'history', order, historyOfOrders);
  }

  @Mutation(() => PurchaseOrdersResult, {
    description: 'One purchase order per supplier from the chosen proposals. Quantities follow the order of the ids.',
  })
  orderProposals(
    @Arg('proposalIds', () => [ID]) proposalIds: string[],
    @Arg('quantities', () => [Int], { nullable: true }) quantities: number[] | null,
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrdersType | RefusalType> {
    return refusable(async () => {
      const staff = requireStaff(ctx, ...MAY.buy);
      const ids = await orderProposals(ctx.purchasing, staff, { proposalIds, quantities: quantities ?? null });
      const purchaseOrders = inOrder(ids, await purchaseOrdersById(ctx.purchasing.database, ids), (order) => order.id);
      return { purchaseOrders: purchaseOrders.filter((order) => order !== null) };
    });
  }

  @Mutation(() => PurchaseOrderResult, {
    description:
      'Four eyes: above the approval limit the approver must differ from the creator. An approved order is sent.',
  })
  approvePurchaseOrder(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderType | RefusalType> {
    return changed(ctx, MAY.buy, (staff) => approvePurchaseOrder(ctx.purchasing, staff, id));
  }

  @Mutation(() => PurchaseOrderResult)
  cancelPurchaseOrder(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderType | RefusalType> {
    return changed(ctx, MAY.buy, (staff) => cancelPurchaseOrder(ctx.purchasing, staff, { id, reason }));
  }

  @Mutation(() => PurchaseOrderResult, {
    description: 'Books what came, in parts if need be, never more than was ordered.',
  })
  receiveGoods(
    @Arg('purchaseOrderId', () => ID) purchaseOrderId: string,
    @Arg('lines', () => [ReceiptLineInput]) lines: ReceiptLineInput[],
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderType | RefusalType> {
    const entries = lines.map((line) => ({
      purchaseOrderLineId: line.purchaseOrderLineId,
      quantity: line.quantity,
      rejected: line.rejected ?? 0,
      binCode: line.binCode,
      lot: line.lot ?? null,
      expiresOn: line.expiresOn ?? null,
    }));
    return changed(ctx, MAY.receive, (staff) =>
      receiveGoods(ctx.purchasing, staff, { purchaseOrderId, lines: entries }, ctx.idempotencyKey),
    );
  }

  @Mutation(() => PurchaseOrderResult, { description: 'Records an invoice and matches it with order and receipts.' })
  recordSupplierInvoice(
    @Arg('purchaseOrderId', () => ID) purchaseOrderId: string,
    @Arg('number', () => String) number: string,
    @Arg('lines', () => [InvoiceLineInput]) lines: InvoiceLineInput[],
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderType | RefusalType> {
    return changed(ctx, MAY.buy, (staff) =>
      recordSupplierInvoice(ctx.purchasing, staff, purchaseOrderId, { number, lines, total: null, tax: null }),
    );
  }

  @Mutation(() => PurchaseOrderResult, {
    description: 'Takes in an EDI document (X12 855/856/810/997 or EDIFACT ORDRSP/DESADV/INVOIC).',
  })
  receiveEdi(
    @Arg('text', () => String) text: string,
    @Ctx() ctx: ProcurementContext,
  ): Promise<PurchaseOrderType | RefusalType> {
    return changed(ctx, MAY.buy, (staff) => takeInDocument(ctx.purchasing, staff, text));
  }
}

function changed(
  ctx: ProcurementContext,
  roles: readonly string[],
  change: (staff: StaffPrincipal) => Promise<string>,
): Promise<PurchaseOrderType | RefusalType> {
  return refusable(async () => {
    const id = await change(requireStaff(ctx, ...roles));
    return (await purchaseOrderLoader(ctx).clear(id).load(id))!;
  });
}
