import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** How long something may take to appear on a busy machine. A quiet one needs a hundredth of it. */
export const PATIENCE_MS = 60_000;

export interface Visitor {
  newPage(): Promise<Page>;
  /** Somebody who signed in elsewhere goes on here. */
  takeCookies(cookies: readonly { name: string; value: string }[], address: string): Promise<void>;
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
  const { chromiumFlags, findProgram } = (await import('../../../bin/steps/test-programs.mjs' as string)) as {
    chromiumFlags: string[];
    findProgram(name: 'chromium'): string | null;
  };
  const executablePath = findProgram('chromium');
  if (!executablePath) throw new Error('No browser found. Install Chromium or Chrome, or name it in CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
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
    // Production answers only operations that shop and admin were built with: nothing may be asked in words.
    const inWords = (body: string | null) => {
      const query = body?.startsWith('{') && (JSON.parse(body).query ?? JSON.parse(body).payload?.query);
      if (query) said.push(`${page.url()}: asked in words: ${String(query).slice(0, 80)}`);
    };
    page.on('request', (request) => {
      if (request.method() === 'POST' && new URL(request.url()).pathname === '/graphql') inWords(request.postData());
    });
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => inWords(String(payload)));
    });
  });
  return {
    newPage: () => context.newPage(),
    takeCookies: (cookies, address) =>
      context.addCookies(
        cookies.map((cookie) => ({ ...cookie, url: address, httpOnly: true, sameSite: 'Lax' as const })),
      ),
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
