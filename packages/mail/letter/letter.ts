/** A run of words in a sentence. */
export type Inline = string | { readonly strong: string } | { readonly link: string; readonly url: string };

export type Prose = string | readonly Inline[];

export type Cell = { readonly prose: Prose; readonly note?: string };

export type Button = { readonly label: string; readonly url: string };

/** What a letter is made of; each kind has one form in HTML and one in plain text. */
export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly prose: Prose }
  | { readonly kind: 'small'; readonly prose: Prose }
  | { readonly kind: 'list'; readonly items: readonly Prose[] }
  /** A tinted box, for a date or a few lines worth keeping at hand. */
  | { readonly kind: 'card'; readonly lines: readonly Prose[] }
  /** The first is the one to press. */
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  /** At most three columns: more do not fit a phone. */
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | Trend;

export type Figure = { readonly label: string; readonly value: string; readonly note: string };

/** A picture in HTML, a line for each week in plain text. */
export type Trend = {
  readonly kind: 'trend';
  /** Names the picture within the mail. */
  readonly pictureId: string;
  /** Every figure in words, for whoever does not see the picture. */
  readonly alt: string;
  readonly caption: string;
  readonly targetPercent: number;
  readonly weeks: readonly TrendWeek[];
};

/** Oldest first; 0–100, or null where there is no figure. */
export type TrendWeek = {
  readonly week: string;
  readonly percent: number | null;
  /** Counts something other than the newest does. */
  readonly isOther: boolean;
  /** What changed in that week, and its number beside the picture. */
  readonly note: { readonly mark: number; readonly text: string } | null;
};

/** One mail as its writer thinks of it, before it becomes HTML and plain text. */
export type Letter = {
  readonly subject: string;
  /** The line a mailbox shows beside the subject. */
  readonly preview: string;
  readonly blocks: readonly Block[];
  /** Who learns what from this mail and what follows from it. */
  readonly whoSeesWhat: string;
  /** Why this mail came to this person. */
  readonly reason: string;
  /** What the link that stops it is called, where it can do more than that. */
  readonly stopLabel?: string;
};
