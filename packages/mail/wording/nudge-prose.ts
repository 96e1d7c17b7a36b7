import type { NudgeLine } from '@throughline/app/ports/nudge-line.ts';
import type { Inline } from '../letter/letter.ts';
import { count } from './count.ts';
import { outside, timeIn } from './times-to-pick.ts';
import { dateText, shortDay, zoneName } from './when.ts';

/** One thing that slipped as a line: who with, what it is, and what one click does. */
export function nudgeProse({ line, timeZone }: { line: NudgeLine; timeZone: string }): readonly Inline[] {
  switch (line.kind) {
    case 'needs_a_date': {
      const { otherName, dueOn, isPast, text, click } = line;
      const usual = isPast
        ? `best by ${dateText(dueOn)}, and it still needs a date.`
        : `best by ${dateText(dueOn)}, and it needs a date.`;
      return [
        { strong: otherName },
        `: ${text ?? usual} `,
        { link: clickWords[click.kind].link, url: click.url },
        `, ${clickWords[click.kind].does}.`,
      ];
    }
    case 'times_proposed': {
      const { otherName, dueOn, slots, url } = line;
      const times = slots.map((slot) => `${timeIn(slot, line.timeZone)}${outside(slot)}`).join('; ');
      return [
        { strong: otherName },
        `: best by ${dateText(dueOn)}, and nothing fits by itself. These times would do, ${zoneName(line.timeZone)}: ${times}. `,
        { link: 'Pick one', url },
        ', where one click books it for you both; whichever of you picks first decides.',
      ];
    }
    case 'did_it_happen': {
      const { managerName, startsAt, confirmUrl, text } = line;
      const usual = `your conversation on ${shortDay(startsAt.toZonedDateTimeISO(timeZone))}: did it take place?`;
      return [
        { strong: managerName },
        `: ${text ?? usual} `,
        { link: 'Say so', url: confirmUrl },
        ', which opens a page where one click answers.',
      ];
    }
    case 'help_is_there': {
      const { reportName, moves, bossIsTold, url, text } = line;
      const usual =
        `moved ${count(moves, 'time', 'times')} so far, which is fine. Finding a time can be hard, and there is help. ` +
        (bossIsTold ? 'Your own manager hears that a hand would be welcome, not with whom. ' : '');
      return [
        { strong: reportName },
        `: ${text ?? usual.trimEnd()} `,
        { link: 'See the conversation', url },
        ', which opens it and changes nothing.',
      ];
    }
    case 'could_use_help': {
      const { managerName, conversations, url, text } = line;
      const usual = `could use help finding a time for ${count(conversations, 'career conversation', 'career conversations')}.`;
      return [
        { strong: managerName },
        text === null ? ` ${usual} ` : `: ${text} (${count(conversations, 'conversation', 'conversations')}) `,
        { link: 'See your part', url },
        ', as counts of who has a date.',
      ];
    }
    case 'on_hr_list': {
      const { conversations, url, text } = line;
      const usual = `${count(conversations, 'conversation needs', 'conversations need')} a date and could use help from HR.`;
      return [
        text === null ? `${usual} ` : `${text} (${count(conversations, 'conversation', 'conversations')}) `,
        { link: 'See the list', url },
        ', with the reason for each and what was tried.',
      ];
    }
  }
}

const clickWords = {
  pick_a_time: { link: 'Pick a time', does: 'where one click books it for you both' },
  connect: { link: 'Connect your calendar', does: 'and a date is found without you' },
  see_why: { link: 'See why', does: 'which opens it and changes nothing' },
} as const;
