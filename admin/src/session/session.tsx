import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Client, Provider, useClient } from 'urql';
import { createGraphClient } from '../graph/client.ts';
import { problemOf } from '../graph/problem.ts';
import { ErrorState, FullPageSkeleton } from '../kit/states.tsx';
import { LiveProvider } from '../live/live.tsx';
import { NEW_PASSWORD_PATH, NewPassword } from './forgotten-password.tsx';
import { signOut } from './identity.ts';
import { mayWith, type Right } from './may.ts';
import { viewerQuery } from './session.documents.ts';
import { SignIn } from './sign-in.tsx';

interface Session {
  name: string;
  roles: readonly string[];
  may: (right: Right) => boolean;
  leave: () => Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This screen is shown to signed-in staff only.');
  return session;
}

type State =
  | { kind: 'asking' }
  | { kind: 'out' }
  | { kind: 'in'; name: string; roles: readonly string[]; isLost: boolean }
  | { kind: 'failed'; message: string; reference: string | null };

/**
 * Who is at the screen. A session that ends during the work covers the screen with the sign-in and leaves it as it is underneath,
 * so that nothing typed is lost.
 */
export function SessionProvider(props: { children: ReactNode }) {
  const [lost, setLost] = useState(0);
  const client = useMemo(() => createGraphClient(() => setLost((n) => n + 1)), []);
  return (
    <Provider value={client}>
      <Gate client={client} lost={lost}>
        {props.children}
      </Gate>
    </Provider>
  );
}

function Gate(props: { client: Client; lost: number; children: ReactNode }) {
  const client = useClient();
  const [state, setState] = useState<State>({ kind: 'asking' });
  const [isChoosing, setChoosing] = useState(location.pathname === NEW_PASSWORD_PATH);
  const ask = useCallback(async () => {
    const { data, error } = await client.query(viewerQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    if (error || !data) {
      const problem = error
        ? problemOf(error)
        : { message: 'The server gave no answer.', reference: null, isSignedOut: false };
      if (problem.isSignedOut) return setState({ kind: 'out' });
      return setState((now) =>
        now.kind === 'in' ? now : { kind: 'failed', message: problem.message, reference: problem.reference },
      );
    }
    const { kind, staffName, roles } = data.viewer;
    if (kind === 'STAFF') setState({ kind: 'in', name: staffName ?? 'Staff', roles, isLost: false });
    else setState({ kind: 'out' });
  }, [client]);
  useEffect(() => void ask(), [ask]);
  useEffect(() => {
    if (props.lost > 0) setState((now) => (now.kind === 'in' ? { ...now, isLost: true } : now));
  }, [props.lost]);

  const session = useMemo<Session | null>(
    () =>
      state.kind === 'in'
        ? {
            name: state.name,
            roles: state.roles,
            may: (right) => mayWith(state.roles, right),
            leave: async () => {
              await signOut();
              location.assign('/');
            },
          }
        : null,
    [state],
  );

  // Whoever follows the link of a mail is not asked who they are: the link says so.
  if (isChoosing)
    return (
      <NewPassword
        onDone={() => {
          setChoosing(false);
          void ask();
        }}
      />
    );
  if (state.kind === 'asking') return <FullPageSkeleton />;
  if (state.kind === 'failed')
    return (
      <main className="grid min-h-dvh place-items-center p-6">
        <ErrorState message={state.message} reference={state.reference} onRetry={() => void ask()} />
      </main>
    );
  if (state.kind === 'out') return <SignIn onDone={ask} />;
  return (
    <SessionContext value={session}>
      <LiveProvider userKey={`${state.name}:${state.roles.join()}`}>{props.children}</LiveProvider>
      {state.isLost && (
        <div className="fixed inset-0 z-50 overflow-auto bg-paper/90 backdrop-blur-sm">
          <SignIn onDone={ask} hint="Your session has ended. Your work on this screen is kept." />
        </div>
      )}
    </SessionContext>
  );
}
