import type { CallerHeaders } from '../server/caller.ts';

/** Customers and staff have separate sign-ins with separate cookies: on one machine both pages share a cookie jar. */
export type Audience = 'customer' | 'staff';

export const cookiePrefix: Record<Audience, string> = { customer: 'ow', staff: 'ow-staff' };
/** Over https the sign-in marks its cookies as secure by their name too, which browsers then hold it to. */
export const sessionCookie = (audience: Audience, pageUrl: string): string =>
  `${pageUrl.startsWith('https:') ? '__Secure-' : ''}${cookiePrefix[audience]}.session_token`;

/**
 * Which sign-in a request means: that of the page it comes from. A request without a page (a document opened in a new tab through
 * the page's own server) is told by the host it was sent to.
 */
export function audienceOf(headers: CallerHeaders, adminUrl: string): Audience {
  const admin = new URL(adminUrl);
  const first = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value.split(',')[0]?.trim() : undefined;
  };
  const origin = first('origin');
  if (origin) return origin === admin.origin ? 'staff' : 'customer';
  return (first('x-forwarded-host') ?? first('host')) === admin.host ? 'staff' : 'customer';
}
