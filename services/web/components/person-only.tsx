import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import type { ReactNode } from 'react';
import { useSession } from '../app/session.ts';
import { ToSignIn } from './to-sign-in.tsx';

export type Person = NonNullable<SessionResponse['person']>;

/** Leads whoever is not signed in to the sign-in, and back here afterwards. */
export function PersonOnly({ children }: { children: (person: Person, session: SessionResponse) => ReactNode }) {
  const { data: session } = useSession();
  if (session === undefined) return null;
  return session.person === null ? <ToSignIn /> : <>{children(session.person, session)}</>;
}
