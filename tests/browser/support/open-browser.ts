import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** How long something may take to appear on a busy machine. A quiet one needs a hundredth of it. */
export const PATIENCE_MS = 60_000;

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of CHROMIUM_PATH, or the first Chromium or Chrome on the PATH. */
function chromiumPath(): string {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  throw new Error(`No browser found. Install one of ${names.join(', ')}, or name it in CHROMIUM_PATH.`);
}

export interface Visitor {
  newPage(): Promise<Page>;
  /** What the pages complained about since the last look: script errors and the console's errors. */
  complaints(): string[];
  close(): Promise<void>;
}

export interface House {
  /** One person with a profile of their own: cookies and storage stay from page to page, and go with close(). */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
  close(): Promise<void>;
}

/** One browser for a test file. */
export async function openBrowser(): Promise<House> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: flags });
  return {
    visitor: async (options) => visitorOf(await browser.newContext({ ...usual, ...options })),
    close: () => browser.close(),
  };
}

const usual: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-US',
  timezoneId: 'America/Los_Angeles',
  reducedMotion: 'reduce',
};

function visitorOf(context: BrowserContext): Visitor {
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(PATIENCE_MS);
  let said: string[] = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => said.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') said.push(`${page.url()}: ${message.text()} (${message.location().url})`);
    });
  });
  return {
    newPage: () => context.newPage(),
    complaints: () => {
      const now = said;
      said = [];
      return now;
    },
    close: () => context.close(),
  };
}

/** Opens an address and waits until its scripts answer, so that nothing typed is taken away again. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'load' });
  // Live connections of the admin keep the network busy for good; then the load event has to do.
  await page.waitForLoadState('networkidle', { timeout: 15_000 }).catch(() => {});
}
