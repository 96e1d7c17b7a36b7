import { Button } from '@mantine/core';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { providerWords } from '../connection/provider-words.ts';

/** One button for each account that can be signed in with here. */
export function ProviderButtons({
  providers,
  returnTo,
}: {
  providers: SessionResponse['signIn']['providers'];
  returnTo: string | undefined;
}) {
  const query = returnTo === undefined ? '' : `?${new URLSearchParams({ returnTo })}`;
  return providers.map((provider) => {
    const { account, icon: ProviderIcon } = providerWords[provider];
    return (
      <Button
        key={provider}
        component="a"
        href={`/sign-in/${provider}${query}`}
        size="md"
        leftSection={<ProviderIcon size={18} aria-hidden />}
      >
        Sign in with {account}
      </Button>
    );
  });
}
