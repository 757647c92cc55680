import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE = { width: 390, height: 844 };

/**
 * What keeps somebody from using the page as it is now, each with its place and reason: what stands against WCAG 2.2 AA, and what a
 * phone's screen is too narrow for. The dark colours change nothing but contrast, so only that is judged again in them.
 */
export async function barriers(page: Page): Promise<string[]> {
  // Reading it takes the page longer than judging, so it is given once and stays until the page is left.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found: string[] = [];
  for (const [colorScheme, runOnly] of [
    ['dark', { type: 'rule', values: ['color-contrast'] }],
    ['light', { type: 'tag', values: WCAG_2_2_AA }],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await endFades(page);
    // The frame of the payment provider is the provider's.
    const options: RunOptions = {
      runOnly: { type: runOnly.type, values: [...runOnly.values] },
      resultTypes: ['violations'],
      iframes: false,
    };
    const violations = await page.evaluate(async (how) => {
      const judge = (window as unknown as { axe: typeof axe }).axe;
      const { violations } = await judge.run(document, how);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`,
        ),
      );
    }, options);
    found.push(...violations.map((violation) => `${colorScheme} ${violation}`));
  }
  return [...found, ...(await tooWide(page))];
}

/** Colours fade over; what is half-way is judged by nobody. */
const endFades = (page: Page) =>
  page.evaluate(async () => {
    // A page that is not in front is not drawn: it is judged as it is.
    await Promise.race([
      new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      new Promise((late) => setTimeout(late, 1_000)),
    ]);
    // What inherits a colour begins its own fade when that of its parent has ended.
    for (let round = 0; round < 20; round += 1) {
      const fades = document
        .getAnimations()
        .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
      if (round > 0 && fades.length === 0) return;
      for (const fade of fades) fade.finish();
      await new Promise((next) => setTimeout(next, 0));
      for (const element of document.querySelectorAll('a, button, p, h1, h2')) void getComputedStyle(element).color;
    }
  });

/** On a phone a page scrolls down and never sideways; what sticks out is named. */
async function tooWide(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize(PHONE);
  const found = await page.evaluate(async () => {
    // A page that is not in front is not drawn: it is judged as it is.
    await Promise.race([
      new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      new Promise((late) => setTimeout(late, 1_000)),
    ]);
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.documentElement &&
      (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const outside = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element.parentElement),
    );
    return [
      `${scrollWidth} px wide on a phone of ${clientWidth}: ${outside
        .slice(0, 3)
        .map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`)
        .join(', ')}`,
    ];
  });
  if (before) await page.setViewportSize(before);
  return found;
}
