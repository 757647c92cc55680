import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { SHIPPING_ADDRESS } from '../flows/glasses.ts';
import { type House, open, openBrowser, PATIENCE_MS, type Visitor } from './support/open-browser.ts';
import { Shop } from './support/shop.ts';

const world = () => inject('world');
let house: House;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  house = await openBrowser();
  visitor = await house.visitor();
  page = await visitor.newPage();
});
afterAll(() => house?.close());
afterEach(() => expect(visitor.complaints()).toEqual([]));

const box = (name: string | RegExp, nth = 0) => page.getByRole('textbox', { name }).nth(nth);

describe('at the checkout', () => {
  const payer = { name: 'Pia Payer', line1: '1 Market Street', city: 'San Francisco', region: 'CA', zip: '94105' };
  const fillPayer = async () => {
    await page.getByRole('checkbox', { name: 'Billing address is the same' }).uncheck();
    await box('Full name', 1).fill(payer.name);
    await box('Street and number', 1).fill(payer.line1);
    await box('City', 1).fill(payer.city);
    await box('State', 1).fill(payer.region);
    await box('ZIP code', 1).fill(payer.zip);
  };
  const expectBoth = async () => {
    await box('Email').waitFor();
    await expect.poll(() => box('Full name').inputValue()).toBe(SHIPPING_ADDRESS.name);
    expect(await page.getByRole('checkbox', { name: 'Billing address is the same' }).isChecked()).toBe(false);
    expect(await box('Full name', 1).inputValue()).toBe(payer.name);
    expect(await box('ZIP code', 1).inputValue()).toBe(payer.zip);
  };

  it('both addresses outlive a reload, sent or not, and a new tab', async () => {
    const shop = new Shop(page);
    await open(page, `${world().shopUrl}/accessories?inStock=1`);
    await shop.openFirstProduct();
    await shop.addToCart();
    await open(page, `${world().shopUrl}/cart`);
    await shop.toCheckout();
    await shop.fillAddress(`kept-${Date.now().toString(36)}@example.com`, SHIPPING_ADDRESS);
    await fillPayer();
    await page.reload();
    await expectBoth();

    await shop.toDelivery();
    await page.reload();
    await expectBoth();
    // What this tab remembers is not there; what the cart was given is.
    const other = await visitor.newPage();
    await open(other, `${world().shopUrl}/checkout`);
    const here = page;
    page = other;
    await expectBoth();
    await other.close();
    page = here;
  });

  it('a button pressed twice places one order', async () => {
    const shop = new Shop(page);
    await shop.toDelivery();
    await shop.toPayment();
    await shop.fillCard('4242424242424242');
    const confirmed: string[] = [];
    page.on('request', (request) => {
      if (/confirmPayment|ConfirmPayment/.test(request.postData() ?? '')) confirmed.push(request.url());
    });
    await shop.payButton.dblclick();
    const number = await shop.orderNumber();

    await open(page, `${world().shopUrl}/cart`);
    await page.getByText('Your cart is empty').first().waitFor();
    expect(number).toMatch(/^OW-/);
    expect(await page.evaluate(() => sessionStorage.getItem('checkout'))).toBeNull();
  });
});

describe('at the contact lenses', () => {
  it('what is missing stands at its field, and a reload loses nothing', async () => {
    await open(page, `${world().shopUrl}/contact-lenses`);
    await new Shop(page).openFirstProduct();
    const picker = page.getByRole('region', { name: 'Your parameters' });
    const right = picker.getByRole('group', { name: 'Right eye (OD)' });
    const left = picker.getByRole('group', { name: 'Left eye (OS)' });
    await left.getByRole('checkbox').uncheck();
    await picker.getByRole('button', { name: 'Add to cart' }).click();
    // The first field that is wrong has the focus, and says why.
    const wrong = picker.locator('[aria-invalid="true"]').first();
    await wrong.waitFor();
    expect(await wrong.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await picker.getByText('Please fill in this field.').count()).toBe(3);

    const selects = right.getByRole('combobox');
    for (let i = 0; i < (await selects.count()); i += 1) {
      const options = await selects.nth(i).getByRole('option').allTextContents();
      if (options[0] === 'Choose') await selects.nth(i).selectOption({ index: 1 });
    }
    await picker.getByLabel('Name on the prescription').fill('Cleo Contact');
    await picker.getByLabel('Prescriber', { exact: true }).fill('Dr. Kept');
    await picker.getByLabel('Issued on').fill(new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10));
    const chosen = await selects.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
    await page.reload();
    await expect
      .poll(() => selects.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value)))
      .toEqual(chosen);
    expect(await picker.getByLabel('Name on the prescription').inputValue()).toBe('Cleo Contact');
    expect(await left.getByRole('checkbox').isChecked()).toBe(false);

    await picker.getByLabel('Phone of the practice').fill('+1 503 555 0171');
    await picker.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByRole('dialog', { name: 'Your cart' }).getByRole('link', { name: 'Go to checkout' }).waitFor();
  });
});

describe('without scripts', () => {
  it('a list filters by what can be read, says what cannot, and a product shows stock and price', async () => {
    const plain = await house.visitor({ javaScriptEnabled: false });
    const sheet = await plain.newPage();
    await sheet.goto(`${world().shopUrl}/frames?bridgeMmMin=1o&templeMmMin=150&templeMmMax=140&lensWidthMmMin=50`);
    const filters = sheet.getByRole('complementary', { name: 'Filters' });
    await filters.getByRole('alert').filter({ hasText: 'Please type numbers' }).waitFor();
    await filters.getByRole('alert').filter({ hasText: 'The first number is above the second' }).waitFor();
    expect(await filters.getByRole('textbox', { name: /Bridge from/ }).inputValue()).toBe('1o');
    expect(await sheet.getByRole('article').count()).toBeGreaterThan(5);

    await filters.getByRole('textbox', { name: /Bridge from/ }).fill('17');
    await filters.getByRole('textbox', { name: /Temple(s)? (length )?from/ }).fill('135');
    await filters.getByRole('button', { name: 'Show results' }).click();
    await sheet.waitForURL(/bridgeMmMin=17/);
    expect(await filters.getByRole('alert').count()).toBe(0);
    const link = sheet.getByRole('article').first().getByRole('link');
    const name = (await link.textContent()) ?? '';
    await link.click();
    await sheet.getByRole('heading', { level: 1, name }).waitFor();
    expect(await sheet.getByRole('main').textContent()).toMatch(/\$\d+/);
    expect(await sheet.getByRole('main').textContent()).toMatch(/in stock|sold out|left/i);
    const picture = sheet.getByRole('main').getByRole('img').first();
    await expect
      .poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth), { timeout: PATIENCE_MS })
      .toBeGreaterThan(0);
    await plain.close();
  });
});
