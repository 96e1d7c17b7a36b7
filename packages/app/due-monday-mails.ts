import { mondayMail } from '@throughline/domain/reminders/monday-mail.ts';
import { isDue } from '@throughline/domain/reminders/reminder.ts';
import { resolvePolicy } from '@throughline/domain/policy/resolve-policy.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { QueuedMail } from './queue-mail.ts';
import { policyOf, recipientFrom } from './reminder-facts.ts';
import type { ReminderFacts } from './reminder-facts.ts';

/** One mail a week for each manager with something open that falls due within the policy's horizon. */
export function dueMondayMails(facts: ReminderFacts): readonly QueuedMail[] {
  const byManager = Map.groupBy(facts.conversations, ({ managerId }) => managerId ?? '');
  return [...byManager].flatMap(([managerId, openItems]) => {
    const manager = facts.people.get(managerId);
    const [first] = openItems;
    if (manager === undefined || first === undefined) return [];
    const own = resolvePolicy({ person: manager, policies: [...facts.policies.values()] });
    const policy = own?.policy ?? policyOf({ facts, policyId: first.policyId });
    const recipient = recipientFrom({ facts, person: manager, policy });
    const reminder = mondayMail({ manager: recipient, openItems, policy, now: facts.now });
    if (reminder === null || !isDue({ reminder, now: facts.now })) return [];
    const week = isoWeekOf(localDateOf({ instant: facts.now, timeZone: recipient.workingPattern.timeZone }));
    return [{ dedupeKey: reminder.key, template: 'monday-mail', recipient: manager, payload: { isoWeek: week } }];
  });
}
