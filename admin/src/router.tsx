import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Button } from './kit/controls.tsx';
import { Go } from './kit/go.tsx';
import { DetailSkeleton, EmptyState, ErrorState } from './kit/states.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <EmptyState title="There is no such screen.">
      <Go to="/">To the start</Go>
    </EmptyState>
  ),
});

/** One bundle per screen, fetched when somebody points at a link to it. */
const at = <Module extends Record<string, unknown>>(
  path: string,
  load: () => Promise<Module>,
  name: keyof Module & string,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as never, name as never) });

const routeTree = root.addChildren([
  at('/', () => import('./screens/home/home.screen.tsx'), 'HomeScreen'),
  at('/orders', () => import('./screens/orders/orders.screen.tsx'), 'OrdersScreen'),
  at('/orders/$number', () => import('./screens/orders/order.screen.tsx'), 'OrderScreen'),
  at('/promises', () => import('./screens/promises/promises.screen.tsx'), 'PromisesScreen'),
  at('/returns', () => import('./screens/returns/returns.screen.tsx'), 'ReturnsScreen'),
  at('/returns/$id', () => import('./screens/returns/return.screen.tsx'), 'ReturnScreen'),
  at('/customers', () => import('./screens/customers/customers.screen.tsx'), 'CustomersScreen'),
  at('/customers/$id', () => import('./screens/customers/customer.screen.tsx'), 'CustomerScreen'),
  at('/prescriptions', () => import('./screens/prescriptions/prescriptions.screen.tsx'), 'PrescriptionsScreen'),
  at('/prescriptions/rules', () => import('./screens/prescription-rules/rules.screen.tsx'), 'PrescriptionRulesScreen'),
  at('/prescriptions/$id', () => import('./screens/prescriptions/review.screen.tsx'), 'ReviewScreen'),
  at('/lab', () => import('./screens/lab/board.screen.tsx'), 'BoardScreen'),
  at('/lab/batches', () => import('./screens/lab/batches.screen.tsx'), 'BatchesScreen'),
  at('/lab/figures', () => import('./screens/lab/figures.screen.tsx'), 'FiguresScreen'),
  at('/lab/jobs/$number', () => import('./screens/lab/job.screen.tsx'), 'JobScreen'),
  at('/lab/jobs/$number/inspection', () => import('./screens/lab/inspection.screen.tsx'), 'InspectionScreen'),
  at('/lab/settings', () => import('./screens/lab-settings/stations.screen.tsx'), 'StationsScreen'),
  at('/lab/settings/capacity', () => import('./screens/lab-settings/capacity.screen.tsx'), 'CapacityScreen'),
  at('/lab/settings/blanks', () => import('./screens/lab-settings/blanks.screen.tsx'), 'BlanksScreen'),
  at('/lab/settings/instruments', () => import('./screens/lab-settings/instruments.screen.tsx'), 'InstrumentsScreen'),
  at('/lab/settings/costs', () => import('./screens/lab-settings/costs.screen.tsx'), 'CostsScreen'),
  at('/lab/settings/tolerances', () => import('./screens/lab-settings/tolerances.screen.tsx'), 'TolerancesScreen'),
  at('/lab/settings/policies', () => import('./screens/lab-settings/policies.screen.tsx'), 'PoliciesScreen'),
  at('/lab/settings/bench', () => import('./screens/lab-settings/bench-terms.screen.tsx'), 'BenchTermsScreen'),
  at('/lab/settings/remakes', () => import('./screens/lab-settings/remake-terms.screen.tsx'), 'RemakeTermsScreen'),
  at('/lab/settings/making', () => import('./screens/lab-settings/making.screen.tsx'), 'MakingScreen'),
  at('/lab/settings/changes', () => import('./screens/lab-settings/changes.screen.tsx'), 'ChangesScreen'),
  at('/lenses/explain', () => import('./screens/lenses/explain.screen.tsx'), 'ExplainScreen'),
  at('/picking', () => import('./screens/picking/picking.screen.tsx'), 'PickingScreen'),
  at('/picking/$number', () => import('./screens/picking/pick-task.screen.tsx'), 'PickTaskScreen'),
  at('/stock', () => import('./screens/stock/stock.screen.tsx'), 'StockScreen'),
  at('/stock/$id', () => import('./screens/stock/stock-item.screen.tsx'), 'StockItemScreen'),
  at('/proposals', () => import('./screens/purchasing/proposals.screen.tsx'), 'ProposalsScreen'),
  at('/purchase-orders', () => import('./screens/purchasing/purchase-orders.screen.tsx'), 'PurchaseOrdersScreen'),
  at('/purchase-orders/$number', () => import('./screens/purchasing/purchase-order.screen.tsx'), 'PurchaseOrderScreen'),
  at('/suppliers', () => import('./screens/suppliers/suppliers.screen.tsx'), 'SuppliersScreen'),
  at('/suppliers/$id', () => import('./screens/suppliers/supplier.screen.tsx'), 'SupplierScreen'),
  at('/products', () => import('./screens/catalog/products.screen.tsx'), 'ProductsScreen'),
  at('/products/$id', () => import('./screens/catalog/product.screen.tsx'), 'ProductScreen'),
  at('/promotions', () => import('./screens/promotions/promotions.screen.tsx'), 'PromotionsScreen'),
  at('/access', () => import('./screens/access/access.screen.tsx'), 'AccessScreen'),
  at('/operations', () => import('./screens/ops/reconciliation.screen.tsx'), 'ReconciliationScreen'),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: DetailSkeleton,
  defaultErrorComponent: ({ error, reset }) => (
    <div className="p-6">
      <ErrorState message={error instanceof Error && error.message ? error.message : 'This screen failed.'} />
      <Button onClick={reset}>Try again</Button>
    </div>
  ),
});
