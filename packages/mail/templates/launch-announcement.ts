import type { LaunchAnnouncement } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';

export function launchAnnouncement(content: LaunchAnnouncement): Letter {
  const { givenName, organizationName, subject, paragraphs, sponsorName, aboutUrl } = content;
  return {
    subject,
    preview: 'Everyone gets one. There is nothing to set up.',
    blocks: [
      { kind: 'title', text: subject },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      ...paragraphs.map((prose) => ({ kind: 'paragraph' as const, prose })),
      { kind: 'paragraph', prose: sponsorName ?? organizationName },
      { kind: 'buttons', buttons: [{ label: 'Open Throughline', url: aboutUrl }] },
    ],
    whoSeesWhat:
      'Who sees what: managers and HR see dates and whether conversations took place. Nobody sees what is said.',
    reason: `You get this mail once, because you work at ${organizationName}.`,
  };
}
