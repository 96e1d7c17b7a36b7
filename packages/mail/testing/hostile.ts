import fc from 'fast-check';

/** Texts that try to leave the place they are put into: markup, attributes, line ends, holes, reversed writing. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</td></tr></table>',
        '<!--',
        '-->',
        '<![endif]-->',
        ']]>',
        '"',
        "'",
        '<',
        '>',
        '&',
        '&lt;',
        '`',
        'onload=',
        'style="',
        '\r\n',
        '\n',
        '\r',
        '\u2028',
        '\u0000',
        '\u0085',
        '\u202e',
        '{{text}}',
        '{{#blocks}}',
        '{{/blocks}}',
        '$&',
        '$1',
        'Bcc: eve@evil.example',
        '=?utf-8?Q?=0D=0ABcc:?=',
        ',',
        ';',
        ':',
      ),
      fc.string({ unit: 'grapheme' }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
