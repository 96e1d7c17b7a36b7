import type { TimesToPick } from './mail-content.ts';

/** One line about something that slipped: what it is, and what one click does. Opening a link changes nothing. */
export type NudgeLine =
  /** To either of the two. */
  | {
      readonly kind: 'needs_a_date';
      readonly otherName: string;
      readonly dueOn: Temporal.PlainDate;
      /** The due date is behind the reader. */
      readonly isPast: boolean;
      readonly click: { readonly kind: 'pick_a_time' | 'connect' | 'see_why'; readonly url: string };
      /** The organisation's own words, in place of the usual ones. */
      readonly text: string | null;
    }
  /** To the manager, who may pick as well as the report. */
  | {
      readonly kind: 'times_proposed';
      readonly otherName: string;
      readonly dueOn: Temporal.PlainDate;
      readonly slots: readonly Omit<TimesToPick['slots'][number], 'pickUrl'>[];
      /** The reader's IANA zone. */
      readonly timeZone: string;
      readonly url: string;
    }
  /** To the report alone. */
  | {
      readonly kind: 'did_it_happen';
      readonly managerName: string;
      readonly startsAt: Temporal.Instant;
      readonly confirmUrl: string;
      readonly text: string | null;
    }
  /** To the manager who moved it again and again, which is allowed. */
  | {
      readonly kind: 'help_is_there';
      readonly reportName: string;
      readonly moves: number;
      /** Whether their own manager is told that help would be welcome, without the report's name. */
      readonly bossIsTold: boolean;
      readonly url: string;
      readonly text: string | null;
    }
  /** To the manager's own manager, as a count and no report's name. */
  | {
      readonly kind: 'could_use_help';
      readonly managerName: string;
      readonly conversations: number;
      readonly url: string;
      readonly text: string | null;
    }
  /** To HR, who see by name on a page. */
  | {
      readonly kind: 'on_hr_list';
      readonly conversations: number;
      readonly url: string;
      readonly text: string | null;
    };
