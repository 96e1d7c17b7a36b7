import type { ConfirmationAsk } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { slotCard } from '../wording/slot-card.ts';
import { longDay } from '../wording/when.ts';

/** Both buttons lead to the same page, which marks the answer and waits for a click: mail scanners open links. */
export function confirmationAsk(content: ConfirmationAsk): Letter {
  const { givenName, organizationName, managerName, slot, confirmUrl, expiresAt } = content;
  const until = longDay(expiresAt.toZonedDateTimeISO(slot.timeZone));
  return {
    subject: `Did your career conversation with ${managerName} take place?`,
    preview: 'One question, two buttons.',
    blocks: [
      { kind: 'title', text: `Did your career conversation with ${managerName} take place?` },
      { kind: 'paragraph', prose: `Hello ${givenName}, one question only, about this one:` },
      slotCard(slot),
      {
        kind: 'buttons',
        buttons: [
          { label: 'It took place', url: withAnswer({ confirmUrl, answer: 'happened' }) },
          { label: 'It did not', url: withAnswer({ confirmUrl, answer: 'did_not_happen' }) },
        ],
      },
      { kind: 'small', prose: `Either opens a page where one click settles it. The link works until ${until}.` },
    ],
    whoSeesWhat:
      `Who sees what: if you say it took place, ${managerName} and HR see that it did. If you say it did not, or do not answer, ` +
      'they see the same in both cases: that it is not confirmed. Nobody is asked what was said.',
    reason: `You get this mail because a career conversation with you at ${organizationName} has just passed.`,
  };
}

function withAnswer({ confirmUrl, answer }: { confirmUrl: string; answer: 'happened' | 'did_not_happen' }): string {
  const url = new URL(confirmUrl);
  url.searchParams.set('answer', answer);
  return url.href;
}
