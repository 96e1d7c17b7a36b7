import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTemplate } from './template.ts';

describe('a template', () => {
  test('fills a hole with its text, escaped', () => {
    expect(compileTemplate('<p title="{{name}}">{{name}}</p>')({ name: `<b>"O'Neil" & co` })).toBe(
      '<p title="&lt;b&gt;&quot;O&#39;Neil&quot; &amp; co">&lt;b&gt;&quot;O&#39;Neil&quot; &amp; co</p>',
    );
  });

  test('repeats a section for each view, in order, and leaves it out without one', () => {
    const list = compileTemplate('<ul>{{#items}}<li>{{name}}{{#note}} ({{text}}){{/note}}</li>{{/items}}</ul>');
    expect(list({ items: [{ name: 'a', note: { text: '1' } }, { name: 'b' }] })).toBe(
      '<ul><li>a (1)</li><li>b</li></ul>',
    );
    expect(list({ items: [] })).toBe('<ul></ul>');
    expect(list({})).toBe('<ul></ul>');
  });

  test('stands open for no hole it was given nothing for', () => {
    expect(() => compileTemplate('{{name}}')({})).toThrow('{{name}}');
    expect(() => compileTemplate('{{#name}}x{{/name}}')({ name: 'text' })).toThrow('{{#name}}');
  });

  test.each(['{{#a}}x', 'x{{/a}}', '{{#a}}{{#b}}{{/a}}{{/b}}'])('%s is refused when it is compiled', (html) => {
    expect(() => compileTemplate(html)).toThrow(SyntaxError);
  });

  test('never takes markup or another hole from a text', () => {
    const paragraph = compileTemplate('<p title="{{a}}">{{b}}</p>');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (a, b) => {
        const html = paragraph({ a: `{{b}}${a}`, b: `{{#a}}${b}` });
        expect(html.match(/<[^>]*>/g)).toHaveLength(2);
        expect(html.match(/"/g)).toHaveLength(2);
      }),
    );
  });
});
