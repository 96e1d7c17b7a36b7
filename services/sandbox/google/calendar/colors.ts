/** The palette colorId refers to. Google's numbers; the shades are near enough to tell entries apart. */
const eventColors: Readonly<Record<string, string>> = {
  '1': '#a4bdfc',
  '2': '#7ae7bf',
  '3': '#dbadff',
  '4': '#ff887c',
  '5': '#fbd75b',
  '6': '#ffb878',
  '7': '#46d6db',
  '8': '#e1e1e1',
  '9': '#5484ed',
  '10': '#51b749',
  '11': '#dc2127',
};

const asPalette = Object.fromEntries(
  Object.entries(eventColors).map(([id, background]) => [id, { background, foreground: '#1d1d1d' }]),
);

/** What colors.get answers. */
export const colors = {
  kind: 'calendar#colors',
  updated: '2012-02-14T00:00:00.000Z',
  calendar: asPalette,
  event: asPalette,
};
