import {
  buildGraph,
  createDatabase,
  defineSubgraph,
  type Graph,
  loadSettings,
  provide,
  type RequestContext,
  type Subgraph,
  type SubgraphDeps,
} from '@opticworks/kernel';
import { OpenOrders, ShippedLensOrders } from '@opticworks/schema/operations/orders';
import { AwaitedPrescriptionResolver } from './awaited/awaited.resolver.ts';
import { CartRow } from './carts/cart.entity.ts';
import { CartResolver } from './carts/cart.resolver.ts';
import { loadCart } from './carts/cart.store.ts';
import { CartType } from './carts/cart.type.ts';
import { couponAttempts } from './carts/cart-coupons.ts';
import { CheckoutRow } from './checkout/checkout.entity.ts';
import { CheckoutResolver } from './checkout/checkout.resolver.ts';
import { addressOf, type OrdersSettings, ordersSettings } from './config.ts';
import { documentRoutes } from './documents/document.routes.ts';
import { CustomerStub, PrescriptionStub, VariantStub } from './graph/shared.type.ts';
import { jobHandlers } from './handlers.ts';
import { ResendMail } from './mail/providers/resend/resend-mail.ts';
import { Orders1763800000000 } from './migrations/1763800000000-orders.ts';
import { MeasurementsOnLines1764700000000 } from './migrations/1764700000000-measurements-on-lines.ts';
import { AwaitedPrescriptions1764710000000 } from './migrations/1764710000000-awaited-prescriptions.ts';
import { PapersToBeTyped1764720000000 } from './migrations/1764720000000-papers-to-be-typed.ts';
import { SaidStrength1764730000000 } from './migrations/1764730000000-said-strength.ts';
import { CartsInPlace1764740000000 } from './migrations/1764740000000-carts-in-place.ts';
import { BorneByLine1764750000000 } from './migrations/1764750000000-borne-by-line.ts';
import { KeptPromises1764760000000 } from './migrations/1764760000000-kept-promises.ts';
import { CancelledLines1764770000000 } from './migrations/1764770000000-cancelled-lines.ts';
import { ReturnReasons1764780000000 } from './migrations/1764780000000-return-reasons.ts';
import { ApplyMeasurementResolver } from './orders/apply-measurement.ts';
import { CancelLineResolver } from './orders/cancel-line.resolver.ts';
import { OrderLineMeasurementResolver } from './orders/measurement-copy.ts';
import { orderLoader } from './orders/order.loader.ts';
import {
  CustomerOrdersResolver,
  OrderConnectionResolver,
  OrderFeedResolver,
  OrderLineResolver,
  OrderResolver,
  PrescriptionOrdersResolver,
} from './orders/order.resolver.ts';
import { OrderType } from './orders/order.type.ts';
import { OrderLineRow } from './orders/order-line.entity.ts';
import { SalesOrder } from './orders/sales-order.entity.ts';
import { shippedLensOrders } from './orders/shipped-lens-orders.ts';
import { Payment } from './payments/payment.entity.ts';
import { PaymentAttempt } from './payments/payment-attempt.entity.ts';
import { StripePayments } from './payments/providers/stripe/stripe-payments.ts';
import { isOwn, maySeeOrder } from './permissions.ts';
import { prescriptionsThrough } from './ports/prescriptions.ts';
import { pricingThrough } from './ports/pricing.ts';
import { stockThrough } from './ports/stock.ts';
import { openOrders } from './privacy/erase-from-orders.ts';
import { PromiseResolver } from './promise/promise.resolver.ts';
import { promiseBook } from './promise/promise-basis.ts';
import { ReportResolver } from './reports/report.resolver.ts';
import { ReturnLineRow, ReturnRequest } from './returns/return.entity.ts';
import { ReturnConnectionResolver, ReturnResolver, visibleReturn } from './returns/return.resolver.ts';
import { ReturnableResolver } from './returns/returnable.resolver.ts';
import { seedOrders } from './seed/seed-orders.ts';
import type { Services } from './services.ts';
import { EasyPostShipping } from './shipping/providers/easypost/easypost-shipping.ts';
import { ShipmentRow } from './shipping/shipment.entity.ts';
import { ShipmentResolver, visibleShipment } from './shipping/shipment.resolver.ts';
import { SimulatedPayments } from './simulation/simulated-providers.ts';
import { subscribers } from './subscribers/order-progress.ts';
import { TaxjarTax } from './tax/providers/taxjar/taxjar-tax.ts';
import { createVault } from './vault.ts';
import { webhookRoutes } from './webhooks/webhook.routes.ts';

const NAME = 'orders';
export const ordersMigrations = [
  Orders1763800000000,
  MeasurementsOnLines1764700000000,
  AwaitedPrescriptions1764710000000,
  PapersToBeTyped1764720000000,
  SaidStrength1764730000000,
  CartsInPlace1764740000000,
  BorneByLine1764750000000,
  KeptPromises1764760000000,
  CancelledLines1764770000000,
  ReturnReasons1764780000000,
];
const entities = [
  CartRow,
  CheckoutRow,
  SalesOrder,
  OrderLineRow,
  Payment,
  PaymentAttempt,
  ShipmentRow,
  ReturnRequest,
  ReturnLineRow,
];

const resolvers = [
  CartResolver,
  CheckoutResolver,
  OrderResolver,
  OrderConnectionResolver,
  OrderLineResolver,
  OrderLineMeasurementResolver,
  ApplyMeasurementResolver,
  AwaitedPrescriptionResolver,
  CancelLineResolver,
  OrderFeedResolver,
  CustomerOrdersResolver,
  PrescriptionOrdersResolver,
  ShipmentResolver,
  ReturnResolver,
  ReturnConnectionResolver,
  ReturnableResolver,
  ReportResolver,
  PromiseResolver,
];

interface Reference {
  id: string;
}
/** Things of others: the key is all there is to know here, and what hangs on it decides for itself. */
const stub =
  <T>(of: (id: string) => T) =>
  (reference: Reference): T =>
    of(reference.id);
/** Things of ours: found by key, null for those who may not see them. */
const seen =
  <T>(find: (ctx: RequestContext, id: string) => Promise<T | null>) =>
  (reference: Reference, ctx: RequestContext): Promise<T | null> =>
    find(ctx, reference.id);

/** The graph of this subgraph. Without services it only prints. */
export function ordersGraph(services: Services): Graph {
  const instances = new Map<Function, unknown>();
  return buildGraph({
    name: NAME,
    resolvers,
    orphanedTypes: [VariantStub, CustomerStub, PrescriptionStub],
    container: {
      get(Class: any) {
        let instance = instances.get(Class);
        if (!instance) {
          instance = new Class(services);
          instances.set(Class, instance);
        }
        return instance as never;
      },
    },
    references: {
      Order: seen(async (ctx, id) => {
        const row = await orderLoader(services, ctx).load(id);
        return row && maySeeOrder(ctx.principal, row) ? OrderType.of(row) : null;
      }),
      Cart: seen(async (ctx, id) => {
        const cart = await loadCart(services, id);
        return cart && isOwn(ctx.principal, { kind: cart.ownerKind, id: cart.ownerId }) ? CartType.of(cart) : null;
      }),
      Shipment: seen((ctx, id) => visibleShipment(services, ctx, id)),
      Return: seen((ctx, id) => visibleReturn(services, ctx, id)),
      Variant: stub(VariantStub.of),
      Customer: stub(CustomerStub.of),
      Prescription: stub(PrescriptionStub.of),
    },
  });
}

/** Other providers and settings than the configured ones, for tests and for making past orders. */
export type OrdersOverrides = Partial<Pick<Services, 'payments' | 'shipping' | 'tax' | 'mail'>> & {
  settings?: Partial<OrdersSettings>;
};

/** Carts, checkout, orders, payments, shipments, returns and the money journal. */
export function createOrders(deps: SubgraphDeps, overrides: OrdersOverrides = {}): Subgraph {
  const settings = loadSettings(ordersSettings, {
    mode: deps.mode,
    env: deps.env,
    ...(overrides.settings ? { overrides: overrides.settings } : {}),
  });
  const log = deps.logger.child({ subgraph: NAME });
  const database = createDatabase({
    name: NAME,
    url: deps.databaseUrl,
    schema: NAME,
    ...(deps.databaseRole ? { role: deps.databaseRole } : {}),
    ...(deps.poolSize ? { poolSize: deps.poolSize } : {}),
    plansOnce: true,
    entities,
    migrations: ordersMigrations,
    logger: deps.logger,
    clock: deps.clock,
    jobs: deps.jobs,
  });
  const services: Services = {
    database,
    settings,
    clock: deps.clock,
    log,
    pricing: pricingThrough(deps.caller),
    prescriptions: prescriptionsThrough(deps.caller),
    stock: stockThrough(deps.caller),
    couponAttempts: couponAttempts(deps.counters),
    promises: promiseBook(database.query.bind(database)),
    vault: createVault(settings.PERSONAL_DATA_KEY, deps.clock),
    demonstrationPayments: overrides.payments ?? (deps.mode === 'production' ? null : new SimulatedPayments()),
    payments:
      overrides.payments ??
      new StripePayments({
        secretKey: settings.STRIPE_SECRET_KEY,
        webhookSecret: settings.STRIPE_WEBHOOK_SECRET,
        apiBase: addressOf(settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY, ''),
      }),
    shipping:
      overrides.shipping ??
      new EasyPostShipping({
        apiKey: settings.EASYPOST_API_KEY,
        webhookSecret: settings.EASYPOST_WEBHOOK_SECRET,
        apiBase: addressOf(settings.EASYPOST_API_BASE, settings.EASYPOST_API_KEY, '/easypost/v2'),
      }),
    tax:
      overrides.tax ??
      new TaxjarTax({
        apiKey: settings.TAXJAR_API_KEY,
        apiBase: addressOf(settings.TAXJAR_API_BASE, settings.TAXJAR_API_KEY, '/taxjar'),
      }),
    mail:
      overrides.mail ??
      new ResendMail({
        apiKey: settings.RESEND_API_KEY,
        apiBase: addressOf(settings.RESEND_API_BASE, settings.RESEND_API_KEY, '/resend'),
      }),
  };
  return defineSubgraph({
    name: NAME,
    deps,
    database,
    graph: ordersGraph(services),
    operations: [
      provide(OpenOrders, (input) => openOrders(database, input.customerId)),
      provide(ShippedLensOrders, (input) => shippedLensOrders(services, input)),
    ],
    subscribers: subscribers(services),
    jobs: jobHandlers(services),
    routes: async (app) => {
      await webhookRoutes(services)(app);
      await documentRoutes(services)(app);
    },
    seed: (context) => seedOrders(services, context),
    extendContext: (base) => ({ ...base, orders: services }) as RequestContext,
  });
}
