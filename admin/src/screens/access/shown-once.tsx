import { useEffect, useState } from 'react';
import { FormDialog } from '../../kit/dialog.tsx';
import type { Access } from './access-api.ts';

/** What is told now and never again; the way out says that it was written down. */
export function ShownOnce(props: {
  title: string;
  hint: string;
  rows: readonly [string, string][];
  image?: string | undefined;
  onClose: () => void;
}) {
  return (
    <FormDialog
      title={props.title}
      consequence={props.hint}
      submit="I have it"
      onClose={props.onClose}
      onSubmit={async () => true}
    >
      {props.image && (
        <img src={props.image} width={200} height={200} alt="QR code of the one-time codes" className="mx-auto" />
      )}
      <dl className="space-y-2">
        {props.rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-soft text-xs">{name}</dt>
            <dd>
              <code className="select-all break-all">{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </FormDialog>
  );
}

export function ShownAccess(props: { access: Access; onClose: () => void }) {
  const { email, password, totpSecret, totpAddress } = props.access;
  const [image, setImage] = useState<string>();
  useEffect(() => {
    void import('qrcode').then(({ toDataURL }) => toDataURL(totpAddress, { margin: 1, width: 200 })).then(setImage);
  }, [totpAddress]);
  return (
    <ShownOnce
      title={`Access of ${email}`}
      hint="This is shown once. Give the password and the one-time codes to this person alone, and not on the same way."
      image={image}
      rows={[
        ['Password', password],
        ['One-time codes: scan the picture, or type this key into an authenticator app', totpSecret],
      ]}
      onClose={props.onClose}
    />
  );
}
