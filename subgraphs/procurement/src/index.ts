import {
  buildGraph,
  createDatabase,
  defineSubgraph,
  loadSettings,
  type Subgraph,
  type SubgraphDeps,
} from '@opticworks/kernel';
import { procurementSettings } from './config.ts';
import { DocumentEntity } from './edi/document.entity.ts';
import { PurchasingFeedResolver } from './feed/purchasing-feed.resolver.ts';
import { handleFlagUnacknowledged } from './jobs/flag-unacknowledged.handler.ts';
import { handleMailPurchaseOrder } from './jobs/mail-purchase-order.handler.ts';
import { handleRecalculateProposals } from './jobs/recalculate-proposals.handler.ts';
import { ResendSupplierMail } from './mail/providers/resend/resend-supplier-mail.ts';
import type { SupplierMailProvider } from './mail/supplier-mail.provider.ts';
import { CreateProcurement1767225700000 } from './migrations/1767225700000-create-procurement.ts';
import { PurchaseOrderEntity } from './purchase-orders/purchase-order.entity.ts';
import {
  PurchaseOrderConnectionResolver,
  PurchaseOrderResolver,
  purchaseOrderByReference,
} from './purchase-orders/purchase-order.resolver.ts';
import { PurchaseOrderLineEntity } from './purchase-orders/purchase-order-line.entity.ts';
import {
  ProposalConnectionResolver,
  ProposalResolver,
  proposalByReference,
} from './replenishment/proposal.resolver.ts';
import { seedPurchasing } from './seed/seed-purchasing.ts';
import { onStockShort } from './subscribers/on-stock-short.ts';
import { SupplierEntity } from './suppliers/supplier.entity.ts';
import { SupplierResolver, supplierByReference } from './suppliers/supplier.resolver.ts';
import type { Purchasing } from './use-case.ts';

export const procurementSchema = {
  schema: 'procurement',
  entities: [SupplierEntity, PurchaseOrderEntity, PurchaseOrderLineEntity, DocumentEntity],
  migrations: [CreateProcurement1767225700000],
};

/** Suppliers, replenishment, purchase orders, receipts, invoices and their documents. */
export function createProcurement(deps: SubgraphDeps, options: { mail?: SupplierMailProvider } = {}): Subgraph {
  const settings = loadSettings(procurementSettings, { mode: deps.mode, env: deps.env });
  const database = createDatabase({
    name: 'procurement',
    url: deps.databaseUrl,
    ...(deps.databaseRole ? { role: deps.databaseRole } : {}),
    ...(deps.poolSize ? { poolSize: deps.poolSize } : {}),
    ...procurementSchema,
    logger: deps.logger,
    clock: deps.clock,
  });
  const purchasing: Purchasing = {
    database,
    clock: deps.clock,
    settings,
    mode: deps.mode,
    caller: deps.caller,
    log: deps.logger,
  };
  const mail =
    options.mail ?? new ResendSupplierMail({ apiKey: settings.RESEND_API_KEY, apiBase: settings.RESEND_API_BASE });
  return defineSubgraph({
    name: 'procurement',
    deps,
    database,
    graph: procurementGraph(),
    subscribers: [onStockShort(purchasing)],
    jobs: [
      handleMailPurchaseOrder(purchasing, mail),
      handleRecalculateProposals(purchasing),
      handleFlagUnacknowledged(purchasing),
    ],
    extendContext: (base) => Object.assign(base, { purchasing }),
    seed: (context) => seedPurchasing(purchasing, context),
  });
}

export function procurementGraph() {
  return buildGraph({
    name: 'procurement',
    resolvers: [
      SupplierResolver,
      ProposalResolver,
      ProposalConnectionResolver,
      PurchaseOrderResolver,
      PurchaseOrderConnectionResolver,
      PurchasingFeedResolver,
    ],
    references: {
      Supplier: supplierByReference,
      PurchaseOrder: purchaseOrderByReference,
      ReplenishmentProposal: proposalByReference,
    },
  });
}
