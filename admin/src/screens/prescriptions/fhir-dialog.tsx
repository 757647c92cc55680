import { clsx } from 'clsx';
import { useState } from 'react';
import { type RefusalShape, useAct } from '../../graph/act.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Facts, IssueList } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { day, power } from '../../kit/format.ts';
import { importFhirFile, readFhirFile } from './enter.documents.ts';
import { warningsLeft } from './typed-fields.tsx';

type Read = Exclude<ResultOf<typeof readFhirFile>['readPrescriptionFile'], RefusalShape>;
const MAX_BYTES = 200_000;

/** A FHIR VisionPrescription, picked or dropped: shown as it is read, with what is missing, before anything is kept. */
export function FhirDialog({ customerId, reload }: { customerId: string; reload: () => void }) {
  const { act } = useAct();
  const [file, setFile] = useState<{ name: string; json: string } | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [told, setTold] = useState<RefusalShape | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [patientName, setPatientName] = useState('');
  const [isOver, setOver] = useState(false);
  const clear = () => {
    setFile(null);
    setRead(null);
    setTold(null);
    setProblem(null);
  };
  async function take(chosen: File | undefined) {
    clear();
    if (!chosen) return;
    if (chosen.size > MAX_BYTES)
      return setProblem('This file is larger than a prescription is. Choose the exported JSON file.');
    const json = await chosen.text();
    setFile({ name: chosen.name, json });
    const found = await act(readFhirFile, { fhirJson: json }, { onRefusal: setTold });
    if (found) setRead(found as Read);
  }
  const open = (told ?? read)?.issues ?? [];
  const warnings = open.filter(({ severity }) => severity === 'WARNING').map(({ code }) => code);
  const hasErrors = open.some(({ severity, code }) => severity === 'ERROR' && code !== 'EXPIRED');

  return (
    <FormDialog
      wide
      trigger={<Button>FHIR file</Button>}
      title="Import a FHIR prescription"
      consequence="VisionPrescription, R4 or R5, as practices export it. The file is kept with the prescription and goes out again as it came in."
      submit={warnings.length > 0 ? 'It stands so in the file: import' : 'Import'}
      onOpen={clear}
      onSubmit={async () => {
        if (!file || !read) {
          setProblem('Choose a file first.');
          return false;
        }
        const confirmed = [...new Set([...warnings, ...warningsLeft(told?.issues)])];
        const made = await act(
          importFhirFile,
          { fhirJson: file.json, customerId, patientName: patientName.trim() || null, confirmed },
          { done: 'Imported, with its file.', onRefusal: setTold },
        );
        if (made) reload();
        return made !== null;
      }}
    >
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
        className={clsx(
          'block cursor-pointer rounded border-2 border-dashed p-6 text-center has-focus-visible:outline-2',
          isOver ? 'border-accent bg-accent-soft' : 'border-line',
        )}
      >
        <span className="font-medium">{file?.name ?? 'Drop the file here, or choose it'}</span>
        <input
          type="file"
          accept=".json,application/json,application/fhir+json"
          className="sr-only"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {problem && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
      {read && (
        <>
          <Facts
            items={[
              ['Right eye (OD)', read.od?.asWritten ?? lensText(read, 'OD')],
              ['Left eye (OS)', read.os?.asWritten ?? lensText(read, 'OS')],
              ['Issued', day(read.issuedOn)],
              ['Expires', `${day(read.expiresOn)}${read.expired ? ', expired: kept, not sold from' : ''}`],
              ['Prescriber', read.prescriberName ?? '— (missing)'],
            ]}
          />
          <Field
            label="Whose eyes"
            hint="The file refers to a patient of the practice; here a name is needed on a shared account."
          >
            <TextInput
              value={patientName}
              autoComplete="off"
              onChange={(event) => setPatientName(event.target.value)}
            />
          </Field>
        </>
      )}
      {told && <p className="font-medium text-bad">{told.message}</p>}
      {open.length > 0 && (
        <div role="alert">
          <p className="mb-1 font-medium">{hasErrors ? 'It cannot be kept so' : 'Missing or unusual'}</p>
          <IssueList issues={open} />
        </div>
      )}
    </FormDialog>
  );
}

function lensText({ contactLenses }: Read, eye: 'OD' | 'OS'): string {
  const lens = contactLenses.find((one) => one.eye === eye);
  if (!lens) return '—';
  return [
    power(lens.power),
    lens.cylinder && `${power(lens.cylinder)} ×${lens.axis ?? '—'}`,
    lens.add && `ADD ${lens.add}`,
    lens.baseCurveMm && `BC ${lens.baseCurveMm}`,
    lens.diameterMm && `DIA ${lens.diameterMm}`,
    lens.brand,
    lens.colour,
  ]
    .filter(Boolean)
    .join('  ');
}
