import type { MailContent } from '../ports/mail-content.ts';
import { relayOutbox } from '../relay-outbox.ts';
import { sendDueReminders } from '../send-due-reminders.ts';
import type { testContext } from './test-context.ts';

type Context = Awaited<ReturnType<typeof testContext>>;

/** Sweeps as the clock stands and has everything leave: what was written, in the order in which it left. */
export async function writtenMails(
  context: Context,
  { organizationId }: { organizationId: string },
): Promise<readonly MailContent[]> {
  const contents: MailContent[] = [];
  await sendDueReminders(context, { organizationId });
  const relaying = {
    ...context,
    mailer: {
      send: async ({ onHandover }: { onHandover: () => Promise<void> }) => {
        await onHandover();
        return { kind: 'accepted' as const };
      },
    },
    renderMail: ({ content }: { content: MailContent }) => {
      contents.push(content);
      return { subject: '', html: '', text: '' };
    },
  };
  await relayOutbox(relaying, { organizationId });
  return contents;
}
