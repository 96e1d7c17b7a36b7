import type { PolicyRules } from '../policy/policy.ts';

export type AnnouncementText = { readonly subject: string; readonly body: string };

/** What a sponsor may send as it stands. An empty line begins a paragraph; greeting and signature are put around it. */
export function defaultAnnouncement({
  organizationName,
  rules: { intervalDays, durationMinutes, leadTimeDays },
}: {
  organizationName: string;
  rules: Pick<PolicyRules, 'intervalDays' | 'durationMinutes' | 'leadTimeDays'>;
}): AnnouncementText {
  const paragraphs = [
    `Everyone at ${organizationName} will have a career conversation with their manager, about every ${interval(intervalDays)}: ${durationMinutes} minutes about what you want, apart from your 1:1s and reviews, and not about pay or promotion.`,
    'It is routine. Everyone has one, and nothing is wrong. We want to understand what you actually want, not what you think we want to hear.',
    `There is nothing to set up. The invitation appears in your calendar about ${leadTimeDays} days ahead, at a time you both have, with an agenda you can prepare for as much or as little as you like. You can move it or say not now.`,
    'Others learn that it took place, never what was said. The agenda page and what you write there are for the two of you.',
    'Leaders begin: their own conversations are among the first.',
  ];
  return { subject: `Career conversations begin at ${organizationName}`, body: paragraphs.join('\n\n') };
}

/** A line break within a paragraph is a space. */
export function paragraphsOf(body: string): readonly string[] {
  return body
    .split(/\r?\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

function interval(days: number): string {
  const months = Math.round(days / 30);
  return months === 12 ? 'year' : `${months} months`;
}
