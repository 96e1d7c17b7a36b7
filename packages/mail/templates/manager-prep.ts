import type { ManagerPrep } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { slotCard } from '../wording/slot-card.ts';
import { longDay } from '../wording/when.ts';

export function managerPrep(content: ManagerPrep): Letter {
  const { givenName, organizationName, reportName, slot, coaching, agendaUrl } = content;
  return {
    subject: `${reportName} and you, ${longDay(slot.startsAt.toZonedDateTimeISO(slot.timeZone))}: what helps`,
    preview: 'What to say first, and how to take what comes. Three minutes.',
    blocks: [
      { kind: 'title', text: `Your career conversation with ${reportName}` },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose:
          'Most people have an answer. What they wait for is permission to say it. Three minutes of reading that help:',
      },
      slotCard(slot),
      { kind: 'list', items: coaching },
      { kind: 'buttons', buttons: [{ label: 'Open the agenda', url: agendaUrl }] },
    ],
    whoSeesWhat:
      `Who sees what: what you note is yours alone; ${reportName} sees what you share. ` +
      'Others learn that the conversation took place, never what was said.',
    reason: `You get this mail because ${reportName} reports to you at ${organizationName}.`,
  };
}
