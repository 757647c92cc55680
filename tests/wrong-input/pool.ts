import type { GraphClient } from '../support/graph-client.ts';
import type { Pool } from './wrong-input.ts';

/** Real numbers, codes and ids of the seeded house, under the names of the arguments that take them. */
export async function poolOf(staff: GraphClient): Promise<Pool> {
  const parts = `
    orders(first: 40) { edges { node { id number lines { id sku } cart: totals { total { amount } } labJobs { id number } shipments { id } returns { id } } } }
    customers(first: 10) { edges { node { id email } } }
    prescriptions(first: 40) { edges { node { id } } }
    products(first: 20, sort: NAME) { edges { node { id slug defaultVariant { id sku } } } }
    labJobs(first: 60) { edges { node { id number trayCode } } }
    labBatches(first: 10) { edges { node { id number } } }
    labStations { code }
    remakeReasons { code }
    pickTasks(first: 20) { edges { node { id number } } }
    purchaseOrders(first: 20) { edges { node { id number lines { id } } } }
    replenishmentProposals(first: 20) { edges { node { id } } }
    returns(first: 20) { edges { node { id } } }
    stockLevels(first: 20) { edges { node { id sku } } }
    locations { id code bins { code } }
    suppliers { id }
    promotions(first: 10) { edges { node { id code } } }
    lensOptions { id code }
    blanksToPutBack { id }`;
  // One field each: a document may have only so many at the top.
  const seen: any = {};
  for (const part of parts.trim().split('\n')) Object.assign(seen, await staff.run(`{ ${part} }`));
  const nodes = (list: { edges: { node: any }[] }) => list.edges.map(({ node }) => node);
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  const orders = nodes(seen.orders);
  const lines = orders.flatMap((one) => one.lines);
  const jobs = nodes(seen.labJobs);
  const products = nodes(seen.products);
  const skus = [...nodes(seen.stockLevels), ...products.map((one) => one.defaultVariant)].map((one) => one.sku);
  const bins = seen.locations.flatMap((one: any) => one.bins.map((bin: any) => bin.code)).slice(0, 30);
  const tasks = nodes(seen.pickTasks);
  const purchases = nodes(seen.purchaseOrders);
  const returns = nodes(seen.returns);
  return {
    orderId: ids(orders),
    orderLineId: ids(lines),
    lineId: ids([...lines, ...purchases.flatMap((one) => one.lines)]),
    number: [...orders, ...jobs, ...tasks, ...purchases].map((one) => one.number),
    customerId: ids(nodes(seen.customers)),
    query: ['Nord', ...nodes(seen.customers).map((one) => one.email)],
    prescriptionId: ids(nodes(seen.prescriptions)),
    productId: ids(products),
    slug: products.map((one) => one.slug),
    variantId: products.map((one) => one.defaultVariant.id),
    sku: skus,
    code: [...skus, ...nodes(seen.promotions).map((one) => one.code)],
    jobId: ids(jobs),
    trayCode: jobs.map((one) => one.trayCode).filter(Boolean),
    batchId: ids(nodes(seen.labBatches)),
    station: seen.labStations.map((one: any) => one.code),
    reasonCode: seen.remakeReasons.map((one: any) => one.code),
    taskId: ids(tasks),
    purchaseOrderId: ids(purchases),
    proposalId: ids(nodes(seen.replenishmentProposals)),
    returnId: ids([...returns, ...seen.blanksToPutBack]),
    shipmentId: orders.flatMap((one) => ids(one.shipments)),
    supplierId: ids(seen.suppliers),
    binCode: bins,
    fromBin: bins,
    toBin: bins,
    designId: ids(seen.lensOptions),
    materialId: ids(seen.lensOptions),
    treatmentId: ids(seen.lensOptions),
    eye: ['od', 'os', 'OD', 'OS'],
    email: ['ann@example.com'],
    postalCode: ['94104', '10115'],
    country: ['US', 'DE'],
    countryCode: ['US', 'DE'],
    region: ['CA', 'NY'],
    purpose: ['MARKETING'],
    locale: ['en', 'de'],
  };
}
