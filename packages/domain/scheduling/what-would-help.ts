import type { ConversationToPlan } from './planning-input.ts';
import type { BrokenRule } from './possible-slots.ts';
import type { Searched } from './search-slots.ts';

/** Where there is not one time to propose: what stands most in the way, as something one of them can do. */
export function whatWouldHelp({
  conversation: { rules },
  search: {
    found: { considered, ruledOut },
    time: { manager, report, common },
  },
}: {
  conversation: Pick<ConversationToPlan, 'rules'>;
  search: Searched;
}): readonly string[] {
  const [boss, ana] = [manager.person.name, report.person.name];
  if (considered === 0) {
    const away = [manager, report].some(({ daysOff }) => daysOff.leave + daysOff.holiday + daysOff.blackout > 0);
    if (common.length === 0 && away)
      return ['What would help: that one of them is back; it is looked at again each day.'];
    const fringe =
      rules.fringeMinutes === 0
        ? ', or that HR allows times at the fringe of the day, which both would then share in turn'
        : '';
    return [`What would help: working hours of ${boss} and ${ana} that meet; each can change theirs${fringe}.`];
  }
  const helps: Readonly<Record<BrokenRule, string>> = {
    manager_busy: `an hour freed in ${boss}'s calendar while ${ana} is at work`,
    report_busy: `an hour freed in ${ana}'s calendar while ${boss} is at work`,
    near_one_on_one: `that ${boss} and ${ana} move one of their regular 1:1s, which are too close to every free hour`,
    day_turned_down:
      'one of the days that did not suit before, if it suits by now: either can put it into the calendar',
    day_taken: `that ${boss} or ${ana} moves another of their conversations to another day`,
  };
  const [most] = (Object.keys(helps) as BrokenRule[]).toSorted((a, b) => ruledOut[b] - ruledOut[a]);
  return most === undefined ? [] : [`What would help: ${helps[most]}.`];
}
