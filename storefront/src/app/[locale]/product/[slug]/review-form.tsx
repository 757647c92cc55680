'use client';
import { type FormEvent, useState } from 'react';
import { type Sentences, tellFailure } from '../../../../graph/tell.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { Field, Select } from '../../../../kit/field.tsx';
import { look } from '../../../../kit/look.ts';
import { Notice } from '../../../../kit/notice.tsx';

type Texts = Pick<
  Messages['product'],
  'rating' | 'reviewTitle' | 'reviewBody' | 'sendReview' | 'reviewThanks' | 'writeReview'
> &
  Sentences;

export function ReviewForm({ productId, t }: { productId: string; t: Texts }) {
  const [told, setTold] = useState<string | null>(null);
  const [isSent, setSent] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setTold(null);
    try {
      const [{ send }, { reviewProductDocument }] = await Promise.all([
        import('../../../../graph/browser.ts'),
        import('./product.documents.ts'),
      ]);
      const { reviewProduct: result } = await send(reviewProductDocument, {
        productId,
        rating: Number(form.get('rating')),
        title: String(form.get('title')),
        body: String(form.get('body')),
      });
      if (result.__typename === 'Refusal') setTold(result.message);
      else setSent(true);
    } catch (error) {
      setTold(tellFailure(error, t));
    } finally {
      setBusy(false);
    }
  };
  if (isSent) return <Notice tone="good">{t.reviewThanks}</Notice>;
  return (
    <details className={`${look.card} p-5`}>
      <summary className="font-medium">{t.writeReview}</summary>
      <form onSubmit={submit} className="mt-4 grid gap-4">
        <Select label={t.rating} name="rating" defaultValue="5">
          {[5, 4, 3, 2, 1].map((stars) => (
            <option key={stars} value={stars}>
              {'★'.repeat(stars)} {stars}
            </option>
          ))}
        </Select>
        <Field label={t.reviewTitle} name="title" required maxLength={120} />
        <div className="grid gap-1.5">
          <label htmlFor="review-body" className={look.label}>
            {t.reviewBody}
          </label>
          <textarea id="review-body" name="body" required rows={5} maxLength={4000} className={`${look.input} py-2`} />
        </div>
        {told ? <Notice tone="bad">{told}</Notice> : null}
        <button type="submit" className={`${look.secondary} justify-self-start`} disabled={isBusy}>
          {t.sendReview}
        </button>
      </form>
    </details>
  );
}
