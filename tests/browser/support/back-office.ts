import type { Locator, Page } from 'playwright-core';
import { oneTimeCode, staff, type World } from '../../support/people.ts';
import { open, type Visitor } from './open-browser.ts';

/** The admin as a member of staff sees it. */
export class BackOffice {
  constructor(
    readonly page: Page,
    private readonly world: World,
  ) {}

  /** Signs somebody with this role in, with password and one-time code. */
  static async signedIn(visitor: Visitor, world: World, role: string): Promise<BackOffice> {
    const person = world.demo.staff.find((one) => one.roles.includes(role));
    if (!person) throw new Error(`There is no demo person with the role ${role}.`);
    const page = await visitor.newPage();
    await open(page, world.adminUrl);
    await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByRole('textbox', { name: /Code from your authenticator app/ })
      .fill(oneTimeCode(world.demo.totpSecret));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Screens' }).waitFor();
    return new BackOffice(page, world);
  }

  /** The same from the session of somebody who has signed in already, as a second window of the day. */
  static async at(visitor: Visitor, world: World, role: string): Promise<BackOffice> {
    const session = await staff(world, role);
    await visitor.takeCookies(session.cookieList(), world.adminUrl);
    await session.close();
    const page = await visitor.newPage();
    return new BackOffice(page, world);
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.world.adminUrl + path, { waitUntil: 'load' });
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Opens a screen by the navigation on the left. */
  async openScreen(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Until what is on the screen is the present. */
  async live(): Promise<void> {
    await this.page
      .getByRole('status')
      .filter({ hasText: /^(Live|Caught up)$/ })
      .waitFor();
  }

  /** A part of a screen, by its heading. */
  panel(title: string): Locator {
    return this.page.locator('section').filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  row(text: string | RegExp): Locator {
    return this.page.getByRole('row').filter({ hasText: text });
  }

  /** Once a bin is chosen the field is called after the item, and still takes another bin. */
  private get scanField(): Locator {
    return this.page.getByRole('textbox', { name: /^(Bin|Item)$/ });
  }

  /** What a scanner does: types a code into the field and presses Enter. */
  async scan(field: 'Bin' | 'Item' | 'Bin or item' | 'Tray code', code: string): Promise<void> {
    const box = field === 'Bin or item' ? this.scanField : this.page.getByRole('textbox', { name: field, exact: true });
    await box.fill(code);
    await box.press('Enter');
  }

  said(text: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: text }).first();
  }

  /** Goes on to what a row of a panel leads to. */
  async follow(panel: string, row: RegExp): Promise<void> {
    await this.panel(panel).getByRole('row').filter({ hasText: row }).getByRole('link').first().click();
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Picks every line that lies on a shelf: its bin, then each piece of it, as the table on the screen names them. */
  async pickAll({ tryWrongItem = false } = {}): Promise<void> {
    const { page } = this;
    await this.scanField.waitFor();
    const rows = page.locator('tr[data-line]');
    const lines = await rows.evaluateAll((all) =>
      all.map((row) => ({
        sku: row.getAttribute('data-line') ?? '',
        bin: row.querySelector('td')?.textContent ?? '',
        quantity: Number(/\/ (\d+)/.exec(row.textContent ?? '')?.[1]),
      })),
    );
    let bin = '';
    let isWrongTried = !tryWrongItem;
    const todo = lines.filter((line) => line.bin !== 'Lab').sort((a, b) => a.bin.localeCompare(b.bin));
    for (const line of todo)
      for (let piece = 1; piece <= line.quantity; piece++) {
        if (line.bin !== bin) {
          bin = line.bin;
          await this.scan('Bin or item', bin);
          await this.said('Now the item').waitFor();
        }
        if (!isWrongTried) {
          isWrongTried = true;
          await this.scan('Item', 'NO-SUCH-ITEM');
          await page.locator('[data-outcome=refused]').waitFor();
        }
        await this.scan('Item', line.sku);
        // The table is read anew after each scan; what it says is what the house knows.
        await page
          .locator(`tr[data-line="${line.sku}"]`)
          .filter({ hasText: `${piece} / ${line.quantity}` })
          .waitFor();
      }
    await this.scanField.waitFor({ state: 'detached' });
  }
}
