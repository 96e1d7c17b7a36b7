import { useRouter } from '@tanstack/react-router';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { useEffect, type ReactNode } from 'react';
import { useSession } from '../app/session.ts';

export type Person = NonNullable<SessionResponse['person']>;

/** Leads whoever is not signed in to the sign-in, and back here afterwards. */
export function PersonOnly({ children }: { children: (person: Person, session: SessionResponse) => ReactNode }) {
  const { data: session } = useSession();
  if (session === undefined) return null;
  return session.person === null ? <ToSignIn /> : <>{children(session.person, session)}</>;
}

function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const returnTo = router.latestLocation.href;
    void router.navigate({ to: '/sign-in', search: { returnTo }, replace: true });
  }, [router]);
  return null;
}
