import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { addresses } from '@/config/addresses.ts';
import { ask } from '@/graph/ask.ts';
import { fill, href, language } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { rxRulesDocument } from '@/prescription-entry/prescription.documents.ts';
import { rxRulesOf } from '@/prescription-entry/rx-rules.ts';
import { orderDocument } from './order.documents.ts';
import { OrderScreen } from './order-screen.tsx';

interface Props {
  params: Promise<{ locale: string; number: string }>;
  searchParams: Promise<{ token?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, number } = await params;
  return { title: fill(language(locale).t.order.title, { number }), robots: { index: false } };
}

/** An order for whoever may see it: its customer by session, a guest by the signed link's token. */
export default async function OrderPage({ params, searchParams }: Props) {
  const { locale: param, number } = await params;
  const { token } = await searchParams;
  const { locale, t } = language(param);
  const jar = await cookies();
  const [{ order }, { prescriptionRules }] = await Promise.all([
    ask(
      orderDocument,
      { number: decodeURIComponent(number) },
      { locale, ...(jar.size ? { cookie: jar.toString() } : {}), ...(token ? { orderToken: token } : {}) },
    ),
    ask(rxRulesDocument, {}, { locale }),
  ]);
  if (!order)
    return (
      <div className={`${look.page} grid max-w-2xl justify-items-start gap-4 py-16`}>
        <h1 className={look.h1}>{t.order.notFound}</h1>
        <p className="text-ink-soft">{t.order.notFoundHelp}</p>
        <Link
          href={`${href(locale, '/sign-in')}?next=${encodeURIComponent(href(locale, `/orders/${number}`))}`}
          className={look.primary}
        >
          {t.nav.signIn}
        </Link>
      </div>
    );
  return (
    <OrderScreen
      initial={order}
      token={token}
      today={new Date().toISOString().slice(0, 10)}
      rules={rxRulesOf(prescriptionRules)}
      liveUrl={addresses().liveUrl}
      timeZone={addresses().timeZone}
      locale={locale}
      t={{
        order: t.order,
        awaited: t.awaited,
        lens: { rxTitle: t.lens.rxTitle, rxLead: t.lens.rxLead, onlySingle: t.lens.onlySingle },
        rx: t.rx,
        paper: t.paper,
        measured: t.measured,
        optional: t.common.optional,
        workingDays: t.common.workingDays,
        signIn: t.nav.signIn,
        cart: t.cart,
        total: t.common.total,
        cancel: t.common.cancel,
        wait: t.common.wait,
        quantity: t.common.quantity,
        busy: t.common.busy,
        network: t.common.network,
        failed: t.common.failed,
        reference: t.common.reference,
      }}
    />
  );
}
