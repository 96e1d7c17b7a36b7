/** An attendee's participation status (RFC 5545 PARTSTAT), the organizer's own copy counting as accepted. */
export type ParticipationStatus = 'accepted' | 'declined' | 'tentative' | 'needs_action';

/** The parts of an event a person may edit and Throughline has an opinion on. Title, place, colour and text are theirs. */
type Kept = {
  readonly providerEventId: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly private: boolean;
  /** By name; `null` where the provider has none. */
  readonly category: string | null;
};

export const askReasons = [
  'onto_one_on_one',
  'inside_lead_floor',
  'onto_today',
  'all_day',
  'recurring',
  'shortened',
  'not_between_two',
] as const;
/** What makes an event no longer distinct, until the organizer changes it or the report's word makes it count. */
export type AskReason = (typeof askReasons)[number];

/**
 * Who is invited besides the organizer; rooms are nobody. Among `others` may be the report, also by an address that
 * nobody knows as theirs; `only_others` are known to be other people, every one.
 */
export type Invited = 'the_report' | 'nobody' | 'others' | 'only_others';

/** An event as Throughline last knew it: as it wrote it, or as it last accepted it. */
export type EventRecord = Kept & {
  /** Privacy, category or marker were put back once for this event; from then on losing them is only flagged. */
  readonly restored: boolean;
  /** A loss of one of these that was not put back again has been flagged. */
  readonly flagged: boolean;
  /** What the organizer has been asked about already. */
  readonly asked: readonly AskReason[];
};

/** An event as the provider shows it now, in the organizer's calendar. All-day events run from midnight to midnight in the owner's zone. */
export type ObservedEvent = Kept & {
  readonly kind: 'present';
  readonly cancelled: boolean;
  readonly allDay: boolean;
  readonly recurring: boolean;
  /** It bears our marker. Without it the event is still known by its id, but no longer found by anything else. */
  readonly marked: boolean;
  /** Whoever organizes an event decides about it; somebody else's is not ours to change. */
  readonly organizer: 'manager' | 'somebody_else';
  readonly invited: Invited;
  readonly responses: { readonly manager: ParticipationStatus; readonly report: ParticipationStatus };
};

/**
 * What a look at the calendar gave. `missing`: a list, a delta or a tombstone no longer has it, which proves nothing,
 * since a change of organizer or a move out of the window looks the same. `gone`: it was asked for by its id and is not there.
 */
export type Observation = ObservedEvent | { readonly kind: 'missing' } | { readonly kind: 'gone' };
