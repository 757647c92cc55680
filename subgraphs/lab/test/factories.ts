import { executeLocal, type FixedClock, fixedClock, type Principal, type Subgraph } from '@opticworks/kernel';
import { drain, fakeCaller, type TestDeps, type TestDepsOptions, testSubgraphDeps } from '@opticworks/kernel/testing';
import {
  type BlankSeries,
  defaultMakingRules,
  defaultPrescriptionRules,
  type MakingRules,
  type PrescriptionRules,
  syntheticOutline,
} from '@opticworks/optics';
import type { LensColourValue, MeasurementValue, PrescriptionValue } from '@opticworks/schema';
import { PrescriptionEntered, PrescriptionSignedOff } from '@opticworks/schema/events/customer-rx';
import { DemandAllocated, FrameHandedToLab, StockChanged } from '@opticworks/schema/events/inventory';
import {
  OrderCancelled,
  OrderLineCancelled,
  OrderLineMeasured,
  OrderLinePrescribed,
  OrderPlaced,
  type OrderPlacedPayload,
  ShipmentDelivered,
  ShipmentShipped,
} from '@opticworks/schema/events/orders';
import { createLab, labSchema } from '../src/index.ts';

export const TODAY = '2026-03-02';

export const staff = (...roles: string[]): Principal => ({
  kind: 'staff',
  id: `staff_${roles[0]}`,
  name: `Lee ${roles[0]}`,
  roles,
  stores: [],
});

const eye = (sphere: number, cylinder = 0, axis: number | null = null) => ({
  sphere,
  cylinder,
  axis,
  add: null,
  prisms: [],
});

export const aPrescription = (over: Partial<PrescriptionValue> = {}): PrescriptionValue => ({
  id: 'rx_1',
  product: 'GLASSES',
  od: eye(-2000, -500, 175),
  os: eye(-1750),
  pd: { binocularMm: null, odMm: 31, osMm: 32, nearMm: null, nearOdMm: null, nearOsMm: null },
  segHeightMm: null,
  vertexMm: null,
  pantoscopicTiltDeg: null,
  wrapAngleDeg: null,
  issuedOn: '2026-01-01',
  expiresOn: '2028-01-01',
  birthYear: 1984,
  contactLenses: [],
  ...over,
});

/** A small store: single vision 1.60 on a grid, coated, 65 and 70 mm; plain semi-finished blanks of every base. */
export const aStore = (): BlankSeries[] => [
  {
    form: 'finished',
    code: 'FSV-160-AR',
    name: '1.60 AR',
    material: 'index-160',
    diametersMm: [65, 70],
    grid: { minSphere: -6_000, maxSphere: 4_000, minCylinder: -2_000, step: 250 },
    isCoated: true,
  },
  {
    form: 'semi-finished',
    code: 'SFV-160-PLAIN',
    name: '1.60 plain',
    material: 'index-160',
    design: 'plain',
    diametersMm: [75],
    bases: [500, 1_000, 2_000, 4_000, 6_000, 8_000],
    adds: [],
    isPerEye: false,
  },
];

export const anOrder = (
  over: Partial<OrderPlacedPayload> & {
    design?: string;
    treatments?: string[];
    colours?: LensColourValue[];
    quantity?: number;
  } = {},
): OrderPlacedPayload => {
  const { design = 'sv-distance', treatments = ['ar-standard'], colours, quantity = 1, ...rest } = over;
  const orderId = rest.orderId ?? 'order_1';
  return {
    orderId,
    number: `OW-${orderId}`,
    owner: { kind: 'customer', id: 'cust_1' },
    reservationId: 'reservation_1',
    placedAt: `${TODAY}T09:00:00Z`,
    promiseDate: '2026-03-12',
    total: { amountMinor: '20000', currency: 'USD' },
    lines: [
      {
        orderLineId: `${orderId}_line`,
        variantId: 'variant_1',
        sku: 'FR-1',
        title: 'Frame',
        kind: 'FRAME',
        quantity,
        components: [],
        prescriptionId: 'rx_1',
        lens: {
          prescriptionId: 'rx_1',
          use: 'DISTANCE',
          designId: design,
          designCode: design,
          designName: 'Single vision',
          materialId: 'index-160',
          materialCode: 'index-160',
          materialName: 'High index 1.60',
          treatmentIds: treatments,
          treatmentCodes: treatments,
          treatmentNames: treatments,
          ...(colours ? { colours } : {}),
          rush: false,
        },
        frame: {
          sku: 'FR-1',
          name: 'Juno 52',
          rim: 'FULL',
          eyeSizeTenthsMm: 520,
          lensHeightTenthsMm: 400,
          dblTenthsMm: 180,
          effectiveDiameterTenthsMm: 560,
          baseCurveMdpt: 4000,
          outlineHundredthsMm: [...syntheticOutline('panto', 52, 40).radii],
        },
      },
    ],
    ...rest,
  };
};

export interface Lab {
  subgraph: Subgraph;
  deps: TestDeps;
  clock: FixedClock;
  caller: ReturnType<typeof fakeCaller>;
  /** What the siblings answer; change it to tell another story. */
  siblings: {
    prescription: PrescriptionValue;
    /** Others than that, by their ids. */
    prescriptions: Record<string, PrescriptionValue>;
    rxStatus: string;
    measurements: Record<string, MeasurementValue>;
    store: BlankSeries[];
    /** What the owner has changed of the rules. */
    rules: Partial<MakingRules>;
    /** Another version is another list. */
    storeVersion: string;
    /** What prescriptions are judged by. */
    prescriptionRules: PrescriptionRules;
    inStock: (sku: string) => boolean;
    onOrder: (sku: string) => number;
    /** When the store expects a blank it does not have. */
    expectedOn: string | null;
    /** What the store has fewer than two of. */
    scarce: { sku: string; available: number; coming: number; expectedOn: string }[];
  };
  // biome-ignore lint/suspicious/noExplicitAny: each document has an answer of its own, which tests look into by name.
  ask<Answer = any>(
    who: Principal,
    document: string,
    variables?: Record<string, unknown>,
    options?: { allowErrors?: boolean; locale?: 'en' | 'de' },
  ): Promise<Answer>;
  /** Delivers an event of a sibling and lets everything settle. */
  hear(event: keyof typeof heard, payload: unknown): Promise<void>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

const heard = {
  OrderPlaced,
  OrderLineCancelled,
  OrderLineMeasured,
  OrderLinePrescribed,
  OrderCancelled,
  ShipmentShipped,
  ShipmentDelivered,
  PrescriptionEntered,
  PrescriptionSignedOff,
  FrameHandedToLab,
  DemandAllocated,
  StockChanged,
};

/** @param env settings that differ from the usual ones */
export async function aLab(env: Record<string, string> = {}, more: Pick<TestDepsOptions, 'fetch'> = {}): Promise<Lab> {
  const clock = fixedClock(`${TODAY}T09:00:00Z`);
  const siblings: Lab['siblings'] = {
    prescription: aPrescription(),
    prescriptions: {},
    rxStatus: 'SIGNED_OFF',
    measurements: {},
    store: aStore(),
    rules: {},
    storeVersion: 'test',
    prescriptionRules: defaultPrescriptionRules,
    inStock: () => true,
    onOrder: () => 0,
    expectedOn: null,
    scarce: [],
  };
  const caller = fakeCaller({
    'customer-rx.readPrescription': ({
      prescriptionId,
      measurementId,
    }: {
      prescriptionId: string;
      measurementId?: string | null;
    }) => ({
      prescription: siblings.prescriptions[prescriptionId] ?? siblings.prescription,
      measurement: siblings.measurements[measurementId ?? ''] ?? null,
      owner: { kind: 'customer', id: 'cust_1' },
      status: siblings.rxStatus,
      saleable: true,
      issues: [],
    }),
    'customer-rx.readRelease': ({ prescriptionIds }: { prescriptionIds: string[] }) => ({
      releases: prescriptionIds.map((prescriptionId) => ({
        prescriptionId,
        isReleased: siblings.rxStatus === 'SIGNED_OFF',
      })),
    }),
    'customer-rx.readPrescriptionRules': () => ({
      version: siblings.prescriptionRules.version,
      rules: siblings.prescriptionRules,
    }),
    'catalog.readMakingRules': () => ({
      version: siblings.storeVersion,
      rules: { ...defaultMakingRules, ...siblings.rules, version: siblings.storeVersion, blanks: siblings.store },
    }),
    // Ids of options are their codes here.
    'catalog.readPairParts': (asked: {
      designId: string;
      materialId: string;
      treatmentIds: string[];
      colours: { treatmentId: string; colourCode: string; absorptionPercent?: number | null }[];
      frameSku: string | null;
    }) => {
      const part = (id: string) => ({ id, code: id, name: id });
      const rules = { ...defaultMakingRules, ...siblings.rules };
      const frame = anOrder().lines[0]!.frame!;
      const frames: Record<string, typeof frame> = {
        'FR-1': frame,
        'FR-2': {
          ...frame,
          sku: 'FR-2',
          name: 'Juno 48',
          eyeSizeTenthsMm: 480,
          outlineHundredthsMm: [...syntheticOutline('panto', 48, 40).radii],
        },
      };
      const has = (table: object, id: string) => Object.hasOwn(table, id);
      return {
        design: has(rules.designs, asked.designId) ? part(asked.designId) : null,
        material: has(rules.materials, asked.materialId) ? part(asked.materialId) : null,
        treatments: asked.treatmentIds.filter((id) => has(rules.treatments, id)).map(part),
        frame: asked.frameSku === null ? null : (frames[asked.frameSku] ?? null),
        colours: asked.treatmentIds.flatMap((id) => {
          const colour = asked.colours.find(({ treatmentId }) => treatmentId === id);
          return colour
            ? {
                ...colour,
                treatmentCode: id,
                colourName: colour.colourCode,
                absorptionPercent: colour.absorptionPercent ?? null,
              }
            : [];
        }),
        unknown: [
          ...(has(rules.designs, asked.designId) ? [] : ['design']),
          ...(has(rules.materials, asked.materialId) ? [] : ['material']),
          ...(asked.treatmentIds.every((id) => has(rules.treatments, id)) ? [] : ['treatment']),
          ...(asked.frameSku !== null && !frames[asked.frameSku] ? ['frame'] : []),
        ],
      };
    },
    'inventory.allocateStock': ({ lines }: { lines: { sku: string; quantity: number }[] }) => ({
      allocated: lines.filter(({ sku }) => siblings.inStock(sku)),
      waiting: lines.filter(({ sku }) => !siblings.inStock(sku)),
    }),
    'inventory.scarceBlanks': () => ({ blanks: siblings.scarce }),
    'inventory.stockOf': ({ skus }: { skus: string[] }) => ({
      levels: skus.map((sku) => ({
        sku,
        onHand: 10,
        reserved: 0,
        allocated: 0,
        available: siblings.inStock(sku) ? 10 : 0,
        onOrder: siblings.onOrder(sku),
        expectedOn: siblings.inStock(sku) ? null : siblings.expectedOn,
        waiting: 0,
        homeBin: 'L-01-1',
      })),
    }),
    'inventory.settleAllocation': () => ({ settled: 1 }),
    'inventory.returnStock': () => ({ bin: 'L-01-1' }),
  });
  const deps = await testSubgraphDeps({
    schema: labSchema.schema,
    migrations: labSchema.migrations,
    clock,
    caller,
    env,
    ...more,
  });
  const subgraph = createLab(deps);
  await subgraph.start();
  const settle = () => drain(subgraph, { jobs: deps.jobs });
  return {
    subgraph,
    deps,
    clock,
    caller,
    siblings,
    settle,
    async ask(who, document, variables = {}, options = {}) {
      const context = subgraph.context({ principal: who, locale: options.locale ?? 'en' });
      const result = await executeLocal(subgraph, { document, variables, context });
      if (result.errors && !options.allowErrors) throw new Error(JSON.stringify(result.errors));
      return options.allowErrors ? result : result.data;
    },
    async hear(event, payload) {
      await subgraph.database.transaction((tx) =>
        tx.publish(heard[event] as never, payload as never, { aggregate: 'sibling', aggregateId: 'x' }),
      );
      await settle();
    },
    async close() {
      await subgraph.stop();
      await deps.close();
    },
  };
}

export const BOARD = `query ($f: LabJobFilter) { labJobs(filter: $f) { totalCount edges { node { id number status holdReasons trayCode late dueOn nextStatuses version } } } }`;
export const SCAN = `mutation ($t: String!, $to: LabJobStatus!) { scanTray(trayCode: $t, to: $to, station: "bench 1") { ... on LabJob { id status nextStatuses } ... on Refusal { code message } } }`;
