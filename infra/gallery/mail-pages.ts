import { withPicturesInside } from '@throughline/app/pictures-inside.ts';
import { compileLetterHtml } from '@throughline/mail/letter/letter-html.ts';
import { letterPictures } from '@throughline/mail/letter/letter-pictures.ts';
import { letterOf } from '@throughline/mail/render-mail.ts';
import { sampleMails } from '@throughline/mail/testing/sample-mails.ts';

/** Every mail there is, as HTML with its pictures inside, filled with the sample people of the tests. */
export async function mailPages(): Promise<readonly { readonly name: string; readonly html: string }[]> {
  const letterHtml = await compileLetterHtml();
  const pages = sampleMails.map(async ({ name, content, unsubscribeUrl }) => {
    const letter = letterOf(content);
    const html = withPicturesInside({
      html: letterHtml({ letter, unsubscribeUrl }),
      pictures: await letterPictures(letter),
    });
    return { name, html };
  });
  return Promise.all(pages);
}
