import type { Locator, Page } from 'playwright-core';
import type { World } from '../../support/people.ts';
import { open, type Visitor } from './open-browser.ts';

/** One person's letters, read in the mailbox as in a mail program. */
export class Mailbox {
  private constructor(readonly page: Page) {}

  static async of(visitor: Visitor, world: World, address: string): Promise<Mailbox> {
    const page = await visitor.newPage();
    await open(page, `${world.twinsUrl}/mailbox`);
    await page.getByRole('searchbox', { name: 'Search mails' }).fill(address);
    return new Mailbox(page);
  }

  /** A letter in the list; new ones appear by themselves. */
  letter(subject: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Mails' }).getByRole('button').filter({ hasText: subject });
  }

  /** Opens a letter and gives its text, which has to be there. */
  async read(subject: string | RegExp): Promise<string> {
    await this.letter(subject).first().click();
    const body = this.page.locator('iframe[title^="Mail: "]').contentFrame().locator('body');
    await body.getByRole('link').first().waitFor();
    return body.innerText();
  }

  /** Where a link of the letter that was opened last leads, for somebody who follows it in another browser. */
  async addressOf(link: string | RegExp): Promise<string> {
    const found = this.page.locator('iframe[title^="Mail: "]').contentFrame().getByRole('link', { name: link });
    const address = await found.first().getAttribute('href');
    if (!address) throw new Error(`The letter has no link “${link}”.`);
    return address;
  }

  /** The subjects so far, the newest first. */
  async subjects(): Promise<string[]> {
    return this.letter(/./).locator('.subject').allInnerTexts();
  }
}
