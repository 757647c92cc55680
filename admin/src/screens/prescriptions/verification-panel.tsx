import { useState } from 'react';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Field, Select, TextArea, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant, sayCode } from '../../kit/format.ts';
import type { reviewQuery } from './prescriptions.documents.ts';
import { recordVerificationAnswer, recordVerificationDelivery, requestVerification } from './verification.documents.ts';
import { practiceTime, practiceZones, timeLeft } from './verification-clock.ts';

type Rx = NonNullable<ResultOf<typeof reviewQuery>['prescription']>;
type Verification = Rx['verifications'][number];

/** Questions to the prescriber, with the clock of the law where there is one. */
export function VerificationPanel({ rx, mayAsk, reload }: { rx: Rx; mayAsk: boolean; reload: () => void }) {
  const open = rx.verifications.find(({ status }) => status === 'REQUESTED' || status === 'DELIVERED');
  const isActive = rx.status === 'ENTERED' || rx.status === 'IN_REVIEW';
  if (rx.verifications.length === 0 && !mayAsk) return null;
  return (
    <Panel title="Prescriber" actions={mayAsk && isActive && !open && <AskDialog rx={rx} reload={reload} />}>
      {rx.verifications.length === 0 ? (
        <p className="text-ink-soft">
          Not asked.{' '}
          {rx.verificationProposal?.silenceCounts
            ? 'Without a paper, the prescriber confirms, or eight business hours pass after proved receipt.'
            : 'Only an answer counts: silence never verifies glasses.'}
        </p>
      ) : (
        <ol className="space-y-3">
          {rx.verifications.map((one) => (
            <li key={one.id} className="space-y-1">
              <p className="flex flex-wrap items-center gap-2">
                <Badge code={one.status} tone={tones[one.status]} /> by {sayCode(one.channel).toLowerCase()}, asked{' '}
                {instant(one.requestedAt)} by {one.requestedBy}
              </p>
              <Clock one={one} />
              {mayAsk &&
                (one.status === 'REQUESTED' || one.status === 'DELIVERED' || one.status === 'LAPSED_VERIFIED') && (
                  <div className="flex flex-wrap gap-2">
                    {one.status === 'REQUESTED' && <DeliveryDialog id={one.id} reload={reload} />}
                    <AnswerDialog id={one.id} hasLapsed={one.status === 'LAPSED_VERIFIED'} reload={reload} />
                  </div>
                )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

const tones: Record<Verification['status'], 'good' | 'warn' | 'bad' | 'accent'> = {
  REQUESTED: 'accent',
  DELIVERED: 'accent',
  BOUNCED: 'bad',
  CONFIRMED: 'good',
  CORRECTED: 'warn',
  REJECTED: 'bad',
  LAPSED_VERIFIED: 'good',
};

function Clock({ one }: { one: Verification }) {
  if (one.status === 'REQUESTED')
    return <p className="text-ink-soft text-xs">No clock runs before its receipt is proved.</p>;
  if (one.status === 'BOUNCED') return <p className="text-bad text-xs">It never arrived. Ask again by another way.</p>;
  if (one.settledAt && one.status !== 'LAPSED_VERIFIED')
    return (
      <p className="text-ink-soft text-xs">
        Answered {practiceTime(one.settledAt, one.timeZone)}, the practice’s time,{' '}
        {one.answeredVia === 'LINK' ? 'by the practice itself through its link' : `written down by ${one.settledBy}`}
      </p>
    );
  if (!one.deadlineAt)
    return <p className="text-ink-soft text-xs">Received {instant(one.deliveredAt)}; only an answer counts.</p>;
  const left = timeLeft({ ...one, deadlineAt: one.deadlineAt });
  return (
    <p className="text-xs">
      <span className="tabular font-medium">{left ? `${left} of business hours left` : 'The hours have passed'}</span>
      <span className="text-ink-soft">
        {' '}
        · received {practiceTime(one.deliveredAt ?? '', one.timeZone)} · ends{' '}
        {practiceTime(one.deadlineAt, one.timeZone)}, the practice’s time
      </span>
    </p>
  );
}

function AskDialog({ rx, reload }: { rx: Rx; reload: () => void }) {
  const { act } = useAct();
  const known = rx.verificationProposal;
  const [form, setForm] = useState({
    channel: 'EMAIL' as Verification['channel'],
    recipient: known?.recipient ?? '',
    timeZone: known?.timeZone ?? '',
    saturdayFrom: '',
    saturdayTo: '',
    patientName: known?.patientName ?? rx.patientName ?? '',
    patientAddress: known?.patientAddress ?? '',
    quantity: known?.quantity ?? '',
    patientAskedOn: known?.patientAskedOn ?? '',
  });
  const [refusal, setRefusal] = useState<RefusalShape | null>(null);
  const errorOf = (field: string) => refusal?.issues.find((issue) => issue.field === field)?.message ?? null;
  const input = (name: Exclude<keyof typeof form, 'channel' | 'timeZone'>) => ({
    value: form[name],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  const isContactLens = rx.product === 'CONTACT_LENS';
  return (
    <FormDialog
      wide
      trigger={
        <button type="button" className="btn">
          Ask the prescriber
        </button>
      }
      title={`Ask ${rx.prescriberName ?? 'the prescriber'}`}
      consequence={
        known?.silenceCounts
          ? 'The request carries everything the law lists. Eight business hours after proved receipt, silence counts as a yes.'
          : 'Only an answer counts. Nothing is made before it.'
      }
      submit="Ask"
      onSubmit={async () => {
        const blank = (text: string) => text.trim() || null;
        const done = await act(
          requestVerification,
          {
            input: {
              prescriptionId: rx.id,
              channel: form.channel,
              timeZone: form.timeZone,
              recipient: blank(form.recipient),
              saturdayFrom: blank(form.saturdayFrom),
              saturdayTo: blank(form.saturdayTo),
              patientName: blank(form.patientName),
              patientAddress: blank(form.patientAddress),
              quantity: blank(form.quantity),
              patientAskedOn: blank(form.patientAskedOn),
            },
          },
          { done: 'The request is on its way.', onRefusal: setRefusal },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      {refusal && (
        <div role="alert" className="rounded bg-bad-soft px-3 py-2 text-bad">
          <p>{refusal.message}</p>
          <ul className="list-disc ps-5">
            {refusal.issues.map((issue) => (
              <li key={`${issue.field}${issue.code}`}>{issue.message}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="By">
          <Select
            value={form.channel}
            onChange={(event) => setForm({ ...form, channel: event.target.value as Verification['channel'] })}
            options={[
              { value: 'EMAIL', label: 'E-mail' },
              { value: 'FAX', label: 'Fax' },
              { value: 'PHONE', label: 'Phone' },
            ]}
          />
        </Field>
        <Field label={form.channel === 'EMAIL' ? 'E-mail address' : 'Number'} error={errorOf('recipient')}>
          <TextInput {...input('recipient')} type={form.channel === 'EMAIL' ? 'email' : 'tel'} />
        </Field>
        <Field label="Time zone of the practice" error={errorOf('timeZone')}>
          <Select
            value={form.timeZone}
            placeholder="Choose"
            onChange={(event) => setForm({ ...form, timeZone: event.target.value })}
            options={practiceZones}
          />
        </Field>
        {isContactLens && (
          <Field
            label="Regular Saturday hours, if known"
            hint="They are stated in the request."
            error={errorOf('saturdayFrom')}
          >
            <span className="flex items-center gap-2">
              <TextInput {...input('saturdayFrom')} type="time" aria-label="Saturday from" />
              to
              <TextInput {...input('saturdayTo')} type="time" aria-label="Saturday to" />
            </span>
          </Field>
        )}
        <Field label="Patient’s full name" error={errorOf('patientName')}>
          <TextInput {...input('patientName')} />
        </Field>
        <Field label="Patient’s address" error={errorOf('patientAddress')}>
          <TextInput {...input('patientAddress')} />
        </Field>
        {isContactLens && (
          <>
            <Field label="Quantity" error={errorOf('quantity')}>
              <TextInput {...input('quantity')} />
            </Field>
            <Field label="Patient asked on" error={errorOf('patientAskedOn')}>
              <TextInput {...input('patientAskedOn')} type="date" />
            </Field>
          </>
        )}
      </div>
    </FormDialog>
  );
}

function DeliveryDialog({ id, reload }: { id: string; reload: () => void }) {
  const { act } = useAct();
  const [proof, setProof] = useState('');
  return (
    <FormDialog
      trigger={
        <button type="button" className="btn">
          It was received
        </button>
      }
      title="Receipt of the request"
      consequence="Only with a proof: the fax report, or who took the call. The clock starts now."
      submit="Start the clock"
      onSubmit={async () => {
        const done = await act(
          recordVerificationDelivery,
          { id, deliveredAt: new Date().toISOString(), proof },
          { done: 'The clock runs.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Proof">
        <TextInput required value={proof} onChange={(event) => setProof(event.target.value)} autoFocus />
      </Field>
    </FormDialog>
  );
}

function AnswerDialog({ id, hasLapsed, reload }: { id: string; hasLapsed: boolean; reload: () => void }) {
  const { act } = useAct();
  const [given, setGiven] = useState<'CONFIRMED' | 'CORRECTED' | 'REJECTED'>(hasLapsed ? 'REJECTED' : 'CONFIRMED');
  const [note, setNote] = useState('');
  const [at, setAt] = useState('');
  return (
    <FormDialog
      trigger={
        <button type="button" className="btn">
          {hasLapsed ? 'An answer had come in time' : 'Write down the answer'}
        </button>
      }
      title="What the prescriber said"
      consequence={
        given === 'CONFIRMED'
          ? 'The prescription is released.'
          : 'The prescription is stopped at once; what was ordered with it waits for a corrected one.'
      }
      submit="Keep"
      tone={given === 'CONFIRMED' ? 'primary' : 'danger'}
      onSubmit={async () => {
        const done = await act(
          recordVerificationAnswer,
          { id, answer: given, answeredAt: at ? new Date(at).toISOString() : null, note: note.trim() || null },
          { done: 'The answer is kept.' },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label="Answer">
        <Select
          value={given}
          onChange={(event) => setGiven(event.target.value as typeof given)}
          options={[
            { value: 'CONFIRMED', label: 'It is right' },
            { value: 'CORRECTED', label: 'It is not; gave the right one' },
            { value: 'REJECTED', label: 'It is inaccurate, expired or invalid' },
          ]}
        />
      </Field>
      <Field label="Given at" hint="Left empty: now. Your computer’s time.">
        <TextInput type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
      </Field>
      <Field label={given === 'CONFIRMED' ? 'Note' : 'What they said'}>
        <TextArea required={given !== 'CONFIRMED'} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
