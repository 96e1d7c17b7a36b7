import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Leads to the sign-in, and back here afterwards. */
export function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const returnTo = router.latestLocation.href;
    void router.navigate({ to: '/sign-in', search: { returnTo }, replace: true });
  }, [router]);
  return null;
}
