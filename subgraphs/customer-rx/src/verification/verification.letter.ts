import type { PrescriptionProduct } from '../prescriptions/judge-prescription.ts';
import { saturdayOf, type VerificationContent, type VerificationRow } from './verification.rows.ts';

/** Whom the prescriber may ask back. */
export interface VerificationContact {
  name: string;
  phone: string;
  fax: string;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A power as it stands on a prescription: always its sign, two decimals. */
export const power = (text: string): string => {
  const value = Number(text.replace('−', '-').replace(',', '.'));
  return Number.isFinite(value) ? `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}` : text;
};

/**
 * The request as the law lists its content (15 USC 7603(c), 16 CFR 315.5(b)). The one mail that carries powers: it goes to the person
 * who prescribed them, because the law wants them named.
 */
export function verificationLetter(
  content: VerificationContent,
  verification: Pick<VerificationRow, 'id' | 'requestedAt' | 'timeZone' | 'saturdayFrom' | 'saturdayTo'>,
  product: PrescriptionProduct,
  contact: VerificationContact,
  replyUrl: string,
  hours: number,
): { subject: string; text: string; html: string } {
  const saturday = saturdayOf(verification);
  const asked = new Intl.DateTimeFormat('en-US', {
    timeZone: verification.timeZone,
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(verification.requestedAt);
  const isContactLens = product === 'CONTACT_LENS';
  const rows: [string, string][] = [
    ['Patient', `${content.patientName}, ${content.patientAddress}`],
    ...content.lenses.map((lens): [string, string] => [
      lens.eye === 'OD' ? 'Right eye (OD)' : 'Left eye (OS)',
      [
        lens.brand,
        `power ${power(lens.power)}`,
        lens.cylinder ? `cylinder ${power(lens.cylinder)} axis ${String(lens.axis ?? '').padStart(3, '0')}` : '',
        lens.add ? `add ${lens.add}` : '',
        `base curve ${lens.baseCurveMm}`,
        lens.diameterMm ? `diameter ${lens.diameterMm}` : '',
      ]
        .filter(Boolean)
        .join(', '),
    ]),
    ...(content.issuedOn ? [['Prescription dated', content.issuedOn] as [string, string]] : []),
    ...(content.quantity ? [['Quantity', content.quantity] as [string, string]] : []),
    ...(content.patientAskedOn ? [['Patient asked on', content.patientAskedOn] as [string, string]] : []),
    ['This request', `${asked} (${verification.timeZone}), reference ${verification.id}`],
    ['Answer to', `${contact.name}, phone ${contact.phone}, fax ${contact.fax}`],
  ];
  const opening = `To ${content.recipientName}: please verify this ${isContactLens ? 'contact lens' : 'eyeglass'} prescription.`;
  const closing = [
    `Please tell us whether it is accurate. If it is not, say why (inaccurate, expired or otherwise invalid) and give the correct prescription. You can answer here: ${replyUrl}`,
    ...(isContactLens
      ? [
          `Under 16 CFR Part 315 the prescription counts as verified when ${hours === 8 ? 'eight' : hours} business hours pass after receipt without an answer.`,
        ]
      : ['We fill eyeglass prescriptions only after your answer.']),
    ...(saturday
      ? [`We count your regular Saturday hours, ${clock(saturday.from)} to ${clock(saturday.to)}, as business hours.`]
      : []),
  ];
  return {
    subject: `Verification request ${verification.id.slice(-8)}`,
    text: [opening, '', ...rows.map(([name, value]) => `${name}: ${value}`), '', ...closing].join('\n'),
    html: `<p>${escaped(opening)}</p><table>${rows
      .map(([name, value]) => `<tr><th align="left">${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
      .join('')}</table>${closing
      .map(
        (line) =>
          `<p>${escaped(line).replace(escaped(replyUrl), `<a href="${escaped(replyUrl)}">${escaped(replyUrl)}</a>`)}</p>`,
      )
      .join('')}`,
  };
}
