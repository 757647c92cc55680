import type { GraphClient } from '../support/graph-client.ts';
import { customer, guest, staff, type World } from '../support/people.ts';
import type { PersistedQuery } from './persisted-queries.ts';

type Variables = Record<string, unknown>;

/** Who asks what about the seeded shop. */
export interface SeededShop {
  personOf(query: PersistedQuery): GraphClient;
  /** @throws when nothing here says what a variable means in this operation */
  variablesOf(query: PersistedQuery, first?: number): Variables;
}

const YEAR_START = '2026-01-01';
const RX = {
  od: { sphere: '-2.00', cylinder: '-0.50', axis: 90 },
  os: { sphere: '-2.25' },
  pd: { binocularMm: '63' },
};

/** Looks up one of everything, so that each operation finds something to read. */
export async function openSeededShop(world: World): Promise<SeededShop> {
  const shopper = guest(world);
  const [admin, optician] = [await staff(world, 'admin'), await staff(world, 'optician')];
  const { products } = await shopper.run(
    '{ products(filter: { kinds: [FRAME] }, first: 1, sort: NAME) { edges { node { id slug defaultVariant { id sku } } } } }',
  );
  const frame = products.edges[0].node;
  const { collections } = await shopper.run('{ collections { slug } }');
  await shopper.must(
    'mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { __typename id } ... on Refusal { __typename code message } } }',
    { lines: [{ variantId: frame.defaultVariant.id, quantity: 1 }] },
  );
  const found = await admin.run(`{
    orders(first: 50) { edges { node { number customer { id } labJobs { id number } pickTasks { number } } } }
    purchaseOrders(first: 1) { edges { node { number supplier { id } } } }
    stockLevels(first: 1) { edges { node { id sku } } }
  }`);
  const orders = found.orders.edges.map((edge: { node: unknown }) => edge.node);
  const withLab = orders.find(
    (one: { labJobs: unknown[]; customer: unknown }) => one.labJobs.length > 0 && one.customer,
  );
  const withPick = orders.find((one: { pickTasks: unknown[] }) => one.pickTasks.length > 0);
  const { returns } = await admin.run('{ returns(first: 1) { edges { node { id } } } }');
  const { prescriptions } = await optician.run('{ prescriptions(first: 1) { edges { node { id } } } }');
  const member = await customer(world);
  const stock = found.stockLevels.edges[0].node;
  const purchase = found.purchaseOrders.edges[0].node;

  const ids: Record<string, Variables> = {
    'admin/AdminExplainLenses': { input: { sku: frame.defaultVariant.sku, ...RX } },
    'admin/Customer': { id: withLab.customer.id },
    'admin/HomeBin': { sku: stock.sku },
    'admin/LabBench': { number: withLab.labJobs[0].number },
    'admin/LabKpiJobs': { code: 'WIP', hit: null, stage: null, station: null, reason: null },
    'admin/LabEquipment': { jobId: withLab.labJobs[0].id },
    'admin/LabInspection': { number: withLab.labJobs[0].number },
    'admin/LabJob': { number: withLab.labJobs[0].number },
    'admin/MeasuredFrame': { sku: frame.defaultVariant.sku },
    'admin/Order': { number: withLab.number },
    'admin/PaletteSearch': { query: 'a' },
    'admin/PickTask': { number: withPick.pickTasks[0].number },
    'admin/PrescriptionAudit': { prescriptionId: prescriptions.edges[0]?.node.id },
    'admin/PrescriptionReview': { id: prescriptions.edges[0]?.node.id, reason: 'statement budget' },
    'admin/Product': { id: frame.id },
    'admin/PurchaseOrder': { number: purchase.number },
    'admin/RemakeChoices': { id: withLab.labJobs[0].id },
    'admin/RemakeQuote': {
      jobId: withLab.labJobs[0].id,
      reasonCode: 'SCRATCH',
      eyes: ['OD'],
      chargedParty: null,
      replacesFrame: false,
      changes: null,
    },
    'admin/Return': { id: returns.edges[0]?.node.id },
    'admin/StockLevel': { id: stock.id },
    'admin/Supplier': { id: purchase.supplier.id },
    'storefront/StorefrontCheckAddress': {
      address: {
        name: 'Ada',
        line1: '417 Montgomery St',
        city: 'San Francisco',
        region: 'CA',
        postalCode: '94104',
        countryCode: 'US',
      },
    },
    'storefront/StorefrontCheckPrescription': {
      input: { ...RX, issuedOn: '2026-06-01', prescriberName: 'Dr. Avery Lindqvist' },
    },
    'storefront/StorefrontCollection': { slug: collections[0].slug },
    'storefront/StorefrontLensFrame': { sku: frame.defaultVariant.sku },
    'storefront/StorefrontLensQuote': { input: { variantId: frame.defaultVariant.id, use: 'DISTANCE', ...RX } },
    'storefront/StorefrontOrder': { number: withLab.number },
    'storefront/StorefrontProduct': { slug: frame.slug },
    'storefront/StorefrontSuggestions': { query: 'rou' },
  };
  const usual: Variables = {
    sort: null,
    filter: null,
    query: null,
    status: null,
    destination: null,
    after: null,
    urgentOnly: null,
    areas: null,
  };
  const dates = { from: YEAR_START, to: '2026-12-31' };
  const switches =
    /^(money|shipping|returns|lab|picking|people|values|orders|customers|stock|purchasing|rx|receiving|buying|measured)$/;
  const own = /Account|MyMeasurements|SavedPrescriptions|CheckoutPerson$/;
  // The order of somebody else, as staff see it: the demonstration's customers have not bought anything yet.
  const ofStaff = /^StorefrontOrder$/;
  const opticians = /^(Prescription|NextInQueue)/;

  return {
    personOf: ({ client, operation }) =>
      client === 'storefront'
        ? own.test(operation)
          ? member
          : ofStaff.test(operation)
            ? admin
            : shopper
        : opticians.test(operation)
          ? optician
          : admin,
    variablesOf({ name, client, variables }, first = 20) {
      const named = ids[name] ?? {};
      const values: Variables = {};
      for (const variable of variables) {
        if (variable in named) values[variable] = named[variable];
        else if (variable === 'first') values[variable] = first;
        else if (variable in dates) values[variable] = dates[variable as keyof typeof dates];
        else if (switches.test(variable)) values[variable] = true;
        else if (variable === 'sort')
          values[variable] = client === 'storefront' || name === 'admin/Products' ? 'NAME' : 'NEWEST';
        else if (variable in usual) values[variable] = usual[variable];
        else throw new Error(`Say in ${import.meta.filename} what $${variable} is in ${name}.`);
        if (values[variable] === undefined) throw new Error(`The seeded shop has nothing for $${variable} of ${name}.`);
      }
      return values;
    },
  };
}
