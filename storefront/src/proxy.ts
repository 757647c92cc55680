import { type NextRequest, NextResponse } from 'next/server';
import { href, parseAddress } from './i18n/locales.ts';

/**
 * Addresses people see are translated and English has no prefix; routes inside are /[locale]/<internal name>.
 * /product/aster → /en/product/aster, /de/produkt/aster → /de/product/aster. An internal German address is sent to its own.
 */
export function proxy(request: NextRequest) {
  const url = request.nextUrl.clone();
  const { locale, path } = parseAddress(url.pathname);
  const proper = href(locale, path);
  if (proper !== url.pathname && url.pathname !== '/de/' && path !== '/') {
    url.pathname = proper;
    return NextResponse.redirect(url, 308);
  }
  const headers = new Headers(request.headers);
  headers.set('x-locale', locale);
  headers.set('x-path', path);
  url.pathname = `/${locale}${path === '/' ? '' : path}`;
  return NextResponse.rewrite(url, { request: { headers } });
}

export const config = { matcher: ['/((?!_next/|graphql|auth/|media/|favicon|robots|sitemap|.*\\.[a-z0-9]+$).*)'] };
