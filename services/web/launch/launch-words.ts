import type { LaunchAudience, LaunchResponse } from '@throughline/contracts/pages/launch.ts';
import { formatDate } from '../app/times.ts';

/** Where the organisation stands, in a sentence. */
export function stateSentence({ state, launchedOn, pilotFor }: LaunchResponse): string {
  const since = launchedOn === null ? '' : ` since ${formatDate(launchedOn)}`;
  switch (state) {
    case 'draft':
      return 'Not launched. Nothing leaves but what an administrator presses.';
    case 'pilot':
      return `A pilot${pilotFor === null ? '' : ` for ${pilotFor}`} runs${since}. Nobody else hears of it.`;
    case 'live':
      return `Live for everyone${since}.`;
    case 'paused':
      return 'Paused. No event, no mail and no webhook leaves; what is in calendars stays there.';
  }
}

export const audienceKinds: readonly { value: LaunchAudience['kind']; label: string }[] = [
  { value: 'everyone', label: 'Everyone' },
  { value: 'group', label: 'A pilot: one group' },
  { value: 'level', label: 'A pilot: one level' },
  { value: 'country', label: 'A pilot: one country' },
  { value: 'person', label: 'A pilot: one person' },
];

/** 'everyone', 'Research', 'level L5'. */
export function audienceText({ kind, value }: LaunchAudience): string {
  if (kind === 'everyone') return 'everyone';
  return kind === 'level' ? `level ${value}` : value;
}

/** '12.5 h' */
export function hoursText(minutes: number): string {
  return `${Math.round((minutes / 60) * 10) / 10} h`;
}

/** 'Dec 2026' */
export function monthText(month: string): string {
  return formatDate(`${month}-01`).replace(/^\d+ /, '');
}

export function countText(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
