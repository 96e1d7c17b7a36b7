import type { ConfirmationAsk } from '@throughline/app/ports/mail-content.ts';
import type { AnswerKind } from '@throughline/domain/conversation/outcome.ts';
import type { Letter } from '../letter/letter.ts';
import { slotCard } from '../wording/slot-card.ts';
import { longDay } from '../wording/when.ts';

/** Every button leads to the same page, which marks the answer and waits for a click: mail scanners open links. */
export function confirmationAsk(content: ConfirmationAsk): Letter {
  const { givenName, organizationName, managerName, slot, confirmUrl, expiresAt } = content;
  const until = longDay(expiresAt.toZonedDateTimeISO(slot.timeZone));
  return {
    subject: `Did your career conversation with ${managerName} take place?`,
    preview: 'One question, one click.',
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
      {
        kind: 'list',
        items: [
          [{ link: 'We moved it', url: withAnswer({ confirmUrl, answer: 'moved' }) }, ' to another day'],
          [
            {
              link: 'We talked about it in our 1:1',
              url: withAnswer({ confirmUrl, answer: 'folded_into_one_on_one' }),
            },
            ' instead',
          ],
        ],
      },
      { kind: 'small', prose: `Each opens a page where one click settles it. The link works until ${until}.` },
    ],
    whoSeesWhat:
      `Who sees what: if you say it took place, ${managerName} and HR see that it did. If you say it did not, or was part of your 1:1, ` +
      'or do not answer, they see the same in each case: that it is not confirmed. A new time is seen by both of you. ' +
      'Nobody is asked what was said.',
    reason: `You get this mail because a career conversation with you at ${organizationName} has just passed.`,
  };
}

function withAnswer({ confirmUrl, answer }: { confirmUrl: string; answer: AnswerKind | 'moved' }): string {
  const url = new URL(confirmUrl);
  url.searchParams.set('answer', answer);
  return url.href;
}
