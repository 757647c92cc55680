import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The storefront as a customer speaks of it: every part is found by its role and its visible or spoken name. */
export class Shop {
  constructor(readonly page: Page) {}

  async search(words: string): Promise<void> {
    const field = this.page.getByRole('searchbox', { name: 'Search' });
    await field.fill(words);
    await field.press('Enter');
    await this.page.getByRole('heading', { level: 1, name: words }).waitFor();
  }

  async resultCount(): Promise<number> {
    const said = await this.page
      .getByRole('status')
      .filter({ hasText: /product/ })
      .textContent();
    return Number((said ?? '').replace(/\D/g, ''));
  }

  private get filters(): Locator {
    return this.page.getByRole('complementary', { name: 'Filters' });
  }

  async filterByLensWidth(fromMm: number, toMm: number): Promise<void> {
    await this.filters.getByRole('textbox', { name: /Lens width from/ }).fill(String(fromMm));
    await this.filters.getByRole('textbox', { name: /Lens width to/ }).fill(String(toMm));
    await this.filters.getByRole('checkbox', { name: 'In stock now' }).check();
    await this.filters.getByRole('button', { name: 'Show results' }).click();
    await this.page.waitForURL(/lensWidthMmMin=/);
  }

  /** Takes a facet's value and gives the count that stood beside it. */
  async filterByValue(value: string): Promise<number> {
    const link = this.filters.getByRole('link', { name: new RegExp(`^${value} \\d+$`) });
    const count = Number(((await link.textContent()) ?? '').replace(/\D/g, ''));
    await link.click();
    await this.page.getByRole('link', { name: `Remove filter ${value}` }).waitFor();
    return count;
  }

  async openFirstProduct(): Promise<string> {
    const link = this.page.getByRole('article').first().getByRole('link');
    const name = (await link.textContent()) ?? '';
    await link.click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
    return name;
  }

  async openProduct(name: string): Promise<void> {
    await this.page.getByRole('article').getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Takes another colour, mount or size: each has an address of its own. */
  async chooseVariant(option: string, value: string): Promise<void> {
    const choice = this.page.getByRole('group', { name: `Choose ${option}` }).getByRole('link', { name: value });
    await choice.click();
    await choice.and(this.page.locator('[aria-current=true]')).waitFor();
  }

  async chooseLenses(): Promise<LensBuilder> {
    await this.page.getByRole('link', { name: 'Choose lenses' }).click();
    await this.page.getByRole('radio', { name: /^Distance/ }).waitFor();
    return new LensBuilder(this.page);
  }

  /** Puts what is shown into the cart, from its own page; the drawer that opens tells it. */
  async addToCart(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add to cart' }).click();
    const drawer = this.page.getByRole('dialog', { name: 'Your cart' });
    await drawer.getByRole('link', { name: 'Go to checkout' }).waitFor();
    await this.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  }

  async applyCode(code: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Discount code' }).fill(code);
    await this.page.getByRole('button', { name: 'Apply' }).click();
  }

  async toCheckout(): Promise<void> {
    await this.page.getByRole('link', { name: 'Go to checkout' }).first().click();
    await this.page.getByRole('textbox', { name: 'Email' }).waitFor();
  }

  async fillAddress(
    email: string,
    to: { name: string; line1: string; line2: string; city: string; region: string; postalCode: string; phone: string },
  ): Promise<void> {
    const fill = (name: string | RegExp, value: string) => this.page.getByRole('textbox', { name }).fill(value);
    await fill('Email', email);
    await fill('Full name', to.name);
    await fill('Street and number', to.line1);
    await fill(/^Apartment/, to.line2);
    await fill('City', to.city);
    await fill('State', to.region);
    await fill('ZIP code', to.postalCode);
    await fill(/^Phone/, to.phone);
  }

  /** On to the rates; an address that the postal service writes differently is taken as it writes it. */
  async toDelivery(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue to delivery' }).click();
    const suggestion = this.page.getByRole('button', { name: 'Use this address' });
    const onward = this.page.getByRole('button', { name: 'Continue to payment' });
    await suggestion.or(onward).first().waitFor();
    if (await suggestion.isVisible()) await suggestion.click();
    await onward.waitFor();
  }

  get rates(): Locator {
    return this.page.getByRole('region', { name: 'Delivery', exact: true }).getByRole('radio');
  }

  get chosenRate(): Locator {
    const part = this.page.getByRole('region', { name: 'Delivery', exact: true });
    return part.locator('label').filter({ has: this.page.locator('input:checked') });
  }

  /** Looks at all services and takes the one that is there first; gives what stands beside it. */
  /** The earliest of the services that are named so; on some days a cheaper one is as early. */
  async chooseFastest(named = /./): Promise<string> {
    const part = this.page.getByRole('region', { name: 'Delivery', exact: true });
    await this.rates.first().waitFor();
    const all = part.getByRole('button', { name: /^Show all/ });
    if (await all.isVisible()) await all.click();
    const offers = part.locator('label').filter({ has: this.page.getByRole('radio') });
    const texts = await offers.allInnerTexts();
    const days = texts.map((text) =>
      named.test(text) ? daysAhead(/arrives by \w+, (\w+ \d+)/.exec(text)?.[1] ?? '') : Number.POSITIVE_INFINITY,
    );
    const fastest = offers.nth(days.indexOf(Math.min(...days)));
    await fastest.getByRole('radio').check();
    await part.locator('fieldset[aria-busy=false]').waitFor();
    const label = await fastest.innerText();
    await this.chosenRate.filter({ hasText: label.split('\n')[0] ?? '' }).waitFor();
    return label;
  }

  async toPayment(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue to payment' }).click();
    await this.payButton.waitFor();
  }

  get payButton(): Locator {
    return this.page.getByRole('button', { name: /^Pay / });
  }

  /** The payment provider's own frame; the shop's page never sees what is typed there. */
  get cardFields(): FrameLocator {
    return this.page.frameLocator('iframe[title="Secure payment input frame"]');
  }

  async fillCard(number: string): Promise<void> {
    const { cardFields } = this;
    await cardFields.getByLabel('Card number').fill(number);
    await cardFields.getByLabel('Expiration date').fill('12 / 34');
    await cardFields.getByLabel('Security code').fill('314');
    const zip = cardFields.getByLabel('ZIP code');
    if (await zip.isVisible()) await zip.fill('94104');
  }

  /** The number of the order that was just placed, once its page is there and live. */
  async orderNumber(): Promise<string> {
    await this.page.waitForURL(/\/orders\/OW-/);
    const number = /orders\/([^?]+)/.exec(this.page.url())?.[1] ?? '';
    await this.page.getByRole('heading', { level: 1, name: new RegExp(number) }).waitFor();
    return number;
  }

  async passBankCheck(): Promise<void> {
    await this.page
      .frameLocator('iframe[title="3D Secure authentication"]')
      .getByRole('button', { name: 'Complete' })
      .click();
  }
}

/** Of a day without a year, such as “Jan 3”: the next one of that name. */
function daysAhead(day: string): number {
  const now = Date.now();
  const ahead = (year: number) => (Date.parse(`${day} ${year} UTC`) - now) / 86_400_000;
  const year = new Date(now).getUTCFullYear();
  const days = ahead(year);
  return Number.isNaN(days) ? Number.POSITIVE_INFINITY : days < -2 ? ahead(year + 1) : days;
}

export interface EyeEntry {
  sphere: string;
  cylinder?: string;
  axis?: string;
}

/** The steps from use to review. */
export class LensBuilder {
  constructor(readonly page: Page) {}

  eye(which: 'Right' | 'Left'): Locator {
    return this.page.getByRole('group', { name: new RegExp(`^${which} eye`) });
  }

  field(which: 'Right' | 'Left', name: 'Sphere' | 'Cylinder' | 'Axis'): Locator {
    return this.eye(which).getByRole('textbox', { name: new RegExp(`^${name}`) });
  }

  async chooseUse(name: string): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
    await this.next('Your prescription');
  }

  async fillEye(which: 'Right' | 'Left', entry: EyeEntry): Promise<void> {
    await this.field(which, 'Sphere').fill(entry.sphere);
    if (entry.cylinder !== undefined) await this.field(which, 'Cylinder').fill(entry.cylinder);
    if (entry.axis !== undefined) await this.field(which, 'Axis').fill(entry.axis);
  }

  async fillRest(rest: { pdMm: string; issuedOn?: string; prescriber: string; patient: string }): Promise<void> {
    const fill = (name: string | RegExp, value: string) => this.page.getByLabel(name).fill(value);
    await fill('PD, millimetres', rest.pdMm);
    if (rest.issuedOn) await fill('Date of the prescription', rest.issuedOn);
    await fill('Prescriber', rest.prescriber);
    await fill(/^Name of the wearer/, rest.patient);
  }

  async press(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  /** Presses on; what is asked back on the way is confirmed, as somebody does who has looked at the paper. */
  async next(heading: string): Promise<void> {
    const arrived = this.page.getByRole('heading', { level: 2, name: heading });
    const question = this.page
      .getByRole('group', { name: 'Please check' })
      .getByRole('checkbox', { checked: false })
      .first();
    await this.press();
    for (let round = 0; round < 6; round++) {
      await arrived.or(question).first().waitFor();
      if (await arrived.isVisible()) return;
      while (await question.isVisible()) await question.check();
      await this.press();
    }
    throw new Error(`The builder keeps asking instead of going on to “${heading}”.`);
  }

  /** Chooses a prescription file; what was read of it is shown before any of it is used. */
  async readFile(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<Locator> {
    await this.page.getByLabel(/Drop a prescription file here/).setInputFiles(file);
    const read = this.page.getByRole('region', { name: 'This is what we read' });
    await read.waitFor();
    return read;
  }

  /** From the prescription to the cart: single vision, index 1.60, an anti-reflection coat. */
  async chooseUsualLenses(): Promise<void> {
    const { page } = this;
    await this.next('Lens type');
    await page
      .getByRole('radio', { name: /Single vision/i, disabled: false })
      .first()
      .check();
    await this.next('Lens material');
    await page.getByRole('radio', { name: /1\.60/ }).check();
    await this.next('Treatments');
    await page
      .getByRole('checkbox', { name: /anti-?reflect/i, disabled: false })
      .first()
      .check();
    await this.next('Check everything once');
    await this.addToCart();
  }

  async addToCart(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add glasses to cart' }).click();
    await this.page.waitForURL(/\/cart/);
    await this.page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor();
  }

  /** Every choice that cannot be made, with all that is said about it. */
  async impossibleChoices(role: 'radio' | 'checkbox'): Promise<string[]> {
    // The reason and the ways out stand beside the label, in the same card.
    const card = this.page
      .getByRole('group')
      .locator('div:has(> label)')
      .filter({ has: this.page.getByRole(role, { disabled: true }) })
      .filter({ hasText: 'Not possible' });
    return card.allInnerTexts();
  }

  get thicknessDrawing(): Locator {
    return this.page.getByRole('figure').getByRole('img', { name: 'Cross-section from above' }).first();
  }
}
