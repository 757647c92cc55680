import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { labJobOf, SHIPPING_ADDRESS } from '../flows/glasses.ts';
import { buyUnseen } from '../flows/later.ts';
import { eventually } from '../support/graph-client.ts';
import { guest, staff } from '../support/people.ts';
import { BackOffice } from './support/back-office.ts';
import { barriers } from './support/barriers.ts';
import { type House, open, openBrowser, type Visitor } from './support/open-browser.ts';
import { placeOrder } from './support/place-order.ts';
import { Shop } from './support/shop.ts';

const world = () => inject('world');
let house: House;
let visitor: Visitor;
let page: Page;
let order: Awaited<ReturnType<typeof placeOrder>>;
let jobNumber: string;
let stockAddress: string;
let productAddress: string;

beforeAll(async () => {
  house = await openBrowser();
  order = await placeOrder(world());
  const lab = await staff(world(), 'lab');
  jobNumber = (await labJobOf(lab, order.id)).number;
  await lab.close();
  const admin = await staff(world(), 'admin');
  const { stockLevels, products } = await admin.run(
    '{ stockLevels(first: 1) { edges { node { id } } } products(first: 1) { edges { node { id } } } }',
  );
  stockAddress = `/stock/${stockLevels.edges[0].node.id}`;
  productAddress = `/products/${products.edges[0].node.id}`;
  await admin.close();
});

afterAll(() => house?.close());

describe('the storefront has no barriers and no script errors', () => {
  beforeAll(async () => {
    visitor = await house.visitor();
    page = await visitor.newPage();
  });
  afterAll(() => visitor?.close());
  afterEach(() => expect(visitor.complaints()).toEqual([]));

  const go = (path: string) => open(page, world().shopUrl + path);

  it('on the home page', async () => {
    await go('/');
    expect(await barriers(page)).toEqual([]);
  });

  it('in a list', async () => {
    await go('/frames');
    expect(await barriers(page)).toEqual([]);
  });

  for (const [what, path] of [
    ['in what a search finds', '/search?q=round'],
    ['in a search that finds nothing', '/search?q=zzzz'],
    ['in the contact lenses', '/contact-lenses'],
    ['on the help page', '/help'],
  ] as const)
    it(what, async () => {
      await go(path);
      expect(await barriers(page)).toEqual([]);
    });

  it('on the page of contact lenses', async () => {
    await go('/contact-lenses');
    await new Shop(page).openFirstProduct();
    expect(await barriers(page)).toEqual([]);
  });

  it('on a product page', async () => {
    await go('/frames?inStock=1');
    await new Shop(page).openFirstProduct();
    expect(await barriers(page)).toEqual([]);
  });

  it('in the lens builder, with mistakes told', async () => {
    await go('/frames?inStock=1&rim=FULL');
    const shop = new Shop(page);
    await shop.openFirstProduct();
    const builder = await shop.chooseLenses();
    expect(await barriers(page)).toEqual([]);
    await builder.chooseUse('Distance');
    await builder.fillEye('Right', { sphere: '-2.30', cylinder: '-1.00' });
    await builder.press();
    await page.getByText(/values? needs? your attention/).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('on the sign-in page', async () => {
    await go('/sign-in');
    await page.getByLabel('Password').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('on an order', async () => {
    await go(`/orders/${order.number}?token=${encodeURIComponent(order.accessToken)}`);
    await page.getByRole('region', { name: 'In our lab' }).waitFor();
    // Nothing but the link from the mail lets this browser in, to the page and to its live connection.
    await page.getByText('Live: this page updates itself.').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('in the lens builder, with the prescription to follow', async () => {
    await go('/frames?inStock=1&rim=FULL');
    // The builder would go on where the test before left it.
    await page.evaluate(() => sessionStorage.clear());
    const shop = new Shop(page);
    await shop.openFirstProduct();
    await (await shop.chooseLenses()).chooseUse('Distance');
    await page.getByRole('button', { name: 'Send it later' }).click();
    await page.getByRole('region', { name: 'Order now, send the prescription later' }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('on an order that waits for its prescription, until it is sent', async () => {
    const shopper = guest(world());
    const placed = await buyUnseen(world(), shopper, `axe-${Date.now().toString(36)}@example.com`, () => {});
    await shopper.close();
    await go(`/orders/${placed.order.number}?token=${encodeURIComponent(placed.accessToken)}`);
    const missing = page.getByRole('region', { name: 'Your prescription is missing' });
    await missing.getByRole('button', { name: 'Check it' }).click();
    await missing.getByText(/values? needs? your attention/).waitFor();
    expect(await barriers(page)).toEqual([]);
    for (const eye of ['Right', 'Left'])
      await missing
        .getByRole('group', { name: new RegExp(`^${eye} eye`) })
        .getByRole('textbox', { name: /^Sphere/ })
        .fill('-2.00');
    await missing.getByRole('textbox', { name: /^PD/ }).fill('63');
    await missing.getByLabel('Date of the prescription').fill(new Date().toISOString().slice(0, 10));
    await missing.getByRole('textbox', { name: 'Prescriber', exact: true }).fill('Dr. Avery Lindqvist');
    await missing.getByRole('button', { name: 'Check it' }).click();
    const send = missing.getByRole('button', { name: 'Send the prescription' });
    await send.waitFor();
    expect(await barriers(page)).toEqual([]);
    await send.click();
    await page.getByRole('region', { name: 'Your prescription is here' }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('through the lens builder by keyboard alone, each step of it', async () => {
    await go('/frames?inStock=1&rim=FULL');
    await page.evaluate(() => sessionStorage.clear());
    await new Shop(page).openFirstProduct();
    await tabTo(page, 'Choose lenses');
    await page.keyboard.press('Enter');
    const heading = (name: string) => page.getByRole('heading', { level: 2, name }).waitFor();
    const onwards = async (name: string) => {
      await tabTo(page, 'Continue');
      await page.keyboard.press('Enter');
      await heading(name);
      expect(await barriers(page)).toEqual([]);
    };
    await page.getByRole('radio', { name: /^Distance/ }).waitFor();
    await chooseByKeys(page, /^Distance/);
    await onwards('Your prescription');
    for (const [name, value] of [
      ['Right eye, Sphere', '-5.50'],
      ['Left eye, Sphere', '-5.75'],
      ['PD, millimetres', '63'],
      ['Date of the prescription', new Date().toISOString().slice(0, 10)],
      ['Prescriber', 'Dr. Avery Lindqvist'],
      ['Name of the wearer', 'Kay Keys'],
    ] as const)
      await typeInto(page, name, value);
    await tabTo(page, 'Continue');
    await page.keyboard.press('Enter');
    await confirmByKeys(page, 'Lens type');
    expect(await barriers(page)).toEqual([]);
    await chooseByKeys(page, /Single vision/);
    await onwards('Lens material');
    await page.getByRole('figure').getByRole('img', { name: 'Cross-section from above' }).first().waitFor();
    await chooseByKeys(page, /1\.60/);
    await onwards('Treatments');
    await onwards('Check everything once');
    await tabTo(page, 'Add glasses to cart');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cart/);
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor();
  });

  it('in the lens builder, with a file that was read', async () => {
    await go('/frames?inStock=1&rim=FULL');
    await page.evaluate(() => sessionStorage.clear());
    const shop = new Shop(page);
    await shop.openFirstProduct();
    const builder = await shop.chooseLenses();
    await builder.chooseUse('Distance');
    await page.getByRole('button', { name: 'From a file' }).click();
    expect(await barriers(page)).toEqual([]);
    await builder.readFile(join(import.meta.dirname, '../../optics/test-data/vision-prescription-33123.json'));
    expect(await barriers(page)).toEqual([]);
  });

  for (const [what, path] of [
    ['where a new password is asked for', '/sign-in?forgot'],
    ['behind a link that sets none any more', '/account/reset-password'],
    ['where a payment comes back', '/checkout/return'],
    ['where a prescriber answers', '/verify#none'],
  ] as const)
    it(what, async () => {
      await go(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await barriers(page)).toEqual([]);
    });

  it('from the product to the paid order by keyboard alone', async () => {
    await go('/accessories?inStock=1');
    await new Shop(page).openFirstProduct();
    await tabTo(page, 'Add to cart');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: 'Your cart' });
    await drawer.getByRole('link', { name: 'Go to checkout' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await tabTo(page, 'View cart');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cart/);
    await page.getByRole('textbox', { name: 'Discount code' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await tabTo(page, 'Go to checkout');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Email' }).waitFor();
    await tabTo(page, 'Continue to delivery');
    await page.keyboard.press('Enter');
    await page.getByText('Please fill in this field.').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await typeAddress(page);
    await tabTo(page, 'Continue to payment');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const shop = new Shop(page);
    await shop.payButton.waitFor();
    await shop.cardFields.getByLabel('Card number').waitFor();
    expect(await barriers(page)).toEqual([]);
    await typeCard(page);
    await tabTo(page, (await shop.payButton.innerText()).trim());
    await page.keyboard.press('Enter');
    const number = await shop.orderNumber();
    expect(await page.title()).toContain(number);
  });
});

describe('the admin has no barriers and no script errors', () => {
  let desk: BackOffice;
  beforeAll(async () => {
    visitor = await house.visitor();
    page = await visitor.newPage();
    await open(page, world().adminUrl);
    expect(await barriers(page)).toEqual([]);
    await page.close();
    desk = await BackOffice.signedIn(visitor, world(), 'admin');
    page = desk.page;
  });
  afterAll(() => visitor?.close());
  afterEach(() => expect(visitor.complaints()).toEqual([]));

  /** Until nothing on the screen is a placeholder any more. */
  const settled = () =>
    eventually('a settled screen', async () => {
      const before = await page.getByRole('main').textContent();
      await page.waitForTimeout(150);
      return before === (await page.getByRole('main').textContent()) && !/Loading…/.test(before ?? '');
    });

  for (const [what, path] of [
    ['at the start', () => '/'],
    ['in the orders', () => '/orders'],
    ['on an order', () => `/orders/${order.number}`],
    ['on the lab board', () => '/lab'],
    ['on a lab job', () => `/lab/jobs/${jobNumber}`],
    ['in the settings of the lab', () => '/lab/settings/capacity'],
    ['on the tolerances', () => '/lab/settings/tolerances'],
    ['on the rules of making', () => '/lab/settings/making'],
    ['in the queue of prescriptions', () => '/prescriptions'],
    ['on a prescription', () => `/prescriptions/${order.prescriptionId}`],
    ['in the picking', () => '/picking'],
    ['in the stock', () => '/stock'],
    ['on what to order', () => '/proposals'],
    ['in the purchase orders', () => '/purchase-orders'],
    ['in the returns', () => '/returns'],
    ['in the products', () => '/products'],
    ['in the customers', () => '/customers'],
    ['in the batches of coating', () => '/lab/batches'],
    ['on an article of the stock', () => stockAddress],
    ['on a product', () => productAddress],
    ['at the inspection', () => `/lab/jobs/${jobNumber}/inspection`],
    ['in the figures of the lab', () => '/lab/figures'],
    ['on what can be made', () => '/lenses/explain'],
    ['on the rules of prescriptions', () => '/prescriptions/rules'],
    ['on the terms of remakes', () => '/lab/settings/remakes'],
    ['on the promises', () => '/promises'],
    ['in the promotions', () => '/promotions'],
    ['in the suppliers', () => '/suppliers'],
    ['on staff and keys', () => '/access'],
    ['on the comparison of the books', () => '/operations'],
  ] as const)
    it(what, async () => {
      await desk.goTo(path());
      await settled();
      expect(await barriers(page)).toEqual([]);
    });

  it('in a form that was refused, which keeps what was typed and says why', async () => {
    await desk.goTo('/promotions');
    await page.getByRole('button', { name: 'New promotion' }).click();
    const dialog = page.getByRole('dialog', { name: 'New promotion' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Twice the same');
    await dialog.getByRole('textbox', { name: 'Code' }).fill('WELCOME10');
    await dialog.getByRole('textbox', { name: 'Percent' }).fill('5');
    await dialog.getByRole('button', { name: 'Create' }).click();

    await dialog
      .getByRole('alert')
      .getByText(/WELCOME10/)
      .waitFor();
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Twice the same');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'New promotion' }).click();
    expect(await dialog.getByRole('alert').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Back' }).click();
  });

  it('at an inspection that goes on after the page was loaded anew', async () => {
    await desk.goTo(`/lab/jobs/${jobNumber}/inspection`);
    const sphere = page.getByRole('textbox', { name: /Sphere/ }).first();
    await sphere.fill('-5.25');
    await page.reload();
    await sphere.waitFor();
    expect(await sphere.inputValue()).toBe('-5.25');
    await sphere.fill('');
  });

  it('leaves changed rules only when told to', async () => {
    await desk.goTo('/lab/settings/capacity');
    const amount = page.getByRole('spinbutton').first();
    const before = await amount.inputValue();
    await amount.fill('77');
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Orders', exact: true }).click();
    await eventually('a question', async () => asked.length === 1);
    expect(await amount.inputValue()).toBe('77');
    await amount.fill(before);
    await desk.openScreen('Orders');
    expect(asked).toHaveLength(1);
  });
});

/** What the address form asks for, typed field after field. */
async function typeAddress(page: Page): Promise<void> {
  const { keyboard } = page;
  const entries: [string, string][] = [
    ['email', `keys-${Date.now().toString(36)}@example.com`],
    ['shipping-name', SHIPPING_ADDRESS.name],
    ['shipping-line1', SHIPPING_ADDRESS.line1],
    ['shipping-line2', SHIPPING_ADDRESS.line2],
    ['shipping-city', SHIPPING_ADDRESS.city],
    ['shipping-region', SHIPPING_ADDRESS.region],
    ['shipping-postalCode', SHIPPING_ADDRESS.postalCode],
  ];
  // After a mistake the first wrong field has the focus: nobody has to look for it.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('email');
  for (const [name, value] of entries) {
    while ((await page.evaluate(() => document.activeElement?.getAttribute('name'))) !== name)
      await keyboard.press('Tab');
    await keyboard.type(value);
  }
  await tabTo(page, 'Continue to delivery');
  await keyboard.press('Enter');
  const suggestion = page.getByRole('button', { name: 'Use this address' });
  await suggestion
    .or(page.getByRole('button', { name: 'Continue to payment' }))
    .first()
    .waitFor();
  if (!(await suggestion.isVisible())) return;
  await tabTo(page, 'Use this address');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Continue to payment' }).waitFor();
}

/** Into the payment provider's frame and through its fields. */
async function typeCard(page: Page): Promise<void> {
  const { keyboard } = page;
  const frame = await page.locator('iframe[title="Secure payment input frame"]').elementHandle();
  const inside = await frame?.contentFrame();
  if (!inside) throw new Error('There is no payment frame.');
  const entries: [RegExp, string][] = [
    [/card number/i, '4242424242424242'],
    [/expiration/i, '1234'],
    [/security code/i, '314'],
  ];
  for (const [name, value] of entries) {
    for (let presses = 0; presses < 60; presses++) {
      const label = await inside.evaluate(() => {
        const { activeElement } = document;
        const labels = activeElement instanceof HTMLInputElement ? [...(activeElement.labels ?? [])] : [];
        return `${activeElement?.getAttribute('aria-label') ?? ''} ${labels.map((one) => one.textContent).join(' ')}`;
      });
      if (name.test(label)) break;
      await keyboard.press('Tab');
    }
    await keyboard.type(value);
  }
  const zip = inside.getByLabel('ZIP code');
  if (await zip.isVisible()) {
    await keyboard.press('Tab');
    await keyboard.type('94104');
  }
}

/** Name of what has the focus, as it is spoken: its own, or its label's, behind the group it stands in. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return '';
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const own = labels.map((one) => one.textContent?.trim()).join(' ') || element.getAttribute('aria-label') || '';
    const group = element.closest('fieldset')?.querySelector('legend')?.textContent?.trim() ?? '';
    return /^(Right|Left) eye/.test(group) ? `${group.slice(0, group.indexOf(' eye') + 4)}, ${own}` : own;
  });

async function tabUntil(page: Page, what: string, isThere: (name: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 160; presses += 1) {
    await page.keyboard.press('Tab');
    if (isThere(await focusedName(page))) return;
  }
  throw new Error(`“${what}” cannot be reached with the Tab key.`);
}

async function typeInto(page: Page, name: string, value: string): Promise<void> {
  await tabUntil(page, name, (found) => found.startsWith(name));
  const isDate = await page.evaluate(() => (document.activeElement as HTMLInputElement).type === 'date');
  // A date is typed part by part, in the order of the browser's language.
  const [year = '', month = '', day = ''] = value.split('-');
  await page.keyboard.type(isDate ? `${month}${day}${year}` : value);
}

/** Tab leads to a group of choices once; the arrows go through it. */
async function chooseByKeys(page: Page, name: RegExp): Promise<void> {
  const inGroup = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.type === 'radio');
  for (let presses = 0; presses < 160 && !(await inGroup()); presses += 1) await page.keyboard.press('Tab');
  for (let presses = 0; presses < 40; presses += 1) {
    if (name.test(await focusedName(page))) {
      await page.keyboard.press('Space');
      return;
    }
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`${name} cannot be chosen with the arrows.`);
}

/** Ticks what is asked back, as somebody does who has looked at the paper, until the next step is there. */
async function confirmByKeys(page: Page, heading: string): Promise<void> {
  const arrived = page.getByRole('heading', { level: 2, name: heading });
  const question = page.getByRole('group', { name: 'Please check' }).getByRole('checkbox', { checked: false }).first();
  for (let round = 0; round < 6; round += 1) {
    await arrived.or(question).first().waitFor();
    if (await arrived.isVisible()) return;
    while (await question.isVisible()) {
      await question.focus();
      await page.keyboard.press('Space');
    }
    await tabTo(page, 'Continue');
    await page.keyboard.press('Enter');
  }
}

/** Presses Tab until the thing with this name has the focus, as somebody without a pointer does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    if (focused === name) return;
  }
  throw new Error(`“${name}” cannot be reached with the Tab key.`);
}
