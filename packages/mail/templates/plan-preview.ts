import type { PlanPreview } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { count } from '../wording/count.ts';
import { clockTime, dateText, longDay, shortDay, timeRange, zoneName } from '../wording/when.ts';

export function planPreview(content: PlanPreview): Letter {
  const { givenName, organizationName, rows, sendsAt, timeZone, planUrl, workload } = content;
  const sendsOn = sendsAt.toZonedDateTimeISO(timeZone);
  const sendTime = clockTime({ at: sendsAt, timeZone });
  const weekday = longDay(sendsOn).split(' ')[0];
  return {
    subject: `Your plan: ${count(rows.length, 'conversation', 'conversations')}, sent ${weekday} ${sendTime} unless you change something`,
    preview: 'Nothing to do if it suits you.',
    blocks: [
      { kind: 'title', text: 'Here is your plan' },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose: [
          'These times are free for both of you, inside both working hours and clear of your 1:1s. ',
          { strong: `Sent ${longDay(sendsOn)}, ${sendTime} unless you change something.` },
          ' There is nothing you have to do.',
        ],
      },
      {
        kind: 'table',
        head: ['With', 'When'],
        rows: rows.map((row) => [
          { prose: row.reportName, note: `best by ${dateText(row.dueOn)}` },
          {
            prose: shortDay(row.startsAt.toZonedDateTimeISO(timeZone)),
            note: timeRange({ startsAt: row.startsAt, endsAt: row.endsAt, timeZone }),
          },
        ]),
      },
      { kind: 'small', prose: `All times are ${zoneName(timeZone)}.` },
      ...(workload === null ? [] : [{ kind: 'paragraph' as const, prose: workload }]),
      { kind: 'buttons', buttons: [{ label: 'Change it or send it now', url: planUrl }] },
    ],
    whoSeesWhat: 'Who sees what: until the invitations leave, nobody but you sees this plan.',
    reason: `You get this mail once, because you connected your calendar at ${organizationName}.`,
  };
}
