import { accessStore } from '@throughline/db/access-store.ts';
import { safeRedirect } from '@throughline/security/safe-redirect.ts';
import type { AppContext } from './context.ts';
import { findSignIn } from './find-sign-in.ts';
import { queueMail } from './queue-mail.ts';

const linkMinutes = 15;
/** Asking again and again fills nobody's mailbox: one of these still works. */
const mostLiveLinks = 5;

/**
 * Mails a sign-in link to whoever has this address. Nothing tells the caller whether anybody has: the answer
 * is the same for an unknown address and for an organisation that signs in through its own provider only.
 */
export async function requestSignInLink(
  context: Pick<AppContext, 'db' | 'clock' | 'publicUrl' | 'queue'>,
  { email, returnTo }: { email: string; returnTo?: string | undefined },
): Promise<void> {
  const found = await findSignIn(context, { email });
  if (found === null || found.organization.ssoOnly) return;
  const { organization, person } = found;
  await context.db.inOrganization(organization.id, async (tx) => {
    const access = accessStore(tx);
    const wall = context.clock.wall();
    if ((await access.countLiveSignInLinks({ personId: person.id, wall })) >= mostLiveLinks) return;
    const signInLinkId = await access.addSignInLink({
      personId: person.id,
      returnTo: safeRedirect({ target: returnTo }),
      expiresAt: wall.add({ minutes: linkMinutes }),
    });
    await queueMail(context, {
      tx,
      organizationId: organization.id,
      now: context.clock.now(),
      mails: [
        {
          dedupeKey: `sign-in-link/${signInLinkId}`,
          template: 'sign-in-link',
          recipient: person,
          payload: { signInLinkId },
        },
      ],
    });
  });
  await context.queue.wake({ name: 'relay-outbox', organizationId: organization.id });
}
