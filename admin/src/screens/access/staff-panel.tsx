import { useState } from 'react';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextInput } from '../../kit/controls.tsx';
import { Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { instant, sayCode } from '../../kit/format.ts';
import { HeadRow } from '../../kit/head-row.tsx';
import { DetailSkeleton, ErrorState } from '../../kit/states.tsx';
import { type Access, type Answer, access, type Member } from './access-api.ts';
import { heard } from './heard.ts';
import { ShownAccess } from './shown-once.tsx';
import { useList } from './use-list.ts';

const ROLES: readonly [code: string, what: string][] = [
  ['associate', 'orders, returns, customers'],
  ['optician', 'prescriptions, sign-off, measurements'],
  ['lab', 'jobs, inspection, equipment'],
  ['warehouse', 'picking, stock, parcels'],
  ['buyer', 'purchasing, products, promotions'],
  ['admin', 'everything, settings and access too'],
];

/** Everybody who works here, and what they may do. */
export function StaffPanel() {
  const { answer, reload } = useList(access.staff);
  const [shown, setShown] = useState<Access | null>(null);
  if (!answer) return <DetailSkeleton />;
  if (!answer.ok) return <ErrorState message={answer.message} onRetry={reload} />;
  const told = (one: Answer<Access>): boolean => {
    if (!heard(one)) return false;
    reload();
    setShown(one.data);
    return true;
  };
  const { staff } = answer.data;
  return (
    <Panel flush title="Staff" actions={<AddMember onAdd={async (member) => told(await access.add(member))} />}>
      <table className="grid-table">
        <HeadRow titles={['Name', 'Roles', 'Last signed in', '']} />
        <tbody>
          {staff.map((member) => (
            <tr key={member.id}>
              <td>
                {member.name}
                <span className="block text-ink-soft text-xs">{member.email}</span>
              </td>
              <td>
                {member.isActive ? (
                  member.roles.map(sayCode).join(', ')
                ) : (
                  <Badge code="CLOSED" label="No access" tone="neutral" />
                )}
              </td>
              <td className="whitespace-nowrap">{member.lastSignInAt ? instant(member.lastSignInAt) : '—'}</td>
              <td>
                {member.isYou ? (
                  <p className="text-end text-ink-soft">you</p>
                ) : (
                  <MemberActions member={member} onChange={reload} onAccess={told} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown && <ShownAccess access={shown} onClose={() => setShown(null)} />}
    </Panel>
  );
}

function MemberActions(props: { member: Member; onChange: () => void; onAccess: (answer: Answer<Access>) => boolean }) {
  const { member } = props;
  const [roles, setRoles] = useState(member.roles);
  return (
    <div className="flex justify-end gap-2 whitespace-nowrap">
      {member.isActive && (
        <FormDialog
          trigger={<Button>Roles</Button>}
          title={`What may ${member.name} do?`}
          consequence="It holds within a few seconds, also where they are signed in now."
          submit="Save"
          onOpen={() => setRoles(member.roles)}
          onSubmit={async () => {
            const isDone = heard(await access.setRoles(member.id, roles));
            if (isDone) props.onChange();
            return isDone;
          }}
        >
          <RoleChoice chosen={roles} onChange={setRoles} />
        </FormDialog>
      )}
      <FormDialog
        trigger={<Button>{member.isActive ? 'New access' : 'Let in again'}</Button>}
        title={member.isActive ? `New access for ${member.name}?` : `Let ${member.name} in again?`}
        consequence="They get a new password and new one-time codes, shown here once. The old ones and every session end."
        submit="Make new access"
        onSubmit={async () => props.onAccess(await access.renew(member.id))}
      />
      {member.isActive && (
        <FormDialog
          trigger={<Button>Remove access</Button>}
          title={`Remove the access of ${member.name}?`}
          consequence="Every session of theirs ends and they can sign in no more. What they did keeps their name; they can be let in again."
          submit="Remove access"
          tone="danger"
          onSubmit={async () => {
            const isDone = heard(await access.disable(member.id));
            if (isDone) props.onChange();
            return isDone;
          }}
        />
      )}
    </div>
  );
}

function AddMember(props: { onAdd: (member: { email: string; name: string; roles: string[] }) => Promise<boolean> }) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<string[]>([]);
  return (
    <FormDialog
      trigger={<Button tone="primary">Add somebody</Button>}
      title="Add a member of staff"
      consequence="They get a generated password and one-time codes, shown here once."
      submit="Add"
      onSubmit={async () => {
        const isDone = await props.onAdd({ email: email.trim(), name: name.trim(), roles });
        if (isDone) {
          setEmail('');
          setName('');
          setRoles([]);
        }
        return isDone;
      }}
    >
      <Field label="Name">
        <TextInput required maxLength={120} value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Field label="E-mail" hint="For work; not one they buy with at the shop.">
        <TextInput type="email" required value={email} onChange={(e) => setEmail(e.target.value)} />
      </Field>
      <RoleChoice chosen={roles} onChange={setRoles} />
    </FormDialog>
  );
}

function RoleChoice(props: { chosen: string[]; onChange: (roles: string[]) => void }) {
  return (
    <fieldset className="space-y-1">
      <legend className="font-medium text-xs">Roles; none includes another</legend>
      {ROLES.map(([code, what]) => (
        <label key={code} className="flex items-baseline gap-2 py-0.5">
          <input
            type="checkbox"
            checked={props.chosen.includes(code)}
            onChange={(e) =>
              props.onChange(e.target.checked ? [...props.chosen, code] : props.chosen.filter((one) => one !== code))
            }
          />
          <span>
            {sayCode(code)} <span className="text-ink-soft text-xs">{what}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
