import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import Stripe from 'stripe';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningTwins, startTwins } from '../src/start-twins.ts';

const { findProgram } = (await import('../../bin/steps/test-programs.mjs' as string)) as {
  findProgram(name: 'chromium'): string | null;
};
const CHROMIUM = findProgram('chromium');

let twins: RunningTwins;
let stripe: Stripe;
let shop: Server;
let shopUrl: string;
let browser: Browser;
let page: Page;
let requests: { url: string; body: string | null }[];

/** The shop's page as a bundle, with the published React library unchanged. */
async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('./shop-page.jsx', import.meta.url));
  const built = await build({
    logLevel: 'silent',
    configFile: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: entry, output: { format: 'iife', entryFileNames: 'shop.js' } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as { output: { code?: string }[] }[];
  return outputs[0]?.output[0]?.code ?? '';
}

beforeAll(async () => {
  twins = await startTwins({ port: 0 });
  stripe = new Stripe('sk_test_1', { host: '127.0.0.1', port: twins.port, protocol: 'http' });
  const script = await bundle();
  shop = createServer((request, response) => {
    if (request.url === '/shop.js') return response.setHeader('content-type', 'text/javascript').end(script);
    if (request.url === '/pay') {
      // The shop's server: creates and confirms with what the browser collected.
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { token, amount } = JSON.parse(Buffer.concat(chunks).toString()) as { token: string; amount: number };
        stripe.paymentIntents
          .create({
            amount,
            currency: 'usd',
            confirm: true,
            confirmation_token: token,
            automatic_payment_methods: { enabled: true },
          })
          .then((intent) => ({ status: intent.status, clientSecret: intent.client_secret }))
          .catch((error: Error) => ({ error: error.message }))
          .then((answer) => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)));
      });
      return;
    }
    response
      .setHeader('content-type', 'text/html')
      .end(
        `<!doctype html><html lang="en"><body><div id="app"></div><script src="${twins.url}/stripe.js/v3"></script><script src="/shop.js"></script></body></html>`,
      );
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  shopUrl = `http://localhost:${(shop.address() as AddressInfo).port}`;
  // Without --disable-gpu: with it a click into a frame drawn over the page is lost now and then.
  browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
});

beforeEach(async () => {
  page = await browser.newPage();
  requests = [];
  page.on('request', (request) => requests.push({ url: request.url(), body: request.postData() }));
});
afterEach(() => page.close());
afterAll(async () => {
  await browser?.close();
  shop?.closeAllConnections();
  shop?.close();
  await twins?.close();
});

const card = () => page.frameLocator('iframe[title="Secure payment input frame"]');

async function fill(number: string): Promise<void> {
  await card().getByLabel('Card number').pressSequentially(number);
  await card().getByLabel('Expiration date').pressSequentially('1234');
  await card().getByLabel('Security code').pressSequentially('123');
  await card().getByLabel('ZIP code').fill('94103');
}
const status = () => page.getByRole('status').textContent();
const settled = (text: string | RegExp) =>
  page
    .getByRole('status')
    .filter({ hasText: text })
    .waitFor({ timeout: 25_000 })
    .catch(async (error) => {
      throw new Error(`The page says “${await status()}” instead of ${text}.`, { cause: error });
    });

describe.skipIf(!CHROMIUM)('Stripe.js on a shop’s page, through @stripe/react-stripe-js', () => {
  it('pays in deferred mode with a confirmation token made in the twin’s own frame', async () => {
    await page.goto(shopUrl);
    await settled('ready');
    await fill('4242424242424242');

    expect(await card().getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242');
    expect(await card().getByLabel('Expiration date').inputValue()).toBe('12 / 34');
    await settled('complete');
    await page.getByRole('button', { name: 'Pay' }).click();
    await settled('succeeded');

    const withNumber = requests.filter((request) => request.body?.includes('4242424242424242'));
    expect(withNumber.map((request) => new URL(request.url).origin)).toEqual([twins.url]);
  });

  it('shows what is wrong at the field and does not go on', async () => {
    await page.goto(shopUrl);
    await settled('ready');
    await card().getByLabel('Card number').pressSequentially('4242424242424241');
    await card().getByLabel('Expiration date').pressSequentially('0120');
    await page.getByRole('button', { name: 'Pay' }).click();

    await settled('Your card number is invalid.');
    expect(await card().getByText('Your card number is invalid.').isVisible()).toBe(true);
    expect(
      await card()
        .getByText(/year is in the past/)
        .isVisible(),
    ).toBe(true);
    expect(await card().getByText('Your ZIP is incomplete.').isVisible()).toBe(true);
    expect(await card().getByLabel('Card number').getAttribute('aria-invalid')).toBe('true');
  });

  it('tells the shop of a decline', async () => {
    await page.goto(shopUrl);
    await settled('ready');
    await fill('4000000000009995');
    await page.getByRole('button', { name: 'Pay' }).click();
    await settled('insufficient funds');
  });

  it.each([
    ['Complete', 'succeeded'],
    ['Fail', 'unable to authenticate'],
  ])('runs the 3-D Secure challenge: %s', async (button, outcome) => {
    await page.goto(shopUrl);
    await settled('ready');
    await fill('4000000000003220');
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.frameLocator('iframe[title="3D Secure authentication"]').getByRole('button', { name: button }).click();
    await settled(outcome);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('confirms an intent with its client secret, as confirmPayment does', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2500, currency: 'usd' });
    await page.goto(`${shopUrl}/?secret=${intent.client_secret}`);
    await settled('ready');
    await fill('5555555555554444');
    await page.getByRole('button', { name: 'Pay' }).click();
    await settled('succeeded');
    expect((await stripe.paymentIntents.retrieve(intent.id)).amount_received).toBe(2500);
  });

  it('pays with a test wallet', async () => {
    await page.goto(`${shopUrl}/?wallet=1`);
    await settled('ready');
    await page
      .frameLocator('iframe[title="Secure express checkout frame"]')
      .getByRole('button', { name: /Google Pay/ })
      .click();
    await page.frameLocator('iframe[title="Pay with a test wallet"]').getByRole('button', { name: 'Pay' }).click();
    await settled('succeeded');
  });

  it('wears the shop’s colours, light and dark', async () => {
    await page.goto(`${shopUrl}/?theme=night`);
    await settled('ready');
    const background = await card()
      .getByLabel('Card number')
      .evaluate((input) => getComputedStyle(input).backgroundColor);
    expect(background).toBe('rgb(10, 20, 30)');
    expect(await status()).toContain('ready');
  });
});
