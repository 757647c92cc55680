import { expect } from 'vitest';
import type { BackOffice } from './back-office.ts';
import { PATIENCE_MS } from './open-browser.ts';

/** What each member of staff does at the screen. Each finds the work as the person does: in a list, or by the order's number. */

/** The optician reads the values beside the last ones and signs off. */
export async function signOffBesideLast(
  optician: BackOffice,
  orderNumber: string,
  values: { now: string[]; before: string[]; patient: string },
): Promise<void> {
  const { page } = optician;
  await optician.row(orderNumber).getByRole('link').first().click();
  const table = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Before' }) });
  await table.waitFor();
  const rows = await table.getByRole('row').allInnerTexts();
  const cells = rows.map((row) => row.split('\t').map((cell) => cell.trim()));
  for (const [i, value] of values.now.entries())
    expect(
      cells.some((row) => row.includes(value) && row.includes(values.before[i] ?? '')),
      `${value} beside ${values.before[i]} in ${JSON.stringify(cells)}`,
    ).toBe(true);
  // A change this large is said in words, not left to be noticed.
  await page.getByText('Large change').waitFor();
  await page.getByRole('button', { name: 'All there' }).click();
  await page.getByRole('button', { name: /^Sign off/ }).click();
  const asked = page.getByRole('dialog', { name: 'Sign off all the same?' });
  const done = optician.said(`Signed off for ${values.patient}`);
  await asked.or(done).first().waitFor();
  if (await asked.isVisible()) {
    await asked.getByRole('textbox', { name: 'Reason' }).fill('The practice confirms the change by phone');
    await asked.getByRole('button', { name: 'Sign off with this reason' }).click();
  }
  await done.waitFor();
}

/** The buyer makes a purchase order of what is proposed for an article and approves it; gives its number. */
export async function orderProposed(buyer: BackOffice, sku: string): Promise<string> {
  const { page } = buyer;
  const proposal = buyer.row(sku).filter({ hasText: 'Urgent' }).first();
  await proposal.getByRole('checkbox', { name: 'Select' }).check();
  await page.getByRole('button', { name: 'Create purchase orders…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Order from / });
  expect(await dialog.textContent()).toContain(sku);
  await dialog.getByRole('button', { name: 'Create purchase orders' }).click();
  await page.waitForURL(/\/purchase-orders\/PO-/);
  const number = page.url().split('/').at(-1) ?? '';
  await page.getByRole('heading', { level: 1, name: number }).waitFor();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve and send' }).click();
  await buyer.said(`${number} is approved`).waitFor();
  // Sent is what a job in the background has done; the screen tells it without being asked.
  await page.getByRole('main').getByText('Sent', { exact: true }).first().waitFor();
  return number;
}

/** What came is counted by scan and put into the home bin of the article, which the screen knows. */
export async function receive(warehouse: BackOffice, purchaseOrder: string, sku: string): Promise<void> {
  const { page } = warehouse;
  await warehouse.goTo(`/purchase-orders/${purchaseOrder}`);
  await page.getByRole('button', { name: 'Receive goods' }).click();
  await page.getByRole('textbox', { name: 'Scan items' }).fill('NO-SUCH-ITEM');
  await page.keyboard.press('Enter');
  await warehouse.said('NO-SUCH-ITEM is not on this order').waitFor();
  await page.getByRole('textbox', { name: 'Scan items' }).fill(sku);
  await page.keyboard.press('Enter');
  const good = page.getByRole('spinbutton', { name: `Good pieces of ${sku}` });
  await expect.poll(() => good.inputValue(), { timeout: PATIENCE_MS }).toBe('1');
  await page.getByRole('button', { name: 'All is here' }).click();
  const field = page.getByRole('textbox', { name: `Bin for ${sku}` });
  await expect.poll(() => field.inputValue(), { timeout: PATIENCE_MS }).toMatch(/\S/);
  const bin = await field.inputValue();
  await page.getByRole('button', { name: 'Record receipt' }).click();
  await warehouse.said('Received.').waitFor();
  await page.getByRole('main').getByText(`bin ${bin}`).first().waitFor();
}

/** The tray through the stations by scan, as far as inspection. */
export async function scanThroughStages(lab: BackOffice, trayCode: string): Promise<void> {
  const { page } = lab;
  const scan = async (code: string, answer: string) => {
    await lab.scan('Tray code', code);
    await lab.said(answer).waitFor();
  };
  await scan('STATION:BENCH-1', 'This is Bench 1 now.');
  for (const stage of ['PICKED', 'FINISHING', 'INSPECTION']) {
    const name = stage[0] + stage.slice(1).toLowerCase();
    await scan(`STAGE:${stage}`, `Scans now move to ${stage.toLowerCase()}`);
    await scan(trayCode, `${trayCode} → ${name}`);
  }
  await page.getByRole('button', { name: `Take back ${trayCode}` }).waitFor();
}

/** Reads each nominal value off the screen and measures just that; a wrong one is told while it is typed, before it is recorded. */
export async function inspect(lab: BackOffice): Promise<void> {
  const { page } = lab;
  await page.getByRole('link', { name: 'Inspect' }).click();
  const field = (eye: string, value: string) =>
    page.getByRole('textbox', { name: `${eye} ${value}, measured`, exact: true });
  const nominal = async (eye: string, value: string) => {
    const row = page.getByRole('row').filter({ has: field(eye, value) });
    const [text = ''] = (await row.getByRole('cell').first().innerText()).split('\n');
    return text.trim().replace('−', '-');
  };
  for (const eye of ['OD', 'OS'])
    for (const value of ['Sphere', 'Cylinder', 'Axis, °', 'PD, mm', 'Centre thickness, mm'])
      await field(eye, value).fill(await nominal(eye, value));
  const right = await field('OD', 'Sphere').inputValue();
  await field('OD', 'Sphere').fill(String(Number(right) + 1));
  await lab.said('out of tolerance').waitFor();
  await field('OD', 'Sphere').fill(right);
  await page.getByRole('button', { name: 'Everything is right' }).click();
  await lab.said('All values within tolerance').waitFor();
  await page.getByRole('button', { name: 'Record as passed' }).click();
  await page.getByRole('heading', { level: 1, name: 'Passed' }).waitFor();
}

/**
 * Asks the carriers, checks that the chosen rate is the cheapest that keeps the promise, buys it and hands the parcel over.
 * @returns the tracking code on the label
 */
export async function buyCheapestAndShip(warehouse: BackOffice): Promise<string> {
  const { page } = warehouse;
  const panel = warehouse.panel('Shipping');
  await panel.getByRole('button', { name: 'Get rates' }).click();
  const offers = panel.locator('label').filter({ has: page.getByRole('radio') });
  await offers.first().waitFor();
  const texts = await offers.allInnerTexts();
  const rates = texts.map((text) => ({
    text,
    price: Number(/\$([\d,]+\.\d\d)/.exec(text)?.[1]?.replaceAll(',', '')),
    isLate: text.includes('after the promise'),
    isRecommended: text.includes('recommended'),
  }));
  const cheapest = Math.min(...rates.filter(({ isLate }) => !isLate).map(({ price }) => price));
  const recommended = rates.filter(({ isRecommended }) => isRecommended);
  expect(recommended, texts.join('\n')).toHaveLength(1);
  expect(recommended[0], texts.join('\n')).toMatchObject({ price: cheapest, isLate: false });
  expect(await offers.filter({ has: page.locator('input:checked') }).allInnerTexts()).toEqual([recommended[0]?.text]);
  await panel.getByRole('button', { name: 'Buy label' }).click();
  await panel.getByRole('link', { name: 'Print label' }).waitFor();
  const trackingCode = await panel.getByRole('term').filter({ hasText: 'Tracking' }).locator('+ dd').innerText();
  await panel.getByRole('button', { name: 'Mark shipped' }).click();
  await warehouse.said('Handed to the carrier').waitFor();
  return trackingCode.trim();
}

/** Somebody of the shop lets the goods come back; the customer gets a label by that. */
export async function approveReturn(admin: BackOffice, orderNumber: string): Promise<void> {
  await admin.goTo('/returns');
  await admin.row(orderNumber).getByRole('link').first().click();
  await admin.page.getByRole('button', { name: 'Approve' }).click();
  await admin.said('Approved; the customer gets a label.').waitFor();
}

/** What came back is looked at and put on the shelf again; with that the money goes back. */
export async function takeBack(warehouse: BackOffice, orderNumber: string): Promise<void> {
  const { page } = warehouse;
  await warehouse.goTo('/returns');
  await warehouse.row(orderNumber).getByRole('link').first().click();
  await page.getByRole('link', { name: 'Return label' }).waitFor();
  await page.getByRole('button', { name: 'Parcel is here' }).click();
  await page.getByRole('radio', { name: 'As new: full refund' }).check();
  expect(await page.getByRole('checkbox', { name: 'Put back into stock' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Record and refund' }).click();
  await warehouse.said('goes back to the customer').waitFor();
}

/** The journal of the order on the screen: debit and credit in minor units, by account. */
export async function readJournal(admin: BackOffice): Promise<{ entry: string; account: string; minor: number }[]> {
  const rows = await admin.panel('Journal').getByRole('row').allInnerTexts();
  let entry = '';
  const minor = (text = '') => Math.round(Number(text.replace(/[^\d.]/g, '')) * 100);
  return rows.slice(1).map((row) => {
    const [said = '', account = '', debit, credit] = row.split('\t');
    entry = said.trim().split('\n')[0] || entry;
    return { entry, account: account.trim(), minor: minor(debit) - minor(credit) };
  });
}
