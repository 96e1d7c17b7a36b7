import { describe, expect, test } from 'vitest';
import { compileLetterHtml } from './letter-html.ts';
import { letterOf } from '../render-mail.ts';
import { sampleMails } from '../testing/sample-mails.ts';

/** What mail programs do to HTML, looked for in the markup itself: Outlook lays out by tables, Gmail drops what it does not know. */
const letterHtml = await compileLetterHtml();
const mails = sampleMails.map(({ name, content, unsubscribeUrl }) => ({
  name,
  html: letterHtml({ letter: letterOf(content), unsubscribeUrl }),
}));
const [{ html: anyMail } = { html: '' }] = mails;

const tags = (html: string, name: string) => html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

describe.each(mails)('$name', ({ html }) => {
  test('is laid out by tables that say they are no data, and its data stand under named columns', () => {
    const bodies = html.split(/(?=<table\b)/).slice(1);
    for (const body of bodies) {
      const [table = ''] = tags(body, 'table');
      const isLayout = ['presentation', 'none'].includes(attribute(table, 'role') ?? '');
      expect(isLayout || /<th scope="col"/.test(body), table).toBe(true);
    }
    expect(html).not.toMatch(/display:\s*(flex|grid)|position:\s*(absolute|fixed)|<form|<video|<svg/);
  });

  test('has pictures only that come along, with words for whoever does not see them, and a width Outlook keeps to', () => {
    for (const picture of tags(html, 'img')) {
      expect(attribute(picture, 'src')).toMatch(/^cid:[\w-]+@throughline$/);
      expect(attribute(picture, 'alt')).toMatch(/\d+%/);
      expect(Number(attribute(picture, 'width'))).toBeLessThanOrEqual(544);
    }
  });

  test('stays below the size at which Gmail cuts a mail off', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(102 * 1024);
  });
});

test('the weekly email shows its trend as a picture', () => {
  const digest = mails.find(({ name }) => name === 'weekly-digest')?.html ?? '';
  expect(tags(digest, 'img')).toHaveLength(1);
  expect(attribute(tags(digest, 'img')[0] ?? '', 'alt')).toContain('2026-W47: 84%');
});

describe('colours', () => {
  const light = { paper: '#f5f3ef', sheet: '#ffffff', card: '#eef5f2' };
  const dark = { paper: '#151716', sheet: '#1e2120', card: '#24302c' };
  const night = anyMail.slice(anyMail.indexOf('@media (prefers-color-scheme: dark)'));

  test('of words stand out by 4.5 to 1 by day', () => {
    const words = ['#24211d', '#6b645b', '#1f6b5a'];
    for (const colour of words) expect(anyMail).toContain(colour);
    for (const paper of Object.values(light))
      for (const colour of words) expect(contrast(colour, paper), `${colour} on ${paper}`).toBeGreaterThanOrEqual(4.5);
  });

  test('of words stand out by 4.5 to 1 by night, where every paper is dark as well: never white on white', () => {
    const words = ['#ece8e1', '#a9a39a', '#7fd1b9'];
    for (const colour of [...words, ...Object.values(dark)]) expect(night).toContain(colour);
    for (const paper of Object.values(dark))
      for (const colour of words) expect(contrast(colour, paper), `${colour} on ${paper}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#10231d', '#7fd1b9'), 'the button').toBeGreaterThanOrEqual(4.5);
  });

  test('are stated for both, so that a program that turns mails dark by itself does not guess', () => {
    for (const { html } of mails) {
      expect(html).toContain('<meta name="color-scheme" content="light dark"');
      expect(html).toContain('<meta name="supported-color-schemes" content="light dark"');
      const inline = [...html.matchAll(/style="([^"]*)"/g)].map(([, style = '']) => style);
      const white = inline.filter(
        (style) => !style.includes('display:none') && /(?:^|;)\s*color:\s*(#fff(fff)?|white)\b/i.test(style),
      );
      for (const style of white) expect(style).toMatch(/background/);
    }
  });
});

/** WCAG 2.2's ratio. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
