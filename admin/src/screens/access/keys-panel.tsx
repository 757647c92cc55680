import { useState } from 'react';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, EmptyState, ErrorState } from '../../kit/states.tsx';
import { access, type PartnerKey } from './access-api.ts';
import { heard } from './heard.ts';
import { ShownOnce } from './shown-once.tsx';
import { useList } from './use-list.ts';

const SCOPES: readonly [code: string, what: string][] = [
  ['catalog:read', 'what the shop sells'],
  ['orders:read', 'the partner’s own orders'],
];
const WEEK_HOURS = 168;

/** Keys with which partners ask the partner graph. */
export function KeysPanel() {
  const { answer, reload } = useList(access.keys);
  const [shown, setShown] = useState<string | null>(null);
  if (!answer) return <DetailSkeleton />;
  if (!answer.ok) return <ErrorState message={answer.message} onRetry={reload} />;
  const told = (key: string) => {
    reload();
    setShown(key);
  };
  const { keys } = answer.data;
  return (
    <Panel flush title="Partner keys" actions={<MakeKey onMade={told} />}>
      {keys.length === 0 ? (
        <EmptyState title="No partner has a key" hint="With one, their programs ask /partner/graphql." />
      ) : (
        <table className="grid-table">
          <HeadRow titles={['Partner', 'Key', 'May read', 'Made', 'Last used', '']} />
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td>{key.partner}</td>
                <td className="whitespace-nowrap">
                  <code>{key.prefix}…</code> <KeyState of={key} />
                </td>
                <td>{key.scopes.join(', ')}</td>
                <td className="whitespace-nowrap">{instant(key.createdAt)}</td>
                <td className="whitespace-nowrap">{key.lastUsedAt ? instant(key.lastUsedAt) : '—'}</td>
                <td>{isInUse(key) && <KeyActions of={key} onChange={reload} onMade={told} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown && (
        <ShownOnce
          title="The new key"
          hint="This is shown once; we keep only a hash of it. Send it to the partner on a way nobody else reads."
          rows={[['Key', shown]]}
          onClose={() => setShown(null)}
        />
      )}
    </Panel>
  );
}

const isInUse = (key: PartnerKey) =>
  key.revokedAt === null && (key.expiresAt === null || Date.parse(key.expiresAt) > Date.now());

function KeyState({ of: key }: { of: PartnerKey }) {
  if (key.revokedAt) return <Badge code="CANCELLED" label="revoked" />;
  if (!isInUse(key)) return <Badge code="EXPIRED" label="run out" />;
  if (key.expiresAt) return <Badge code="WARNING" label={`until ${instant(key.expiresAt)}`} />;
  return key.testMode ? <Badge code="CLOSED" label="test" tone="neutral" /> : null;
}

function KeyActions(props: { of: PartnerKey; onChange: () => void; onMade: (key: string) => void }) {
  const { of: key } = props;
  return (
    <div className="flex justify-end gap-2 whitespace-nowrap">
      <FormDialog
        trigger={<Button>Change</Button>}
        title={`A new key for ${key.partner}?`}
        consequence="The present key works for another week, so the partner can change it without a pause."
        submit="Make new key"
        onSubmit={async () => {
          const answer = await access.rotateKey(key.id, WEEK_HOURS);
          if (!heard(answer)) return false;
          props.onMade(answer.data.key);
          return true;
        }}
      />
      <FormDialog
        trigger={<Button>Revoke</Button>}
        title={`Revoke the key of ${key.partner}?`}
        consequence="Their programs are refused within ten seconds. This cannot be taken back; a new key can be made."
        submit="Revoke"
        tone="danger"
        onSubmit={async () => {
          const isDone = heard(await access.revokeKey(key.id));
          if (isDone) props.onChange();
          return isDone;
        }}
      />
    </div>
  );
}

function MakeKey(props: { onMade: (key: string) => void }) {
  const [partner, setPartner] = useState('');
  const [scopes, setScopes] = useState<string[]>(['catalog:read']);
  const [isTest, setTest] = useState(false);
  return (
    <FormDialog
      trigger={<Button tone="primary">Make a key</Button>}
      title="Make a partner key"
      submit="Make"
      onSubmit={async () => {
        const answer = await access.makeKey({ partner: partner.trim(), scopes, testMode: isTest });
        if (!heard(answer)) return false;
        setPartner('');
        props.onMade(answer.data.key);
        return true;
      }}
    >
      <Field label="Partner" hint="Small letters, digits, - and _; their orders carry this name.">
        <TextInput required pattern="[a-z0-9_\-]{3,60}" value={partner} onChange={(e) => setPartner(e.target.value)} />
      </Field>
      <fieldset className="space-y-1">
        <legend className="font-medium text-xs">May read</legend>
        {SCOPES.map(([code, what]) => (
          <label key={code} className="flex items-baseline gap-2 py-0.5">
            <input
              type="checkbox"
              checked={scopes.includes(code)}
              onChange={(e) => setScopes(e.target.checked ? [...scopes, code] : scopes.filter((one) => one !== code))}
            />
            <span>
              {what} <code className="text-ink-soft text-xs">{code}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={isTest} onChange={(e) => setTest(e.target.checked)} /> For trying things out
      </label>
    </FormDialog>
  );
}
