import { describe, expect, test } from 'vitest';
import { argument, audience, mailDomains, origin, personName, slug, timeZone } from './input.ts';

describe('what an operator types', () => {
  test('mail domains come with commas or spaces between them, in lower case', () => {
    expect(argument(mailDomains)('Acme.example, acme.co.uk')).toEqual(['acme.example', 'acme.co.uk']);
  });

  test('a name is given name first', () => {
    expect(argument(personName)(' Ana  María Ruiz ')).toEqual({ givenName: 'Ana', familyName: 'María Ruiz' });
  });

  test('an address of the pages loses its last slash', () => {
    expect(argument(origin)('https://throughline.acme.example/')).toBe('https://throughline.acme.example');
  });

  test('a pilot names one audience', () => {
    expect(argument(audience)('group=R&D=Berlin')).toEqual({ kind: 'group', group: 'R&D=Berlin' });
    expect(argument(audience)('country=DE')).toEqual({ kind: 'country', country: 'DE' });
  });

  test.each([
    [mailDomains, ' , '],
    [mailDomains, 'ana@acme.example'],
    [personName, 'Ana'],
    [timeZone, 'Berlin'],
    [slug, 'Acme Ltd'],
    [origin, 'ftp://acme.example'],
    [origin, 'https://acme.example/throughline'],
    [audience, 'group='],
    [audience, 'team=Sales'],
  ])('what does not fit is wrong usage, whatever it is (%#)', (schema, text) => {
    expect(() => argument<unknown>(schema)(text)).toThrow('expected');
  });
});
