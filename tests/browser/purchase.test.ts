import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import {
  bringToInspection,
  handFrameToLab,
  inspectLenses,
  labJobOf,
  packAndShip,
  SHIPPING_ADDRESS,
  signOff,
  supplyMissingBlank,
} from '../flows/glasses.ts';
import { eventually, type GraphClient } from '../support/graph-client.ts';
import { staff } from '../support/people.ts';
import { type House, open, openBrowser, type Visitor } from './support/open-browser.ts';
import { Shop } from './support/shop.ts';

const EXPIRED_FILE = join(import.meta.dirname, '../../optics/test-data/vision-prescription-33123.json');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let house: House;
let visitor: Visitor;
const people: GraphClient[] = [];

beforeAll(async () => {
  house = await openBrowser();
  visitor = await house.visitor();
});

afterAll(async () => {
  await house?.close();
  for (const client of people) await client.close();
});

it('takes a guest from the search to the parcel, without a mistake costing what was typed', {
  timeout: 600_000,
}, async () => {
  const world = inject('world');
  const as = async (role: string) => {
    const client = await staff(world, role);
    people.push(client);
    return client;
  };
  let page = await visitor.newPage();
  let shop = new Shop(page);

  // Search, fit, facet, frame.
  await open(page, world.shopUrl);
  await shop.search('titanium');
  const found = await shop.resultCount();
  await shop.filterByLensWidth(48, 54);
  await expect.poll(() => shop.resultCount(), { timeout: 60_000 }).toBeLessThan(found);
  const promised = await shop.filterByValue('Oval');
  await expect.poll(() => shop.resultCount(), { timeout: 60_000 }).toBe(promised);
  expect(page.url()).toMatch(/q=titanium/);
  const frameName = await shop.openFirstProduct();

  // A prescription, with a mistake first: each is told at its field, and nothing is taken away.
  const builder = await shop.chooseLenses();
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
  await builder.page.getByText(/values? needs? your attention/).waitFor();
  expect(await builder.field('Right', 'Sphere').getAttribute('aria-invalid')).toBe('true');
  expect(await builder.field('Right', 'Axis').getAttribute('aria-invalid')).toBe('true');
  expect(await builder.field('Left', 'Sphere').getAttribute('aria-invalid')).toBeNull();
  expect(await builder.field('Left', 'Cylinder').inputValue()).toBe('-1.75');
  expect(await page.getByLabel('Prescriber').inputValue()).toBe('Dr. Avery Lindqvist');

  // A file from 2014 is shown and refused; the typed values are still there afterwards.
  await page.getByRole('button', { name: 'From a file' }).click();
  await page.getByLabel(/Drop a prescription file here/).setInputFiles(EXPIRED_FILE);
  const read = page.getByRole('region', { name: 'This is what we read' });
  await read.getByText(/expired on/).waitFor();
  expect(await read.textContent()).toMatch(/[-−]2\.00/);
  expect(await read.getByRole('button', { name: 'Use these values' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Type it in' }).click();
  expect(await builder.field('Left', 'Cylinder').inputValue()).toBe('-1.75');

  // Now right, and on to the lenses.
  await builder.fillEye('Right', { sphere: '-5.50', axis: '175' });
  await builder.next('Lens type');
  await page
    .getByRole('radio', { name: /Single vision/i, disabled: false })
    .first()
    .check();
  const refusedDesigns = await builder.impossibleChoices('radio');
  await builder.next('Lens material');
  await page.getByRole('radio', { name: /1\.60/ }).check();
  await builder.thicknessDrawing.waitFor();
  const refusedMaterials = await builder.impossibleChoices('radio');
  await builder.next('Treatments');
  await page
    .getByRole('checkbox', { name: /anti-?reflect/i, disabled: false })
    .first()
    .check();
  // What goes with this coat and what does not is known once the server has answered.
  await expect
    .poll(async () => (await builder.impossibleChoices('checkbox')).length, { timeout: 60_000 })
    .toBeGreaterThan(0);
  const refusedTreatments = await builder.impossibleChoices('checkbox');
  const refused = [...refusedDesigns, ...refusedMaterials, ...refusedTreatments];
  expect(refused.length, 'choices that cannot be made').toBeGreaterThan(0);
  // Name, description and “Not possible” are three lines; the reason makes four.
  for (const choice of refused) expect(choice.split('\n').filter(Boolean).length, choice).toBeGreaterThanOrEqual(4);
  await builder.next('Check everything once');
  await page.getByRole('button', { name: 'Add glasses to cart' }).click();
  await page.waitForURL(/\/cart/);
  await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor();

  // The window is closed and opened again: the cart is still there.
  await page.close();
  page = await visitor.newPage();
  shop = new Shop(page);
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

  // Address, rates, payment.
  await shop.toCheckout();
  await shop.fillAddress(`browser-${Date.now().toString(36)}@example.com`, SHIPPING_ADDRESS);
  await shop.toDelivery();
  await expect.poll(() => shop.rates.count(), { timeout: 60_000 }).toBeGreaterThan(1);
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

  // The order, which then updates itself while the staff work.
  await page.waitForURL(/\/orders\/OW-/);
  const number = /orders\/([^?]+)/.exec(page.url())?.[1] ?? '';
  await page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
  await page.getByText('Live: this page updates itself.').waitFor();
  const progress = page.getByRole('region', { name: 'Progress' });
  const nowAt = (status: string) =>
    progress.getByRole('listitem').and(page.locator('[aria-current=step]')).filter({ hasText: status });
  await nowAt('Placed').waitFor();
  const opened = page.url();

  const admin = await as('admin');
  const order = await eventually('the order with its prescription', async () => {
    const answer = await admin.run(
      'query($number: String!) { order(number: $number) { id lines { prescription { id } } } }',
      { number },
    );
    return answer.order?.lines.some((line: { prescription: unknown }) => line.prescription) ? answer.order : null;
  });
  const prescriptionId = order.lines.find((line: { prescription: unknown }) => line.prescription).prescription.id;
  const quiet = () => {};
  await signOff(await as('optician'), prescriptionId, quiet);
  const lab = await as('lab');
  const job = await labJobOf(lab, order.id);
  const warehouse = await as('warehouse');
  await supplyMissingBlank(world, lab, await as('buyer'), warehouse, job.id, quiet);
  const trayCode = await handFrameToLab(warehouse, order.id, quiet);
  const made = await bringToInspection(lab, job.id, trayCode, quiet);
  await nowAt('In production').waitFor();
  await inspectLenses(lab, made, quiet);
  await packAndShip(warehouse, order.id, quiet);
  await nowAt('On its way').waitFor();
  await page
    .getByRole('region', { name: 'Parcel' })
    .getByText(/Tracking/)
    .first()
    .waitFor();
  expect(page.url(), 'the page was not left or loaded again').toBe(opened);

  expect(visitor.complaints()).toEqual([]);
});
