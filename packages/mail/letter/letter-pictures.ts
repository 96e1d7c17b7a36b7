import type { MailPicture } from '@throughline/app/ports/mail-content.ts';
import { trendPicture } from '@throughline/documents/trend-picture.ts';
import type { Letter, Trend } from './letter.ts';

/** What a letter's HTML shows and brings along. */
export function letterPictures({ blocks }: Pick<Letter, 'blocks'>): Promise<readonly MailPicture[]> {
  return Promise.all(blocks.filter((block) => block.kind === 'trend').map(drawn));
}

async function drawn({ pictureId, targetPercent, weeks }: Trend): Promise<MailPicture> {
  const bars = weeks.map(({ week, percent, isOther, note }) => ({
    label: week.slice(week.indexOf('W') + 1),
    percent,
    isOther,
    mark: note && note.mark,
  }));
  return { id: pictureId, png: await trendPicture({ bars, targetPercent }) };
}
