import type { Letter } from '../letter/letter.ts';
import { dateText } from '../wording/when.ts';

/** Tells everyone, before the first invitation, what is coming and who sees what. */
export type LaunchAnnouncement = {
  readonly template: 'launch-announcement';
  readonly givenName: string;
  readonly organizationName: string;
  /** From the policy that holds for the reader. */
  readonly intervalDays: number;
  readonly leadTimeDays: number;
  readonly durationMinutes: number;
  readonly startsOn: Temporal.PlainDate;
  readonly aboutUrl: string;
};

export function launchAnnouncement(content: LaunchAnnouncement): Letter {
  const { givenName, organizationName, intervalDays, leadTimeDays, durationMinutes, startsOn, aboutUrl } = content;
  return {
    subject: `Career conversations begin at ${organizationName}`,
    preview: 'Everyone gets one. There is nothing to set up.',
    blocks: [
      { kind: 'title', text: `Career conversations begin at ${organizationName}` },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose:
          `From ${dateText(startsOn)} on, everyone has a career conversation with their manager about every ${interval(intervalDays)}: ` +
          `${durationMinutes} minutes about what you want, apart from your 1:1s, reviews and pay.`,
      },
      {
        kind: 'list',
        items: [
          `The invitation appears in your calendar about ${leadTimeDays} days ahead, at a time you both have.`,
          'You can move it or say not now.',
          'Others learn that it took place, never what was said.',
        ],
      },
      { kind: 'buttons', buttons: [{ label: 'How it works', url: aboutUrl }] },
    ],
    whoSeesWhat:
      'Who sees what: managers and HR see dates and whether conversations took place. Nobody sees what is said.',
    reason: `You get this mail once, because you work at ${organizationName}.`,
  };
}

function interval(days: number): string {
  const months = Math.round(days / 30);
  return months === 12 ? 'year' : `${months} months`;
}
