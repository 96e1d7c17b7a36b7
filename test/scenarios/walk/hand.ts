/** What somebody does to an entry in their own calendar, with whatever client they use. */
export type Change =
  | { readonly kind: 'times'; readonly start: Temporal.Instant; readonly end: Temporal.Instant }
  | { readonly kind: 'all_day'; readonly date: Temporal.PlainDate }
  /** Four times, on the weekday it has; and no series any more. */
  | { readonly kind: 'weekly' | 'single' }
  | OfOccurrence
  | { readonly kind: 'retitle' | 'rewrite'; readonly text: string }
  | { readonly kind: 'make_public' | 'unlabel' | 'strip_marker' }
  | { readonly kind: 'invite' | 'uninvite'; readonly email: string }
  | { readonly kind: 'respond'; readonly response: 'accepted' | 'tentative' | 'declined' }
  /** As the organizer, for everybody; as somebody invited, their own alone. */
  | { readonly kind: 'delete' }
  | { readonly kind: 'copy'; readonly title: string };

/** Of a series, one occurrence by its place in it: taken out, or put two hours later. */
export type OfOccurrence =
  | { readonly kind: 'delete_occurrence'; readonly at: number }
  | { readonly kind: 'move_occurrence'; readonly at: number };

/** `impossible`: what was to be changed is not there, or not so that it could be; `refused`: the provider forbids it. */
export type Done = 'done' | 'impossible' | 'refused';

/** An entry, or the whole of a series, as its owner's provider shows it. */
export type WalkEntry = {
  readonly id: string;
  readonly uid: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly allDay: boolean;
  readonly recurring: boolean;
  readonly private: boolean;
  readonly category: boolean;
  readonly marker: string | null;
  readonly organizer: string;
  readonly ownResponse: string;
  /** Of those invited, by lower-case address; rooms and the owner left out. */
  readonly responses: ReadonlyMap<string, string>;
};

export type Hand = {
  /** `id` is the entry's in the owner's calendar. */
  change(input: { id: string; change: Change }): Promise<Done>;
  /** Their own entry with this iCalendar uid. */
  ownId(uid: string): Promise<string | null>;
  /** Something else they accepted, or an absence. */
  enter(input: { kind: 'busy' | 'away'; start: Temporal.Instant; end: Temporal.Instant }): Promise<void>;
  /** Whatever is not cancelled. */
  entries(): Promise<readonly WalkEntry[]>;
};

export type Call = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/** @throws whatever else went wrong, which a walk must not pass over */
export function doneFrom({ status, body }: { readonly status: number; readonly body: unknown }): Done {
  if (status < 300) return 'done';
  if (status === 404 || status === 410) return 'impossible';
  if (status === 403 || status === 400) return 'refused';
  throw new Error(`a person's edit was answered ${status}: ${JSON.stringify(body)}`);
}
