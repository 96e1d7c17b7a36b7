import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLetterHtml } from './letter/letter-html.ts';
import { letterText } from './letter/letter-text.ts';
import { letterOf } from './render-mail.ts';
import { hostileText } from './testing/hostile.ts';
import { sampleMails } from './testing/sample-mails.ts';
import type { SampleMail } from './testing/sample-mail.ts';

const letterHtml = await compileLetterHtml();

function render({ content, unsubscribeUrl }: Pick<SampleMail, 'content' | 'unsubscribeUrl'>) {
  const letter = letterOf(content);
  return { letter, html: letterHtml({ letter, unsubscribeUrl }), text: letterText({ letter, unsubscribeUrl }) };
}

/** Elements, comments and attribute names, without what is in them. */
const skeleton = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'));

const decode = (html: string) =>
  html.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (entity) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' })[entity] ?? entity,
  );

describe.each(sampleMails)('$name', (sample) => {
  const { letter, html, text } = render(sample);
  const urls = [...html.matchAll(/href="([^"]*)"/g)].map((match) => decode(match[1] ?? ''));

  test('says in plain text everything the HTML says', () => {
    const shown = decode(html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, '\n'))
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && line !== letter.preview && !['&#8226;', '&nbsp;'].includes(line));
    const columns = letter.blocks.flatMap((block) => (block.kind === 'table' ? block.head : []));
    for (const line of shown.filter((each) => !columns.includes(each))) expect(text).toContain(line.replace(/\.$/, ''));
    for (const url of urls) expect(text).toContain(url);
  });

  test('leaves no hole open and shows no code', () => {
    expect(html + text + letter.subject).not.toMatch(/\{\{|\}\}|undefined|\[object|NaN|null/);
  });

  test('keeps to the words people are spoken to with', () => {
    expect(`${letter.subject} ${letter.preview} ${text}`).not.toMatch(
      /\b(meetings?|overdue|enforce\w*|violat\w*|denied|ladder|compliance|mandatory|must|failed|missed|users?|guests?|hosts?)\b/i,
    );
  });

  test('has a short subject, a preview, and a line on who sees what', () => {
    expect(letter.subject.length).toBeLessThanOrEqual(90);
    expect(letter.preview.length).toBeLessThanOrEqual(120);
    expect(letter.whoSeesWhat).not.toBe('');
    expect(letter.reason).toMatch(/^You get this mail/);
  });

  test('names a zone beside every time of day', () => {
    if (/\b\d\d:\d\d\b/.test(text)) expect(text).toMatch(/Time \(|UTC/);
  });

  test('adapts to the dark, to a phone, and fetches nothing when it is opened', () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html).toContain('name="viewport"');
    expect(html).not.toMatch(/<img(?![^>]* src="cid:)|url\(|<script|<link/);
  });
});

describe('hostile text', () => {
  // Everything that people and HR systems put into a mail; links, zones and choices are our own.
  const ours = new Set([
    'template',
    'timeZone',
    'otherTimeZone',
    'provider',
    'because',
    'waitingFor',
    'grade',
    'reasons',
    'kind',
    'week',
  ]);

  function spoil(value: unknown, hostile: string, key = ''): unknown {
    if (typeof value === 'string')
      return ours.has(key) ? value : key.toLowerCase().endsWith('url') ? `${value}?${hostile}` : `${value}${hostile}`;
    if (Array.isArray(value)) return ours.has(key) ? value : value.map((item: unknown) => spoil(item, hostile, key));
    if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, spoil(inner, hostile, name)]));
  }

  function isPlain(value: object): boolean {
    return Object.getPrototypeOf(value) === Object.prototype;
  }

  test('in every hole of every mail adds no tag, no line and no header', () => {
    const sound = sampleMails.map((sample) => render(sample));
    fc.assert(
      fc.property(hostileText, fc.nat(sampleMails.length - 1), (hostile, index) => {
        const sample = sampleMails[index];
        const plain = sound[index];
        const spoiled = render(spoil(sample, hostile) as SampleMail);
        expect(skeleton(spoiled.html)).toEqual(skeleton(plain?.html ?? ''));
        expect(spoiled.text.split('\n')).toHaveLength(plain?.text.split('\n').length ?? 0);
      }),
      { numRuns: 600 },
    );
  });

  test('cannot become a link', () => {
    const letter = letterOf(sampleMails[0]!.content);
    const blocks = [{ kind: 'buttons' as const, buttons: [{ label: 'x', url: 'javascript:alert(1)' }] }];
    expect(() => letterHtml({ letter: { ...letter, blocks }, unsubscribeUrl: null })).toThrow(TypeError);
    expect(() => letterText({ letter: { ...letter, blocks }, unsubscribeUrl: null })).toThrow(TypeError);
  });
});
