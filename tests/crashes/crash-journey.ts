import {
  chooseAccessory,
  chooseFrame,
  configureLenses,
  enterPrescription,
  type Say,
  SHIPPING_ADDRESS,
} from '../flows/glasses.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { guest, staff } from '../support/people.ts';
import { runBatches } from '../support/run-batches.ts';
import { confirmationToken, trackerUpdate } from '../support/twins.ts';
import { pause, type Shape, type StartedHouse, type Victim } from './started-house.ts';

const REFUSAL = '... on Refusal { __typename code message }';
const silent: Say = () => undefined;
const STEP_PATIENCE_MS = 60_000;

/** A step of the journey as a person takes it: look whether it is done; if not, do it; whatever happens, look again. */
interface Step {
  name: string;
  done(): Promise<unknown>;
  act(): Promise<unknown>;
}

/** When to kill what: after how many milliseconds of a step. */
export interface Plan {
  step: string;
  /** How the house stands when it is hit. */
  shape: Shape;
  victim: Victim;
  afterMs: number;
}

export interface Travelled {
  email: string;
  orderId: string;
  orderNumber: string;
  checkoutId: string;
  totalMinor: number;
  kills: string[];
}

/**
 * The way of a pair of glasses with its accessory, taken by people who are interrupted: each planned kill hits in the middle of a step,
 * the house is started again, and the person looks at the screen and goes on from what it shows. Nobody remembers what was pressed.
 */
export async function crashJourney(house: StartedHouse, plans: readonly Plan[], say: Say): Promise<Travelled> {
  const { world } = house;
  await house.stand(plans[0]?.shape ?? 'together');
  const shopper = guest(world);
  const people = {
    admin: await staff(world, 'admin'),
    optician: await staff(world, 'optician'),
    lab: await staff(world, 'lab'),
    warehouse: await staff(world, 'warehouse'),
  };
  const email = `crash-${Date.now().toString(36)}@example.com`;
  const frame = await chooseFrame(shopper, silent);
  const prescriptionId = await enterPrescription(shopper, silent);
  const lens = await configureLenses(shopper, frame, silent);
  const accessory = await chooseAccessory(shopper);
  const kills: string[] = [];
  const travel = journey(house, shopper, people, { email, frame, prescriptionId, lens, accessory });
  try {
    for (const step of travel.steps) {
      const at = plans.findIndex((one) => one.step === step.name);
      await take(house, step, plans[at], plans[at + 1]?.shape, kills, say);
    }
    return { email, ...travel.found(), kills };
  } finally {
    for (const client of [shopper, ...Object.values(people)]) await client.close();
  }
}

/** Names of the steps in which something can be killed, in their order. */
export const STEPS = [
  'cart',
  'address and rate',
  'checkout',
  'payment',
  'sign-off',
  'frame to the lab',
  'stages',
  'inspection',
  'parcel',
  'label',
  'ship',
  'deliver',
  'return',
  'return inspection',
  'refund',
] as const;

async function take(
  house: StartedHouse,
  step: Step,
  plan: Plan | undefined,
  next: Shape | undefined,
  kills: string[],
  say: Say,
): Promise<void> {
  let until = Date.now() + STEP_PATIENCE_MS;
  let open = plan;
  let lastWords = '';
  for (;;) {
    let killing: Promise<void> | undefined;
    if (open) {
      const { victim, afterMs } = open;
      open = undefined;
      killing = pause(afterMs)
        .then(() => house.kill(victim))
        .then(async (hit) => {
          if (!hit) return;
          kills.push(`${step.name}: ${victim} after ${afterMs} ms`);
          await house.recover(victim, next);
        });
    }
    try {
      if (await step.done()) {
        await killing;
        say(`${step.name}: done${plan ? `, though ${plan.victim} was killed after ${plan.afterMs} ms` : ''}`);
        // What was seen before the power went must still be there.
        if (!killing || (await step.done())) return;
      }
      await step.act();
    } catch (error) {
      lastWords = error instanceof Error ? error.message : String(error);
    }
    await killing;
    // The patience is for the step: a house in its parts may need longer than that to stand again.
    if (killing) until = Date.now() + STEP_PATIENCE_MS;
    if (Date.now() > until) throw new Error(`The step "${step.name}" could not be finished: ${lastWords}`);
    await pause(100);
  }
}

interface What {
  email: string;
  frame: { variantId: string };
  prescriptionId: string;
  lens: Awaited<ReturnType<typeof configureLenses>>;
  accessory: string;
}

const minor = (amount: string) => Math.round(Number(amount) * 100);

function journey(
  house: StartedHouse,
  shopper: GraphClient,
  people: Record<'admin' | 'optician' | 'lab' | 'warehouse', GraphClient>,
  what: What,
) {
  const { world } = house;
  const { admin, optician, lab, warehouse } = people;
  let checkout: { id: string; publishableKey: string; amountMinor: number; currencyCode: string } | undefined;
  let order: { id: string; number: string; totalMinor: number } | undefined;
  const orderId = () => {
    if (!order) throw new Error('There is no order yet.');
    return order.id;
  };
  const cart = async () =>
    (
      await shopper.run(
        '{ cart { id itemCount lines { id variant { id } } shippingRates { id } selectedRate { id } totals { shipping { amount } total { amount } } } }',
      )
    ).cart;
  const ORDER = `id number status totals { total { amount } } labJobs { id status trayCode holdReasons nextStatuses
      lenses { eye blankSku blankStatus sphere cylinder axis centreThicknessMm } }
    pickTasks { id status destination lines { sku quantity pickedQuantity fromLab bin { code } } }
    shipments { id status trackingCode } returns { id status labelUrl }
    lines { id sku requiresLab }`;
  const seen = async () =>
    (await admin.run(`query($id: ID!) { order(id: $id) { ${ORDER} } }`, { id: orderId() })).order;
  const job = async () => (await seen()).labJobs[0];
  const task = async (destination: string) =>
    (await seen()).pickTasks.find((one: { destination: string }) => one.destination === destination);
  const say = (client: GraphClient, mutation: string, variables: Record<string, unknown>) =>
    client.must(mutation, variables);

  const scanOpenLines = async (destination: string) => {
    const found = await task(destination);
    if (found?.status !== 'OPEN') return found;
    for (const line of found.lines as {
      sku: string;
      quantity: number;
      pickedQuantity: number;
      fromLab: boolean;
      bin: { code: string };
    }[]) {
      const open = line.quantity - line.pickedQuantity;
      if (open > 0 && !line.fromLab)
        await say(
          warehouse,
          `mutation($id: ID!, $bin: String!, $code: String!, $n: Int!) { scanPick(taskId: $id, binCode: $bin, code: $code, quantity: $n) { ... on PickTask { __typename id } ${REFUSAL} } }`,
          { id: found.id, bin: line.bin.code, code: line.sku, n: open },
        );
    }
    return task(destination);
  };

  /** Blanks that other journeys have used up come by a count, so that this one is about crashes and not about purchasing. */
  const findBlanks = async () => {
    const now = await job();
    if (!now?.holdReasons.includes('STOCK_OUT')) return;
    const { locations } = await warehouse.run('{ locations { kind bins { code } } }');
    const bin = locations.find((one: { kind: string }) => one.kind === 'LAB').bins[0].code;
    for (const lens of now.lenses.filter((one: { blankStatus: string }) => /WAITING/.test(one.blankStatus)))
      await say(
        warehouse,
        `mutation($sku: String!, $bin: String!) { adjustStock(sku: $sku, binCode: $bin, delta: 2, reason: "found at the count") { ... on StockLevel { __typename id } ${REFUSAL} } }`,
        { sku: lens.blankSku, bin },
      );
  };

  const steps: Step[] = [
    {
      name: 'cart',
      done: async () => (await cart())?.itemCount === 2,
      act: async () => {
        const now = await cart();
        const has = (variantId: string) =>
          now?.lines.some((line: { variant: { id: string } }) => line.variant.id === variantId);
        const lines = [
          {
            variantId: what.frame.variantId,
            quantity: 1,
            lens: { ...what.lens, prescriptionId: what.prescriptionId },
          },
          { variantId: what.accessory, quantity: 1 },
        ].filter((line) => !has(line.variantId));
        await say(
          shopper,
          `mutation($lines: [AddLineInput!]!) { addToCart(lines: $lines) { ... on Cart { __typename id } ${REFUSAL} } }`,
          { lines },
        );
      },
    },
    {
      name: 'address and rate',
      done: async () => (await cart())?.selectedRate,
      act: async () => {
        const { id } = await cart();
        const rated = await say(
          shopper,
          `mutation($id: ID!, $email: String!, $shipping: AddressInput!) { setCartAddresses(cartId: $id, email: $email, shipping: $shipping) { ... on Cart { __typename shippingRates { id } } ${REFUSAL} } }`,
          { id, email: what.email, shipping: SHIPPING_ADDRESS },
        );
        await say(
          shopper,
          `mutation($id: ID!, $rate: ID!) { selectShippingRate(cartId: $id, rateId: $rate) { ... on Cart { __typename id } ${REFUSAL} } }`,
          { id, rate: rated.shippingRates[0].id },
        );
      },
    },
    {
      name: 'checkout',
      done: async () => checkout,
      act: async () => {
        const { id, totals } = await cart();
        checkout = await say(
          shopper,
          `mutation($id: ID!, $total: Decimal!) { startCheckout(cartId: $id, expectedTotal: $total) { ... on CheckoutSession { __typename id amountMinor currencyCode publishableKey } ${REFUSAL} } }`,
          { id, total: totals.total.amount },
        );
      },
    },
    {
      name: 'payment',
      done: async () => order,
      act: async () => {
        if (!checkout) throw new Error('There is no checkout yet.');
        // Pressed again, the card form makes a new token each time, as Stripe Elements does.
        const token = await confirmationToken(world, checkout.publishableKey, '4242424242424242', checkout);
        const placed = await say(
          shopper,
          `mutation($id: ID!, $token: String!, $url: String!) { confirmPayment(checkoutId: $id, confirmationTokenId: $token, returnUrl: $url) { ... on PlacedOrder { __typename accessToken order { id number totals { total { amount } } } } ... on PaymentActionRequired { __typename } ${REFUSAL} } }`,
          { id: checkout.id, token, url: `${world.shopUrl}/checkout/return` },
        );
        shopper.orderToken = placed.accessToken;
        order = {
          id: placed.order.id,
          number: placed.order.number,
          totalMinor: minor(placed.order.totals.total.amount),
        };
      },
    },
    {
      name: 'sign-off',
      done: async () =>
        (await optician.run('query($id: ID!) { prescription(id: $id) { status } }', { id: what.prescriptionId }))
          .prescription?.status === 'SIGNED_OFF',
      act: () =>
        say(
          optician,
          `mutation($id: ID!) { signOffPrescription(id: $id, note: "Compared with the document") { ... on Prescription { __typename id } ${REFUSAL} } }`,
          { id: what.prescriptionId },
        ),
    },
    {
      name: 'frame to the lab',
      done: async () => (await job())?.trayCode,
      act: async () => {
        const picked = await scanOpenLines('LAB');
        if (picked?.status === 'PICKED')
          await say(
            warehouse,
            `mutation($id: ID!, $tray: String) { handOver(taskId: $id, trayCode: $tray) { ... on PickTask { __typename id } ${REFUSAL} } }`,
            { id: picked.id, tray: `C${Date.now().toString(36).toUpperCase()}` },
          );
      },
    },
    {
      name: 'stages',
      done: async () => (await job())?.status === 'INSPECTION',
      act: async () => {
        await findBlanks();
        const now = await job();
        const ways = ['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION'];
        const to = ways.find(
          (status) => now.nextStatuses.includes(status) && ways.indexOf(status) > ways.indexOf(now.status),
        );
        if (to && now.status === 'COATING') await runBatches(lab, now.trayCode);
        if (to)
          await say(
            lab,
            `mutation($id: ID!, $to: LabJobStatus!) { moveLabJob(id: $id, to: $to, station: "BENCH-1") { ... on LabJob { __typename id } ${REFUSAL} } }`,
            { id: now.id, to },
          );
      },
    },
    {
      name: 'inspection',
      done: async () => ['PASSED', 'SHIPPED', 'DISPENSED'].includes((await job())?.status),
      act: async () => {
        const now = await job();
        const eye = (name: string) => {
          const lens = now.lenses.find((one: { eye: string }) => one.eye === name);
          return {
            sphere: lens.sphere.replace('−', '-'),
            cylinder: lens.cylinder?.replace('−', '-') ?? null,
            axis: lens.axis,
            prismHorizontal: '0',
            prismVertical: '0',
            pdMm: '31.5',
            centreThicknessMm: lens.centreThicknessMm,
          };
        };
        await say(
          lab,
          `mutation($input: InspectionInput!) { inspectLabJob(input: $input) { ... on InspectionOutcome { __typename job { id } } ${REFUSAL} } }`,
          { input: { jobId: now.id, od: eye('OD'), os: eye('OS'), cosmeticPass: true } },
        );
      },
    },
    {
      name: 'parcel',
      done: async () => (await seen()).status === 'READY_TO_SHIP',
      act: async () => {
        const found = await scanOpenLines('PARCEL');
        if (found?.status === 'PICKED')
          await say(
            warehouse,
            `mutation($id: ID!) { packTask(taskId: $id) { ... on PickTask { __typename id } ${REFUSAL} } }`,
            { id: found.id },
          );
      },
    },
    {
      name: 'label',
      done: async () => (await seen()).shipments.some((one: { trackingCode: string | null }) => one.trackingCode),
      act: async () => {
        const quote = await say(
          warehouse,
          `mutation($id: ID!) { quoteShipment(orderId: $id) { ... on ShipmentQuote { __typename recommendedRateId rates { id } } ${REFUSAL} } }`,
          { id: orderId() },
        );
        await say(
          warehouse,
          `mutation($id: ID!, $rate: ID!) { buyLabel(orderId: $id, rateId: $rate) { ... on Shipment { __typename id } ${REFUSAL} } }`,
          { id: orderId(), rate: quote.recommendedRateId ?? quote.rates[0].id },
        );
      },
    },
    {
      name: 'ship',
      done: async () => (await seen()).status === 'SHIPPED',
      act: async () =>
        say(
          warehouse,
          `mutation($id: ID!) { markShipped(shipmentId: $id) { ... on Shipment { __typename id } ${REFUSAL} } }`,
          { id: (await seen()).shipments[0].id },
        ),
    },
    {
      name: 'deliver',
      done: async () => (await seen()).status === 'DELIVERED',
      act: async () => {
        const code = (await seen()).shipments[0].trackingCode;
        await trackerUpdate(world, code, 'delivered', { duplicate: true });
        // The carrier sends its news again later when nobody was there to take it.
        await pause(1500);
      },
    },
    {
      name: 'return',
      done: async () => (await seen()).returns[0]?.labelUrl,
      act: async () => {
        const now = await seen();
        const [back] = now.returns;
        if (back?.status === 'REQUESTED')
          await say(
            admin,
            `mutation($id: ID!) { approveReturn(id: $id) { ... on Return { __typename id } ${REFUSAL} } }`,
            { id: back.id },
          );
        if (back) return;
        const line = now.lines.find((one: { requiresLab: boolean }) => !one.requiresLab);
        await say(
          shopper,
          `mutation($id: ID!, $lines: [ReturnLineInput!]!) { requestReturn(orderId: $id, lines: $lines) { ... on Return { __typename id } ${REFUSAL} } }`,
          { id: now.id, lines: [{ orderLineId: line.id, quantity: 1, reason: 'CHANGED_MIND' }] },
        );
      },
    },
    {
      name: 'return inspection',
      done: async () => !['REQUESTED', 'APPROVED', 'LABEL_SENT', 'RECEIVED'].includes((await seen()).returns[0].status),
      act: async () => {
        const now = await seen();
        const [back] = now.returns;
        if (back.status !== 'RECEIVED')
          await say(
            warehouse,
            `mutation($id: ID!) { receiveReturn(id: $id) { ... on Return { __typename id } ${REFUSAL} } }`,
            { id: back.id },
          );
        const line = now.lines.find((one: { requiresLab: boolean }) => !one.requiresLab);
        await say(
          warehouse,
          `mutation($id: ID!, $lines: [InspectReturnLineInput!]!) { inspectReturn(id: $id, lines: $lines) { ... on Return { __typename id } ${REFUSAL} } }`,
          { id: back.id, lines: [{ orderLineId: line.id, verdict: 'AS_NEW', restock: true }] },
        );
      },
    },
    {
      name: 'refund',
      done: async () => (await seen()).returns[0].status === 'REFUNDED',
      act: () => pause(300),
    },
  ];
  return {
    steps,
    found: () => {
      if (!order || !checkout) throw new Error('The journey has no order.');
      return {
        orderId: order.id,
        orderNumber: order.number,
        checkoutId: checkout.id,
        totalMinor: order.totalMinor,
      };
    },
  };
}
