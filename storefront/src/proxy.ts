import { type NextRequest, NextResponse } from 'next/server';
import { addresses } from './config/addresses.ts';
import { contentSecurityPolicy } from './config/content-security-policy.ts';
import { href, parseAddress } from './i18n/href.ts';

/** Addresses the graph's server answers itself; the shop passes them on so that cookies and pictures stay on one origin. */
const ofTheGraph =
  /^\/(graphql$|auth\/|media\/|customer-rx\/documents\/|(orders|lab|documents)\/.*(\/documents?\/|\/labels?\/|\.pdf$))/;

/**
 * Addresses people see are translated and English has no prefix; routes inside are /[locale]/<internal name>.
 * /product/aster → /en/product/aster, /de/produkt/aster → /de/product/aster. An internal German address is sent to its own.
 */
export function proxy(request: NextRequest) {
  const url = request.nextUrl.clone();
  const { graph, liveUrl, paymentScript } = addresses();
  if (ofTheGraph.test(url.pathname)) return NextResponse.rewrite(new URL(url.pathname + url.search, graph));
  if (/\.[a-z0-9]+$/.test(url.pathname)) return NextResponse.next();

  const { locale, path } = parseAddress(url.pathname);
  const proper = href(locale, path);
  if (proper !== url.pathname && url.pathname !== '/de/' && path !== '/') {
    url.pathname = proper;
    return NextResponse.redirect(url, 308);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, { paymentScript, liveUrl }, process.env.NODE_ENV !== 'production');
  const headers = new Headers(request.headers);
  headers.set('x-locale', locale);
  headers.set('x-path', path);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  url.pathname = `/${locale}${path === '/' ? '' : path}`;
  const response = NextResponse.rewrite(url, { request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!_next/|favicon|robots.txt|sitemap.xml).*)'] };
