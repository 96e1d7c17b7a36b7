import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withPicturesInside } from '@throughline/app/pictures-inside.ts';
import { compileLetterHtml } from './letter/letter-html.ts';
import { letterPictures } from './letter/letter-pictures.ts';
import { letterText } from './letter/letter-text.ts';
import { letterOf } from './render-mail.ts';
import { sampleMails } from './testing/sample-mails.ts';

/*
 * Writes every mail with sample data as HTML and text, to be looked at:
 *   node packages/mail/preview.ts [folder]
 */
const folder = resolve(process.argv[2] ?? '.data/mail-preview');
await mkdir(folder, { recursive: true });
const letterHtml = await compileLetterHtml();

const links: string[] = [];
for (const { name, content, unsubscribeUrl } of sampleMails) {
  const letter = letterOf(content);
  const text = letterText({ letter, unsubscribeUrl });
  const html = letterHtml({ letter, unsubscribeUrl });
  const pictures = await letterPictures(letter);
  await writeFile(resolve(folder, `${name}.html`), withPicturesInside({ html, pictures }));
  await writeFile(resolve(folder, `${name}.txt`), `Subject: ${letter.subject}\n\n${text}`);
  links.push(`<li><a href="${name}.html">${name}</a> (<a href="${name}.txt">text</a>)</li>`);
}
await writeFile(resolve(folder, 'index.html'), `<!doctype html><title>Mails</title><ul>${links.join('')}</ul>\n`);
console.log(folder);
