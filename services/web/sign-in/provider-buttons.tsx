import { Button } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { providerWords } from '../connection/provider-words.ts';

/** One button for each account that can be signed in with here; the company's own issuer first. */
export function ProviderButtons({
  signIn: { providers, issuer },
  returnTo,
}: {
  signIn: Pick<SessionResponse['signIn'], 'providers' | 'issuer'>;
  returnTo: string | undefined;
}) {
  const query = returnTo === undefined ? '' : `?${new URLSearchParams({ returnTo })}`;
  const buttons = [
    ...(issuer === null ? [] : [{ provider: 'oidc', account: issuer, icon: IconId }]),
    ...providers.map((provider) => ({ provider, ...providerWords[provider] })),
  ];
  return buttons.map(({ provider, account, icon: ProviderIcon }) => (
    <Button
      key={provider}
      component="a"
      href={`/sign-in/${provider}${query}`}
      size="md"
      leftSection={<ProviderIcon size={18} aria-hidden />}
    >
      Sign in with {account}
    </Button>
  ));
}
