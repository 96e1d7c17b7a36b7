import type { ReportPrep } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { slotCard } from '../wording/slot-card.ts';
import { longDay } from '../wording/when.ts';

export function reportPrep(content: ReportPrep): Letter {
  const { givenName, organizationName, managerName, slot, prompts, agendaUrl } = content;
  return {
    subject: `Your career conversation with ${managerName} on ${longDay(slot.startsAt.toZonedDateTimeISO(slot.timeZone))}`,
    preview: 'A few questions to turn over beforehand. Leave out any you like.',
    blocks: [
      { kind: 'title', text: `Your career conversation with ${managerName}` },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose:
          'This is about what you want, not about how you are doing. It is routine: everyone here has one. ' +
          'It is not a review and not about pay or promotion, and nothing is wrong.',
      },
      slotCard(slot),
      { kind: 'paragraph', prose: 'Questions worth a quiet quarter of an hour beforehand, on your own:' },
      { kind: 'list', items: prompts },
      { kind: 'buttons', buttons: [{ label: 'Open your agenda', url: agendaUrl }] },
      {
        kind: 'small',
        prose: 'Leave out any question you like. If the date does not suit you, move it or say not now.',
      },
    ],
    whoSeesWhat:
      `Who sees what: what you note is yours alone until you choose to share it, and then ${managerName} sees it too. ` +
      'Others learn that the conversation took place, never what was said.',
    reason: `You get this mail because you have a career conversation coming up at ${organizationName}.`,
  };
}
