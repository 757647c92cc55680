import type { MetadataRoute } from 'next';
import { addresses } from '../config/addresses.ts';

export const dynamic = 'force-dynamic';

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: [
        '/cart',
        '/checkout',
        '/orders/',
        '/account',
        '/sign-in',
        '/lenses/',
        '/verify',
        '/de/verify',
        '/de/warenkorb',
        '/de/kasse',
        '/de/bestellung/',
        '/de/konto',
        '/de/anmelden',
        '/de/glaeser/',
      ],
    },
    sitemap: `${addresses().shop}/sitemap.xml`,
  };
}
