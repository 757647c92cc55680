'use client';
import { useEffect, useState } from 'react';
import { formatDate } from '../format/date.ts';
import { send } from '../graph/browser.ts';
import { fill } from '../i18n/fill.ts';
import type { Locale } from '../i18n/href.ts';
import type { Messages } from '../i18n/locales.ts';
import { look } from '../kit/look.ts';
import { isOfFrame, type Measured, measuredFacts } from '../measurements/measured-facts.ts';
import { myMeasurementsDocument } from '../measurements/measurements.documents.ts';

/** Measurements made in the shop, to be used again; nothing where there are none. */
export function MeasuredSource({
  sku,
  chosen,
  onChoose,
  locale,
  t,
}: {
  sku: string;
  chosen: Measured | null;
  onChoose(measured: Measured | null): void;
  locale: Locale;
  t: Messages['measured'];
}) {
  const [known, setKnown] = useState<Measured[]>([]);
  useEffect(() => {
    // Without an answer the distances are typed, as by everybody who was never measured here.
    send(myMeasurementsDocument, {})
      .then(({ myMeasurements }) => setKnown(myMeasurements))
      .catch(() => setKnown([]));
  }, []);
  // Of this frame first, then of the person.
  const offered = [...known].sort((a, b) => Number(isOfFrame(b, sku)) - Number(isOfFrame(a, sku))).slice(0, 3);
  if (offered.length === 0) return null;
  return (
    <fieldset className="grid gap-3">
      <legend className={`${look.h3} mb-3`}>{t.title}</legend>
      {offered.map((one) => {
        const isChosen = chosen?.id === one.id;
        const facts = measuredFacts(isOfFrame(one, sku) ? one : ofPerson(one), t, locale);
        return (
          <div key={one.id} className={`${look.card} grid gap-3 p-5 ${isChosen ? 'border-accent' : ''}`}>
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="font-medium">{one.patientName ?? t.you}</span>
              <span className="text-ink-soft">
                {fill(t.measuredOn, { date: formatDate(one.measuredAt, locale), who: one.measuredBy })}
              </span>
            </p>
            <p className="text-sm text-ink-soft">
              {isOfFrame(one, sku)
                ? t.thisFrame
                : one.frameName
                  ? fill(t.otherFrame, { frame: one.frameName })
                  : t.anyFrame}
            </p>
            <dl className="tabular grid gap-1">
              {facts.map(([name, value]) => (
                <div key={name} className="flex justify-between gap-6">
                  <dt className="text-ink-soft">{name}</dt>
                  <dd className="text-right">{value}</dd>
                </div>
              ))}
            </dl>
            <button
              type="button"
              aria-pressed={isChosen}
              className={`${look.secondary} justify-self-start aria-pressed:border-accent aria-pressed:bg-accent-soft`}
              onClick={() => onChoose(isChosen ? null : one)}
            >
              {isChosen ? t.used : t.use}
            </button>
          </div>
        );
      })}
    </fieldset>
  );
}

/** What of it counts in another frame. */
const ofPerson = (m: Measured): Measured => ({
  ...m,
  heightOdMm: null,
  heightOsMm: null,
  vertexMm: null,
  pantoscopicTiltDegrees: null,
  faceFormDegrees: null,
});
