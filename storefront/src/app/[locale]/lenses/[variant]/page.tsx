import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ask } from '@/graph/ask.ts';
import { fill, href, language } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { rxRulesOf } from '@/prescription-entry/rx-rules.ts';
import { LensBuilder } from './lens-builder.tsx';
import { lensFrameDocument } from './lenses.documents.ts';

interface Props {
  params: Promise<{ locale: string; variant: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = language((await params).locale);
  return { title: t.product.chooseLenses, robots: { index: false } };
}

export default async function LensPage({ params }: Props) {
  const { locale: param, variant: sku } = await params;
  const { locale, t } = language(param);
  const { variant, prescriptionRules } = await ask(lensFrameDocument, { sku: decodeURIComponent(sku) }, { locale });
  if (!variant) notFound();
  const back = `${href(locale, `/product/${variant.product.slug}`)}?variant=${encodeURIComponent(variant.sku)}`;
  return (
    <div className={`${look.page} grid gap-6 py-6 sm:py-10`}>
      <header className="grid gap-2">
        <Link href={back} className="text-sm text-ink-soft hover:text-ink">
          ← {t.lens.back}
        </Link>
        <h1 className="text-2xl sm:text-4xl">{fill(t.lens.title, { frame: variant.product.name })}</h1>
        <p className="tabular text-ink-soft">{variant.name}</p>
      </header>
      {variant.frameSize && variant.product.frame?.prescriptionReady ? (
        <LensBuilder
          frame={{
            variantId: variant.id,
            sku: variant.sku,
            name: variant.product.name,
            price: variant.price,
            size: variant.frameSize,
          }}
          today={new Date().toISOString().slice(0, 10)}
          rules={rxRulesOf(prescriptionRules)}
          locale={locale}
          t={{
            lens: t.lens,
            rx: t.rx,
            paper: t.paper,
            measured: t.measured,
            later: t.later,
            optional: t.common.optional,
            workingDays: t.common.workingDays,
            grams: t.common.grams,
            total: t.common.total,
            wait: t.common.wait,
            signIn: t.nav.signIn,
            busy: t.common.busy,
            network: t.common.network,
            failed: t.common.failed,
            reference: t.common.reference,
          }}
        />
      ) : (
        <Notice tone="warn">{t.lens.notRx}</Notice>
      )}
    </div>
  );
}
