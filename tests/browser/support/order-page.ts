import type { Locator, Page } from 'playwright-core';

/** The page of an order as its customer has it open; it changes by itself. */
export class OrderPage {
  constructor(readonly page: Page) {}

  async live(): Promise<void> {
    await this.page.getByText('Live: this page updates itself.').waitFor();
  }

  /** The step the order is at now. */
  at(status: string): Locator {
    return this.page
      .getByRole('region', { name: 'Progress' })
      .getByRole('listitem')
      .and(this.page.locator('[aria-current=step]'))
      .filter({ hasText: status });
  }

  /** An order that has arrived is at no step any more. */
  get delivered(): Locator {
    return this.page.locator('[data-status=DELIVERED]');
  }

  get parcel(): Locator {
    return this.page.getByRole('region', { name: 'Parcel' });
  }

  get returns(): Locator {
    return this.page.getByRole('region', { name: 'Returns' });
  }

  /** Asks to send one piece back that was not made for this customer. */
  async sendBackAccessory(): Promise<void> {
    await this.page.getByText('Send something back').click();
    const line = this.page
      .getByRole('group')
      .filter({ hasNotText: 'made for you', has: this.page.getByRole('combobox') });
    await line
      .last()
      .getByRole('combobox', { name: /How many of/ })
      .selectOption('1');
    await line.last().getByRole('combobox', { name: 'Reason' }).selectOption('CHANGED_MIND');
    await this.page.getByRole('button', { name: 'Request the return' }).click();
    await this.returns.waitFor();
  }
}
