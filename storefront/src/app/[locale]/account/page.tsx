import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { formatDate } from '@/format/date.ts';
import { formatMoney } from '@/format/money.ts';
import { formatAxis, formatPower } from '@/format/power.ts';
import { ask } from '@/graph/ask.ts';
import { fill, href, language } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { measuredFacts } from '@/measurements/measured-facts.ts';
import { accountDocument } from './account.documents.ts';
import { Consents, OwnData, Profile, SignOut } from './account-parts.tsx';
import { AddressBook } from './address-book.tsx';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: language((await params).locale).t.account.title, robots: { index: false } };
}

export default async function AccountPage({ params }: Props) {
  const { locale, t } = language((await params).locale);
  const jar = await cookies();
  const signIn = `${href(locale, '/sign-in')}?next=${encodeURIComponent(href(locale, '/account'))}`;
  if (jar.size === 0) redirect(signIn);
  const { me } = await ask(accountDocument, {}, { locale, cookie: jar.toString() });
  if (!me) redirect(signIn);
  const sentences = {
    busy: t.common.busy,
    network: t.common.network,
    failed: t.common.failed,
    reference: t.common.reference,
  };
  const texts = {
    account: t.account,
    save: t.common.save,
    saved: t.common.saved,
    wait: t.common.wait,
    cancel: t.common.cancel,
    optional: t.common.optional,
    ...sentences,
  };
  return (
    <div className={`${look.page} grid gap-12 py-8 sm:py-12`}>
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div className="grid gap-2">
          <h1 className={look.h1}>{t.account.title}</h1>
          <p className="text-ink-soft">{fill(t.account.hello, { name: me.name || me.email })}</p>
        </div>
        <SignOut label={t.account.signOut} home={href(locale, '/')} />
      </header>

      <section className="grid gap-4" aria-labelledby="orders">
        <h2 id="orders" className={look.h2}>
          {t.account.orders}
        </h2>
        {me.orders.edges.length === 0 ? (
          <p className="text-ink-soft">
            {t.account.noOrders}{' '}
            <Link className={look.link} href={href(locale, '/frames')}>
              {t.home.browse}
            </Link>
          </p>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {me.orders.edges.map(({ node }) => (
              <li key={node.id}>
                <Link
                  href={href(locale, `/orders/${node.number}`)}
                  className="grid gap-x-6 py-4 hover:bg-sunken sm:grid-cols-[9rem_8rem_1fr_auto_auto]"
                >
                  <span className="tabular font-medium">{node.number}</span>
                  <span className="text-ink-soft">{formatDate(node.placedAt ?? node.createdAt, locale)}</span>
                  <span className="truncate">{node.lines.map((line) => line.title).join(', ')}</span>
                  <span>{t.order.status[node.status]}</span>
                  <span className="tabular sm:text-right">{formatMoney(node.totals.total, locale)}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>

      <section className="grid gap-4" aria-labelledby="prescriptions">
        <h2 id="prescriptions" className={look.h2}>
          {t.account.prescriptions}
        </h2>
        {me.prescriptions.length === 0 ? <p className="text-ink-soft">{t.account.noPrescriptions}</p> : null}
        <ul className="grid gap-4 md:grid-cols-2">
          {me.prescriptions.map((one) => (
            <li key={one.id} className={`${look.card} grid content-start gap-2 p-5`}>
              <p className="flex flex-wrap justify-between gap-x-4">
                <span className="font-medium">{one.patientName ?? me.name}</span>
                <span className={one.expired ? 'text-bad' : 'text-good'}>
                  {one.expired
                    ? t.rx.expired
                    : one.expiresOn
                      ? fill(t.rx.validUntil, { date: formatDate(one.expiresOn, locale) })
                      : ''}
                </span>
              </p>
              <dl className="tabular grid grid-cols-[3rem_1fr] gap-x-2">
                {one.od ? (
                  <>
                    <dt className="text-ink-soft">OD</dt>
                    <dd>{one.od.asWritten}</dd>
                  </>
                ) : null}
                {one.os ? (
                  <>
                    <dt className="text-ink-soft">OS</dt>
                    <dd>{one.os.asWritten}</dd>
                  </>
                ) : null}
                {one.contactLenses.map((lens) => (
                  <div key={lens.eye} className="contents">
                    <dt className="text-ink-soft">{lens.eye}</dt>
                    <dd>
                      {formatPower(lens.power, locale)}
                      {lens.cylinder ? ` ${formatPower(lens.cylinder, locale)} × ${formatAxis(lens.axis)}` : ''}
                    </dd>
                  </div>
                ))}
              </dl>
              <p className="text-sm text-ink-soft">
                {[
                  one.issuedOn ? fill(t.rx.issuedOn, { date: formatDate(one.issuedOn, locale) }) : '',
                  one.prescriberName,
                  t.rx.status[one.status],
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {one.od || one.os || one.contactLenses.length > 0 ? (
                <a
                  className={`${look.link} justify-self-start text-sm`}
                  href={`/customer-rx/documents/prescriptions/${one.id}`}
                  download
                  title={t.account.downloadRxHelp}
                >
                  {t.account.downloadRx}
                </a>
              ) : null}
            </li>
          ))}
        </ul>
      </section>

      <section className="grid gap-4" aria-labelledby="measurements">
        <h2 id="measurements" className={look.h2}>
          {t.measured.title}
        </h2>
        <p className="text-ink-soft">{me.measurements.length === 0 ? t.measured.none : t.measured.rightLeft}</p>
        <ul className="grid gap-4 md:grid-cols-2">
          {me.measurements.map((one) => (
            <li key={one.id} className={`${look.card} grid content-start gap-2 p-5`}>
              <p className="flex flex-wrap justify-between gap-x-4">
                <span className="font-medium">{one.patientName ?? me.name}</span>
                <span className="text-ink-soft">
                  {fill(t.measured.measuredOn, { date: formatDate(one.measuredAt, locale), who: one.measuredBy })}
                </span>
              </p>
              <p className="text-sm text-ink-soft">{one.frameName ?? t.measured.anyFrame}</p>
              <dl className="tabular grid gap-1">
                {measuredFacts(one, t.measured, locale).map(([name, value]) => (
                  <div key={name} className="flex justify-between gap-6">
                    <dt className="text-ink-soft">{name}</dt>
                    <dd className="text-right">{value}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
      </section>

      <AddressBook
        locale={locale}
        addresses={me.addresses}
        t={{ ...texts, checkout: t.checkout, change: t.common.change, remove: t.common.remove }}
      />
      <div className="grid gap-12 lg:grid-cols-2">
        <Profile
          person={{ name: me.name, phone: me.phone, birthDate: me.birthDate, email: me.email }}
          locale={locale}
          t={texts}
        />
        <Consents given={me.consents} t={texts} />
      </div>
      <OwnData email={me.email} home={href(locale, '/')} t={texts} />
    </div>
  );
}
