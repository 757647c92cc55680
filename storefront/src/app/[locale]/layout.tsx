import '../globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { CartProvider } from '@/cart/cart-context.tsx';
import { addresses } from '@/config/addresses.ts';
import { isLocale, language } from '@/i18n/locales.ts';
import { Footer } from '@/site/footer.tsx';
import { Going } from '@/site/going.tsx';
import { Header } from '@/site/header.tsx';
import { OfflineNotice } from '@/site/offline-notice.tsx';

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = language((await params).locale);
  return {
    metadataBase: new URL(addresses().shop),
    title: { default: t.shop, template: `%s · ${t.shop}` },
    description: t.home.lead,
    icons: { icon: '/favicon.svg' },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfcfd' },
    { media: '(prefers-color-scheme: dark)', color: '#101419' },
  ],
};

/** Runs before the first paint, so that a chosen theme never flashes. */
const applyTheme = `try{var t=localStorage.getItem('theme');if(t)document.documentElement.dataset.theme=t}catch(e){}`;

export default async function RootLayout({ children, params }: Props) {
  const { locale: param } = await params;
  if (!isLocale(param)) notFound();
  const { locale, t } = language(param);
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const hasCookies = (await cookies()).size > 0;
  return (
    <html lang={locale} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: applyTheme }} />
      </head>
      <body>
        <a
          href="#content"
          className="sr-only z-50 rounded-full bg-accent px-5 py-3 text-on-accent focus:not-sr-only focus:fixed focus:left-4 focus:top-4"
        >
          {t.skip}
        </a>
        <CartProvider
          mayHaveCart={hasCookies}
          sentences={{
            busy: t.common.busy,
            network: t.common.network,
            failed: t.common.failed,
            reference: t.common.reference,
          }}
        >
          <Going />
          <Header locale={locale} t={t} />
          <OfflineNotice text={t.errors.offline} />
          <main id="content" tabIndex={-1} className="grow outline-none">
            {children}
          </main>
          <Footer locale={locale} t={t} />
        </CartProvider>
      </body>
    </html>
  );
}
