import { type ReactNode, useState } from 'react';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { meanwhile, Refused, useSaving } from './saving.tsx';

/**
 * The form of one row of the settings. It begins with the row as it stands whenever it is opened, keeps what is typed when a save is
 * refused, and says at each field what somebody else made of it meanwhile.
 * @param row null for one that does not exist yet
 */
export function useRecordForm<Row, Form extends object>(
  row: Row | null,
  formOf: (row: Row | null) => Form,
  reload: () => void,
) {
  const { save, refusal, clear } = useSaving(reload);
  const [opened, setOpened] = useState(row);
  const [form, setForm] = useState(() => formOf(row));
  return {
    form,
    save,
    refusal,
    set: (part: Partial<Form>) => setForm((now) => ({ ...now, ...part })),
    begin() {
      clear();
      setOpened(row);
      setForm(formOf(row));
    },
    /** What a field says when somebody changed it while the form was open. */
    now: (of: (one: Row) => string) => (opened && row ? meanwhile(of(opened), of(row)) : undefined),
  };
}

/** Its dialog: "Change" beside a row, "New …" above the table. */
export function RecordDialog(props: {
  /** What the row is called; null for a new one. */
  name: string | null;
  /** What a new one is called: "New station". */
  noun: string;
  /** Above the fields of an existing row, where its name alone does not say which it is. */
  title?: string;
  wide?: boolean;
  refusal: ReturnType<typeof useSaving>['refusal'];
  onOpen: () => void;
  onSubmit: () => Promise<boolean>;
  children: ReactNode;
}) {
  const { name, noun } = props;
  return (
    <FormDialog
      {...(props.wide ? { wide: true } : {})}
      trigger={
        <Button tone={name ? 'quiet' : 'primary'} aria-label={name ? `Change ${name}` : undefined}>
          {name ? 'Change' : `New ${noun}`}
        </Button>
      }
      onOpen={props.onOpen}
      title={name ? (props.title ?? name) : `New ${noun}`}
      submit="Save"
      onSubmit={props.onSubmit}
    >
      <Refused refusal={props.refusal} />
      {props.children}
    </FormDialog>
  );
}

/** A code that is printed on labels: chosen once. */
export function CodeField(props: {
  code: string;
  isFixed: boolean;
  hint: string;
  fixedHint: string;
  onChange: (code: string) => void;
}) {
  return (
    <Field label="Code" hint={props.isFixed ? props.fixedHint : props.hint}>
      <TextInput
        required
        readOnly={props.isFixed}
        pattern="[A-Za-z0-9][A-Za-z0-9\-]{0,19}"
        className="uppercase"
        value={props.code}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}

/** As it is kept, however it was typed. */
export const codeOf = (typed: string): string => typed.trim().toUpperCase();
