import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { SHIPPING_ADDRESS } from '../flows/glasses.ts';
import { emptyShelves } from '../flows/missing-blank.ts';
import { staff, type World } from '../support/people.ts';
import { trackerUpdate } from '../support/twins.ts';
import { BackOffice } from './support/back-office.ts';
import * as desk from './support/desks.ts';
import { Mailbox } from './support/mailbox.ts';
import { type House, open, openBrowser, PATIENCE_MS, type Visitor } from './support/open-browser.ts';
import { OrderPage } from './support/order-page.ts';
import { type LensBuilder, Shop } from './support/shop.ts';
import { telling } from './support/telling.ts';

const fhir = (id: string) => join(import.meta.dirname, `../../optics/test-data/vision-prescription-${id}.json`);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const patience = { timeout: PATIENCE_MS };

let house: House;
const visitors: Visitor[] = [];
const somebody = async (): Promise<Visitor> => {
  const visitor = await house.visitor();
  visitors.push(visitor);
  return visitor;
};

beforeAll(async () => {
  house = await openBrowser();
});

afterAll(() => house?.close());

it('carries a guest’s glasses from the shop window to the door, and their accessory back', {
  timeout: 600_000,
}, async () => {
  const world = inject('world');
  const email = `journey-${Date.now().toString(36)}@example.com`;
  const step = telling();
  await emptyShelves(world);

  const guest = await somebody();
  let page = await guest.newPage();
  let shop = new Shop(page);

  await step('a pair by a file of today is bought', async () => {
    await open(page, `${world.shopUrl}/frames?inStock=1&rim=FULL`);
    await shop.openFirstProduct();
    const builder = await shop.chooseLenses();
    await builder.chooseUse('Distance');
    await page.getByRole('button', { name: 'From a file' }).click();
    for (const id of ['33123', '33124']) {
      const read = await builder.readFile(fhir(id));
      await read.getByText(/expired on/).waitFor();
      expect(await read.getByRole('button', { name: 'Use these values' }).count()).toBe(0);
    }
    const current = {
      ...JSON.parse(await readFile(fhir('33123'), 'utf8')),
      created: inDays(-9),
      dateWritten: inDays(-9),
    };
    const read = await builder.readFile({
      name: 'prescription.json',
      mimeType: 'application/fhir+json',
      buffer: Buffer.from(JSON.stringify(current)),
    });
    await read.getByRole('button', { name: 'Use these values' }).click();
    expect(await builder.field('Right', 'Sphere').inputValue()).toMatch(/^[-−]2\.00$/);
    expect(await builder.field('Left', 'Cylinder').inputValue()).toMatch(/^[-−]0\.50$/);
    await builder.fillRest({ pdMm: '63', prescriber: 'Dr. Avery Lindqvist', patient: 'Gale Guest' });
    await builder.chooseUsualLenses();
    await shop.toCheckout();
    await shop.fillAddress(email, SHIPPING_ADDRESS);
    await shop.toDelivery();
    await shop.toPayment();
    await shop.fillCard('4242424242424242');
    await shop.payButton.click();
    await shop.orderNumber();
  });

  const frameName = await step('a frame is searched and found', async () => {
    await open(page, world.shopUrl);
    await shop.search('titanium');
    const found = await shop.resultCount();
    await shop.filterByLensWidth(48, 54);
    await expect.poll(() => shop.resultCount(), patience).toBeLessThan(found);
    const promised = await shop.filterByValue('Oval');
    await expect.poll(() => shop.resultCount(), patience).toBe(promised);
    expect(page.url()).toMatch(/q=titanium/);
    return shop.openFirstProduct();
  });

  await step('a prescription is typed, a mistake costs nothing', async () => {
    const builder = await shop.chooseLenses();
    await typeWithMistakes(builder);
    await builder.fillEye('Right', { sphere: '-5.50', axis: '175' });
    await lensesWithReasons(builder);
    await builder.addToCart();
  });

  await step('the window is closed and opened again; an accessory and a code go with it', async () => {
    await page.close();
    page = await guest.newPage();
    shop = new Shop(page);
    await open(page, `${world.shopUrl}/accessories?inStock=1`);
    await shop.openFirstProduct();
    await shop.addToCart();
    await open(page, `${world.shopUrl}/cart`);
    await page
      .getByRole('main')
      .getByRole('link', { name: new RegExp(frameName) })
      .first()
      .waitFor();
    await shop.applyCode('NO-SUCH-CODE');
    await page.getByRole('main').getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
    await shop.applyCode('WELCOME10');
    await page.getByRole('button', { name: 'Remove code WELCOME10' }).waitFor();
  });

  // The lists are open before somebody buys; nobody loads them again.
  const [admin, optician] = await step('staff sit down at their lists', async () => {
    const seated = await BackOffice.at(await somebody(), world, 'admin');
    await seated.goTo('/orders');
    await seated.live();
    const other = await BackOffice.signedIn(await somebody(), world, 'optician');
    await other.openScreen('Prescriptions');
    await other.live();
    return [seated, other] as const;
  });

  const number = await step('it is paid, after a card without funds, through the bank’s check', async () => {
    await shop.toCheckout();
    await shop.fillAddress(email, SHIPPING_ADDRESS);
    await shop.toDelivery();
    await expect.poll(() => shop.rates.count(), patience).toBeGreaterThan(1);
    // A carrier's day is that of these glasses, not of a parcel handed over today.
    const summary = page.getByRole('complementary', { name: 'Your order' });
    const [day] = /\w{3}, \w{3} \d+/.exec((await summary.getByText('Arrives by').textContent()) ?? '') ?? [];
    expect(await shop.chosenRate.textContent()).toContain(`arrives by ${day}`);
    await shop.toPayment();
    await shop.fillCard('4000000000009995');
    await shop.payButton.click();
    await page
      .getByRole('region', { name: 'Payment' })
      .getByRole('alert')
      .filter({ hasText: /declined|funds/i })
      .waitFor();
    await shop.fillCard('4000002500003155');
    await shop.payButton.click();
    await shop.passBankCheck();
    return shop.orderNumber();
  });

  const mailbox = await Mailbox.of(guest, world, email);
  // The letter's link is followed on another machine: nothing but the link lets it in, to the page and to its live connection.
  const phone = await somebody();
  const watched = await step('the letter of confirmation opens the order elsewhere', async () => {
    const letter = await mailbox.read(`Order ${number} confirmed`);
    expect(letter).toContain(frameName);
    const watching = new OrderPage(await phone.newPage());
    await open(watching.page, await mailbox.addressOf('View your order'));
    await watching.page.getByRole('heading', { level: 1, name: `Order ${number}` }).waitFor();
    await watching.live();
    await watching.at('Placed').waitFor();
    return watching;
  });
  const opened = watched.page.url();

  await step('the order is in the admin’s list, the prescription in the optician’s', async () => {
    await admin.row(number).waitFor();
    await desk.signOffBesideLast(optician, number, {
      now: ['−5.50', '−5.75'],
      before: ['−2.00', '−1.00'],
      patient: 'Gale Guest',
    });
    await optician.page.close();
  });

  await admin.goTo(`/orders/${number}`);
  const lab = await BackOffice.at(await somebody(), world, 'lab');
  const warehouse = await BackOffice.at(await somebody(), world, 'warehouse');
  await step('the lab lacks a blank, which is bought and received', async () => {
    await lab.goTo(`/orders/${number}`);
    await lab.panel('Work').getByText('Stock out').waitFor();
    await lab.follow('Work', /^Lab job/);
    const hold = lab.page.getByRole('region', { name: 'Holds' }).getByText('Stock out');
    await hold.waitFor();
    const buyer = await BackOffice.at(await somebody(), world, 'buyer');
    for (const sku of await missingBlanks(world, number)) {
      await buyer.goTo('/proposals');
      const purchase = await desk.orderProposed(buyer, sku);
      await desk.receive(warehouse, purchase, sku);
    }
    await buyer.page.close();
    // Nobody loaded the job again.
    await hold.waitFor({ state: 'detached' });
  });

  const trayCode = `T${Date.now().toString(36).toUpperCase()}`;
  await step('the frame is picked by bin for the lab', async () => {
    await warehouse.goTo(`/orders/${number}`);
    await warehouse.follow('Work', /to the lab/);
    await warehouse.pickAll({ tryWrongItem: true });
    await warehouse.scan('Tray code', trayCode);
    await warehouse.page.getByRole('main').getByText(trayCode).first().waitFor();
  });

  await step('the tray goes through the stages to inspection', async () => {
    const job = lab.page.url();
    await lab.page.getByText(`Tray ${trayCode}`).waitFor();
    await lab.goTo('/lab');
    await desk.scanThroughStages(lab, trayCode);
    await watched.at('In production').waitFor();
    await lab.page.goto(job);
    await desk.inspect(lab);
    await lab.page.close();
  });

  const trackingCode = await step('the parcel is packed, labelled and handed over', async () => {
    await warehouse.goTo(`/orders/${number}`);
    await warehouse.follow('Work', /to the parcel/);
    await warehouse.pickAll();
    await warehouse.page.getByRole('button', { name: 'Close the parcel' }).click();
    await warehouse.page.getByRole('link', { name: 'Buy label' }).click();
    return desk.buyCheapestAndShip(warehouse);
  });

  await step('the carrier reports, twice and out of order; the customer’s page follows', async () => {
    await watched.at('On its way').waitFor();
    await watched.parcel.getByText(`Tracking ${trackingCode}`).waitFor();
    await trackerUpdate(world, trackingCode, 'in_transit');
    await trackerUpdate(world, trackingCode, 'out_for_delivery', { duplicate: true });
    await trackerUpdate(world, trackingCode, 'delivered', { outOfOrder: true, duplicate: true });
    await watched.delivered.waitFor();
  });

  await step('a letter came at each step, each once', async () => {
    await mailbox.letter(`Order ${number} was delivered`).waitFor();
    const subjects = (await mailbox.subjects()).filter((subject) => subject.includes(number));
    expect([...subjects].sort()).toEqual(
      [
        `Order ${number} confirmed`,
        `Your order ${number} is being made`,
        `Order ${number} is on its way`,
        `Order ${number} is out for delivery`,
        `Order ${number} was delivered`,
      ].sort(),
    );
  });

  await step('the accessory comes back and its money goes back', async () => {
    await watched.sendBackAccessory();
    const asked = watched.returns.getByText('Requested');
    const labelled = watched.returns.getByRole('link', { name: 'Print the return label' });
    await asked.or(labelled).first().waitFor();
    if (!(await labelled.isVisible())) await desk.approveReturn(admin, number);
    await labelled.waitFor();
    await mailbox.letter('Return label for').waitFor();
    await desk.takeBack(warehouse, number);
    await watched.returns.getByText('Refunded', { exact: true }).waitFor();
    await mailbox.letter(`Refund of`).filter({ hasText: number }).waitFor();
  });

  await step('the books agree', async () => {
    const refunded = await watched.returns.getByText(/^refunded \$/).innerText();
    const minor = Math.round(Number(refunded.replace(/[^\d.]/g, '')) * 100);
    expect(minor).toBeGreaterThan(0);
    await admin.goTo(`/orders/${number}`);
    const postings = await desk.readJournal(admin);
    const sum = (rows: typeof postings) => rows.reduce((total, row) => total + row.minor, 0);
    for (const entry of new Set(postings.map((row) => row.entry)))
      expect(sum(postings.filter((row) => row.entry === entry)), entry).toBe(0);
    const back = postings.filter((row) => /refund/i.test(row.entry) && row.minor < 0);
    expect(back.map((row) => -row.minor)).toContain(minor);
  });

  expect(watched.page.url(), 'the customer’s page was not left or loaded again').toBe(opened);
  expect(visitors.flatMap((visitor) => visitor.complaints())).toEqual([]);
});

/** The blanks the order's lenses wait for: the left one, and the right one where other journeys have used it up. */
async function missingBlanks(world: World, number: string): Promise<string[]> {
  const client = await staff(world, 'lab');
  const { order } = await client.run(
    'query($n: String!) { order(number: $n) { labJobs { lenses { blankSku blankStatus } } } }',
    { n: number },
  );
  await client.close();
  const lenses = order.labJobs[0].lenses as { blankSku: string; blankStatus: string }[];
  return [...new Set(lenses.filter((lens) => lens.blankStatus === 'WAITING').map((lens) => lens.blankSku))];
}

/** Each mistake is told at its field, and nothing is taken away, neither by it nor by a look at a file. */
async function typeWithMistakes(builder: LensBuilder) {
  const { page } = builder;
  await builder.chooseUse('Distance');
  await builder.fillEye('Right', { sphere: '-5.55', cylinder: '-1.50' });
  await builder.fillEye('Left', { sphere: '-5.75', cylinder: '-1.75', axis: '5' });
  await builder.fillRest({
    pdMm: '63',
    issuedOn: inDays(-30),
    prescriber: 'Dr. Avery Lindqvist',
    patient: 'Gale Guest',
  });
  await builder.press();
  await page.getByText(/values? needs? your attention/).waitFor();
  expect(await builder.field('Right', 'Sphere').getAttribute('aria-invalid')).toBe('true');
  expect(await builder.field('Right', 'Axis').getAttribute('aria-invalid')).toBe('true');
  expect(await builder.field('Left', 'Sphere').getAttribute('aria-invalid')).toBeNull();
  await page.getByRole('button', { name: 'From a file' }).click();
  const read = await builder.readFile(fhir('33123'));
  expect(await read.textContent()).toMatch(/[-−]2\.00/);
  await page.getByRole('button', { name: 'Type it in' }).click();
  expect(await builder.field('Left', 'Cylinder').inputValue()).toBe('-1.75');
  expect(await page.getByLabel('Prescriber').inputValue()).toBe('Dr. Avery Lindqvist');
}

/** What cannot be made is shown with its reason, in each step that offers a choice. */
async function lensesWithReasons(builder: LensBuilder) {
  const { page } = builder;
  await builder.next('Lens type');
  await page
    .getByRole('radio', { name: /Single vision/i, disabled: false })
    .first()
    .check();
  const designs = await builder.impossibleChoices('radio');
  await builder.next('Lens material');
  await page.getByRole('radio', { name: /1\.60/ }).check();
  await builder.thicknessDrawing.waitFor();
  const materials = await builder.impossibleChoices('radio');
  await builder.next('Treatments');
  await page
    .getByRole('checkbox', { name: /anti-?reflect/i, disabled: false })
    .first()
    .check();
  // What goes with this coat and what does not is known once the server has answered.
  await expect.poll(async () => (await builder.impossibleChoices('checkbox')).length, patience).toBeGreaterThan(0);
  const treatments = await builder.impossibleChoices('checkbox');
  const refused = [...designs, ...materials, ...treatments];
  // Name, description and “Not possible” are three lines; the reason makes four.
  for (const choice of refused) expect(choice.split('\n').filter(Boolean).length, choice).toBeGreaterThanOrEqual(4);
  await builder.next('Check everything once');
}
