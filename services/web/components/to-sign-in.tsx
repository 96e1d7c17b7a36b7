import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Leads to the sign-in, and back here afterwards. */
export function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const { pathname, href: returnTo } = router.latestLocation;
    // Under way already: whoever signs in wants to get back to the page before.
    if (pathname === '/sign-in') return;
    void router.navigate({ to: '/sign-in', search: { returnTo }, replace: true });
  }, [router]);
  return null;
}
