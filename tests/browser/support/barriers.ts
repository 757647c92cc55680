import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE = { width: 390, height: 844 };

/**
 * What keeps somebody from using the page as it is now, each with its place and reason: what stands against WCAG 2.2 AA, and what a
 * phone's screen is too narrow for. The dark colours change nothing but contrast, so only that is judged again in them.
 */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  const all = (axe: AxeBuilder) => axe.withTags(WCAG_2_2_AA);
  const contrast = (axe: AxeBuilder) => axe.withRules(['color-contrast']);
  for (const [colorScheme, judged] of [
    ['dark', contrast],
    ['light', all],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await endFades(page);
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
    const { violations } = await judged(axe).analyze();
    for (const { id, nodes } of violations)
      for (const node of nodes)
        found.push(`${colorScheme} ${id}: ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ')}`);
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
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
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
