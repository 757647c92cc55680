'use client';
import type { SetStateAction } from 'react';
import type { Messages } from '../../../../i18n/locales.ts';
import { Field } from '../../../../kit/field.tsx';
import { look } from '../../../../kit/look.ts';
import { PaperUpload } from '../../../../papers/paper-upload.tsx';
import type { ContactErrors } from './contact-errors.ts';
import type { ContactPaper } from './contact-paper.ts';

interface FieldsProps {
  paper: ContactPaper;
  errors: ContactErrors;
  onChange(next: SetStateAction<ContactPaper>): void;
  today: string;
  t: Messages['contact'];
  optional: string;
  upload: Messages['paper'];
}

/** Who prescribed the lenses, for whom and when; and the paper, or whom to ask. */
export function ContactPaperFields({ paper, errors, onChange, today, t, optional, upload }: FieldsProps) {
  const plain = (name: Exclude<keyof ContactPaper, 'papers' | 'savedId'>) => ({
    name,
    value: paper[name],
    error: errors[`paper.${name}`],
    onChange: (event: { target: { value: string } }) => {
      const { value } = event.target;
      onChange((now) => ({ ...now, [name]: value }));
    },
  });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t.patient} autoComplete="name" {...plain('patientName')} />
        <Field label={t.prescriber} autoComplete="off" {...plain('prescriberName')} />
        <Field label={t.issued} type="date" max={today} {...plain('issuedOn')} />
        <Field label={t.expires} type="date" optional={optional} {...plain('expiresOn')} />
        <Field label={t.phone} type="tel" autoComplete="off" optional={optional} hint={t.askHelp} {...plain('phone')} />
        <Field label={t.email} type="email" autoComplete="off" optional={optional} {...plain('email')} />
      </div>
      <details className="text-sm">
        <summary className={look.link}>{t.moreOnPaper}</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <Field label={t.examined} type="date" max={today} optional={optional} {...plain('examinedOn')} />
          <Field
            label={t.birth}
            type="date"
            max={today}
            autoComplete="bday"
            optional={optional}
            {...plain('birthDate')}
          />
          <Field label={t.licence} autoComplete="off" optional={optional} {...plain('licence')} />
          <Field label={t.fax} type="tel" autoComplete="off" optional={optional} {...plain('fax')} />
          <Field
            label={t.address}
            autoComplete="off"
            optional={optional}
            className="sm:col-span-2"
            {...plain('address')}
          />
          <Field
            label={t.privateLabel}
            hint={t.privateLabelHelp}
            autoComplete="off"
            optional={optional}
            {...plain('privateLabel')}
          />
          <Field label={t.manufacturer} autoComplete="off" optional={optional} {...plain('manufacturer')} />
          <Field label={t.equivalentBrand} autoComplete="off" optional={optional} {...plain('equivalentBrand')} />
          <Field
            label={t.medicalReason}
            hint={t.medicalReasonHelp}
            autoComplete="off"
            optional={optional}
            {...plain('medicalReason')}
          />
        </div>
      </details>
      <PaperUpload papers={paper.papers} onChange={(papers) => onChange((now) => ({ ...now, papers }))} t={upload} />
    </>
  );
}
