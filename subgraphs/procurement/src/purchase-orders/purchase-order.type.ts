import { Decimal, LocalDate, type MoneyType as Money, MoneyType, PageInfo } from '@opticworks/kernel';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { PurchaseOrderStatusName } from './purchase-order.state.ts';

export enum PurchaseOrderStatus {
  DRAFT = 'DRAFT',
  AWAITING_APPROVAL = 'AWAITING_APPROVAL',
  APPROVED = 'APPROVED',
  SENT = 'SENT',
  CONFIRMED = 'CONFIRMED',
  PARTIALLY_RECEIVED = 'PARTIALLY_RECEIVED',
  RECEIVED = 'RECEIVED',
  CLOSED = 'CLOSED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(PurchaseOrderStatus, { name: 'PurchaseOrderStatus' });

@ObjectType('PurchaseOrderLine')
export class PurchaseOrderLineType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  sku: string;

  @Field(() => String)
  itemName: string;

  @Field(() => String)
  supplierSku: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => Int, { description: 'Accepted pieces.' })
  receivedQuantity: number;

  @Field(() => Int)
  rejectedQuantity: number;

  @Field(() => Int)
  invoicedQuantity: number;

  @Field(() => MoneyType)
  unitCost: Money;

  @Field(() => MoneyType)
  total: Money;

  @Field(() => LocalDate, { nullable: true })
  confirmedOn: string | null;

  @Field(() => [String], { description: 'Orders and lab jobs that wait for it.' })
  demand: string[];
}

@ObjectType('EdiDocument', { description: 'What went out or came in, word for word.' })
export class EdiDocumentType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  kind: string;

  @Field(() => String, { description: 'OUT or IN.' })
  direction: string;

  @Field(() => String)
  format: string;

  @Field(() => String)
  controlNumber: string;

  @Field(() => String)
  status: string;

  @Field(() => Date)
  at: Date;

  @Field(() => String)
  text: string;
}

@ObjectType('GoodsReceiptLine')
export class GoodsReceiptLineType {
  @Field(() => String)
  sku: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => Int)
  rejected: number;

  @Field(() => String)
  binCode: string;

  @Field(() => String, { nullable: true })
  lot: string | null;
}

@ObjectType('GoodsReceipt')
export class GoodsReceiptType {
  @Field(() => ID)
  id: string;

  @Field(() => Date)
  at: Date;

  @Field(() => String)
  receivedBy: string;

  @Field(() => [GoodsReceiptLineType])
  lines: GoodsReceiptLineType[];
}

@ObjectType('InvoiceHold', { description: 'Why an invoice is not paid yet.' })
export class InvoiceHoldType {
  @Field(() => String)
  code: string;

  @Field(() => String, { nullable: true })
  sku: string | null;

  @Field(() => String)
  message: string;

  @Field(() => MoneyType, { nullable: true })
  amount: Money | null;
}

@ObjectType('SupplierInvoice')
export class SupplierInvoiceType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  number: string;

  @Field(() => Date)
  at: Date;

  @Field(() => MoneyType)
  total: Money;

  @Field(() => String, { description: 'APPROVED, HELD or DUPLICATE.' })
  matchStatus: string;

  @Field(() => [InvoiceHoldType])
  holds: InvoiceHoldType[];
}

@ObjectType('PurchasingEventEntry', { description: 'One line of the history of an order.' })
export class PurchasingEventEntryType {
  @Field(() => Date)
  at: Date;

  @Field(() => String)
  kind: string;

  @Field(() => String)
  text: string;

  @Field(() => String)
  actor: string;
}

@ObjectType('PurchaseOrder')
@Directive('@key(fields: "id")')
export class PurchaseOrderType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  number: string;

  @Field(() => PurchaseOrderStatus)
  status: PurchaseOrderStatusName;

  @Field(() => Int)
  version: number;

  supplierId: string;
  currency: string;

  @Field(() => MoneyType)
  total: Money;

  @Field(() => LocalDate, { nullable: true })
  requestedOn: string | null;

  @Field(() => Date)
  createdAt: Date;

  @Field(() => String)
  createdBy: string;

  @Field(() => String, { nullable: true })
  approvedBy: string | null;

  @Field(() => Date, { nullable: true })
  approvedAt: Date | null;

  @Field(() => Date, { nullable: true })
  sentAt: Date | null;
}

@ObjectType('PurchaseOrders')
export class PurchaseOrdersType {
  @Field(() => [PurchaseOrderType])
  purchaseOrders: PurchaseOrderType[];
}

@ObjectType('PurchaseOrderEdge')
export class PurchaseOrderEdge {
  @Field(() => String)
  cursor: string;

  @Field(() => PurchaseOrderType)
  node: PurchaseOrderType;
}

@ObjectType('PurchaseOrderConnection')
export class PurchaseOrderConnection {
  @Field(() => [PurchaseOrderEdge])
  edges: PurchaseOrderEdge[];

  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when asked for. */
  status: PurchaseOrderStatusName[] | null;
}

@InputType()
export class ReceiptLineInput {
  @Field(() => ID)
  purchaseOrderLineId: string;

  @Field(() => Int, { description: 'Accepted pieces.' })
  quantity: number;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'Pieces that came but go back; not part of quantity.',
  })
  rejected?: number | null;

  @Field(() => String)
  binCode: string;

  @Field(() => String, { nullable: true })
  lot?: string | null;

  @Field(() => LocalDate, { nullable: true })
  expiresOn?: string | null;
}

@InputType()
export class InvoiceLineInput {
  @Field(() => String)
  sku: string;

  @Field(() => Int)
  quantity: number;

  @Field(() => Decimal)
  unitCost: string;
}
