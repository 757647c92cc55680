import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { sendBundle } from '../flows/bundle.ts';
import { SHIPPING_ADDRESS } from '../flows/glasses.ts';
import { eventually, type GraphClient } from '../support/graph-client.ts';
import { staff } from '../support/people.ts';
import { barriers } from './support/barriers.ts';
import { Mailbox } from './support/mailbox.ts';
import { type House, open, openBrowser, PATIENCE_MS, type Visitor } from './support/open-browser.ts';
import { OrderPage } from './support/order-page.ts';
import { Shop } from './support/shop.ts';
import { telling } from './support/telling.ts';

let house: House;
let visitor: Visitor;
let warehouse: GraphClient;

beforeAll(async () => {
  house = await openBrowser();
  visitor = await house.visitor();
  warehouse = await staff(inject('world'), 'warehouse');
});

afterAll(async () => {
  await house?.close();
  await warehouse?.close();
});

it('signs a customer up, gives a forgotten password back by mail, and sells a sensor bundle by express', {
  timeout: 300_000,
}, async () => {
  const world = inject('world');
  const step = telling();
  const person = {
    name: 'Noor Sample',
    email: `noor-${Date.now().toString(36)}@example.com`,
    password: 'first-password-1',
    newPassword: 'second-password-2',
  };
  let page = await visitor.newPage();
  const shop = new Shop(page);
  const main = page.getByRole('main');

  await step('a variant is chosen and goes into the cart of a guest', async () => {
    await open(page, `${world.shopUrl}/sensors?inStock=1`);
    await shop.openProduct('Still One presence sensor');
    await shop.chooseVariant('colour', 'Sand');
    await shop.chooseVariant('mount', 'Desk');
    expect(page.url()).toContain('variant=OW-ST1-SND-DSK');
    await shop.addToCart();
    await open(page, `${world.shopUrl}/sensors?inStock=1`);
    await shop.openProduct('Still One starter set');
    await main.getByRole('heading', { name: 'In the box' }).waitFor();
    await shop.addToCart();
  });

  await step('an account is made', async () => {
    await page.getByRole('banner').getByRole('link', { name: 'Account' }).click();
    await page.getByRole('button', { name: /No account yet/ }).click();
    await page.getByRole('textbox', { name: 'Full name' }).fill(person.name);
    await page.getByRole('textbox', { name: 'Email' }).fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    await main.getByText(`Hello, ${person.name}.`).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(new RegExp(`${world.shopUrl}/?$`));
  });

  await step('the password is forgotten and chosen anew by the letter’s link', async () => {
    await open(page, `${world.shopUrl}/sign-in`);
    await page.getByRole('button', { name: 'Forgot your password?' }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill(person.email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByText('a link is on its way').waitFor();
    const mailbox = await Mailbox.of(visitor, world, person.email);
    await mailbox.read('Choose a new password');
    const link = await mailbox.addressOf('Choose a new password');
    await mailbox.page.close();
    await open(page, link);
    await page.getByLabel('Password').fill(person.newPassword);
    await page.getByRole('button', { name: 'Save new password' }).click();
    await page.getByText('Your password is changed.').waitFor();
    // A link works once.
    await open(page, link);
    await page.getByLabel('Password').fill('third-password-3');
    await page.getByRole('button', { name: 'Save new password' }).click();
    await page.getByText('This link is no longer valid.').waitFor();
  });

  await step('the old password is refused, the new one lets in', async () => {
    await open(page, `${world.shopUrl}/sign-in`);
    await page.getByRole('textbox', { name: 'Email' }).fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Email or password is not right.').waitFor();
    await page.getByLabel('Password').fill(person.newPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await main.getByText(`Hello, ${person.name}.`).waitFor();
  });

  const number = await step('the bundle is bought by express', async () => {
    await open(page, `${world.shopUrl}/cart`);
    // What the guest chose is there; the address is asked for, the person is known.
    for (const title of [/Still One starter set/, /Still One presence sensor/])
      await main.getByRole('link', { name: title }).first().waitFor();
    await shop.toCheckout();
    expect(await page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe(person.email);
    await shop.fillAddress(person.email, { ...SHIPPING_ADDRESS, name: person.name });
    await shop.toDelivery();
    const express = /express|overnight|next day/i;
    expect(await shop.chooseFastest(express)).toMatch(express);
    await shop.toPayment();
    await shop.fillCard('4242424242424242');
    await shop.payButton.click();
    return shop.orderNumber();
  });
  const order = new OrderPage(page);
  expect(await page.getByRole('region', { name: 'In our lab' }).count()).toBe(0);

  await step('its parts are picked and sent; the page follows', async () => {
    const { id } = await eventually('the order at the warehouse', async () => {
      const answer = await warehouse.run('query($n: String!) { order(number: $n) { id } }', { n: number });
      return answer.order;
    });
    await order.live();
    await sendBundle(world, warehouse, id);
    await order.delivered.waitFor();
  });

  await step('the account lists it', async () => {
    page = await visitor.newPage();
    await open(page, `${world.shopUrl}/account`);
    const row = page.getByRole('link').filter({ hasText: number });
    expect(await row.innerText()).toContain('Delivered');
    await row.click();
    await page.getByRole('heading', { level: 1, name: `Order ${number}` }).waitFor({ timeout: PATIENCE_MS });
  });

  await step('nothing of it stands in anybody’s way', async () => {
    await page.getByText('Send something back').click();
    await page.getByRole('button', { name: 'Request the return' }).click();
    await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await open(page, `${world.shopUrl}/account`);
    await page.getByRole('link').filter({ hasText: number }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  expect(visitor.complaints().filter((one) => !/40[01]/.test(one))).toEqual([]);
});
