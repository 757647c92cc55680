import type { Locator, Page } from 'playwright-core';
import { oneTimeCode, type World } from '../../support/people.ts';
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

  row(text: string): Locator {
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

  /** Scans every line of a pick task that lies on a shelf: its bin, then each piece. */
  async pickAll(
    lines: { sku: string; gtin: string | null; quantity: number; fromLab: boolean; bin: { code: string } | null }[],
  ): Promise<void> {
    const todo = lines
      .filter((line) => !line.fromLab)
      .sort((a, b) => (a.bin?.code ?? '').localeCompare(b.bin?.code ?? ''));
    let bin = '';
    for (const [at, line] of todo.entries())
      for (let piece = 0; piece < line.quantity; piece++) {
        if (line.bin && line.bin.code !== bin) {
          bin = line.bin.code;
          await this.scan('Bin or item', bin);
          await this.said('Now the item').waitFor();
        }
        await this.scan('Item', line.gtin ?? line.sku);
        const isLast = at === todo.length - 1 && piece === line.quantity - 1;
        if (isLast) await this.scanField.waitFor({ state: 'detached' });
        else await this.said(/Picked\. Next/).waitFor();
      }
  }
}
