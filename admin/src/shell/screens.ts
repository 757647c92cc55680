import type { Right } from '../session/may.ts';

/** The screens of the left side, in the order of the work. A screen without a right is for everybody. */
export interface ScreenEntry {
  to: string;
  label: string;
  group: 'Sell' | 'Make' | 'Move' | 'Buy' | 'Keep';
  right: Right | null;
}

export const screens: readonly ScreenEntry[] = [
  { to: '/orders', label: 'Orders', group: 'Sell', right: 'readOrders' },
  { to: '/returns', label: 'Returns', group: 'Sell', right: 'readReturns' },
  { to: '/promises', label: 'Promises', group: 'Sell', right: 'readPromises' },
  { to: '/customers', label: 'Customers', group: 'Sell', right: 'readCustomers' },
  { to: '/prescriptions', label: 'Prescriptions', group: 'Make', right: 'readPrescriptions' },
  { to: '/prescriptions/rules', label: 'Prescription rules', group: 'Make', right: 'judgePrescriptions' },
  { to: '/lab', label: 'Lab', group: 'Make', right: 'seeLab' },
  { to: '/lab/batches', label: 'Coating batches', group: 'Make', right: 'workLab' },
  { to: '/lab/figures', label: 'Lab figures', group: 'Make', right: 'readLabFigures' },
  { to: '/lab/settings', label: 'Lab settings', group: 'Make', right: 'seeLabSettings' },
  { to: '/lenses/explain', label: 'Explain lenses', group: 'Make', right: 'explainLenses' },
  { to: '/picking', label: 'Picking', group: 'Move', right: 'seePickTasks' },
  { to: '/stock', label: 'Stock', group: 'Move', right: 'seeStock' },
  { to: '/proposals', label: 'What to order', group: 'Buy', right: 'buy' },
  { to: '/purchase-orders', label: 'Purchase orders', group: 'Buy', right: 'seePurchasing' },
  { to: '/suppliers', label: 'Suppliers', group: 'Buy', right: 'seePurchasing' },
  { to: '/products', label: 'Products', group: 'Keep', right: 'seeCatalog' },
  { to: '/promotions', label: 'Promotions', group: 'Keep', right: 'readPromotions' },
  { to: '/operations', label: 'Reconciliation', group: 'Keep', right: 'reconcile' },
  { to: '/access', label: 'Staff and keys', group: 'Keep', right: 'keepAccess' },
];
