export type DecodedFile =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
    }
  | { readonly kind: 'no_text'; readonly why: string };

/**
 * The text of a file, whatever wrote it: Unicode with or without a byte order mark, else the Windows code page that
 * Western European spreadsheets save.
 */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]))
    return { kind: 'no_text', why: 'is a workbook or archive. Save it as CSV and choose that file.' };
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return { kind: 'no_text', why: 'is an old Excel workbook. Save it as CSV and choose that file.' };
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46]))
    return { kind: 'no_text', why: 'is a PDF. Export it as CSV instead.' };
  const wide = wideEncoding(bytes);
  if (wide !== null) return { kind: 'text', encoding: wide, text: decode(bytes, wide) };
  if (bytes.includes(0)) return { kind: 'no_text', why: 'is not text. Export it as CSV.' };
  try {
    return { kind: 'text', encoding: 'utf-8', text: decode(bytes, 'utf-8') };
  } catch {
    return { kind: 'text', encoding: 'windows-1252', text: decode(bytes, 'windows-1252') };
  }
}

/** By its mark, or, without one, by where the zero bytes of its first Latin letters stand. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const head = bytes.subarray(0, 200);
  if (head.length < 4) return null;
  const zeros = (from: 0 | 1) => head.filter((byte, at) => at % 2 === from && byte === 0).length;
  const most = head.length * 0.4;
  if (zeros(1) >= most && zeros(0) === 0) return 'utf-16le';
  return zeros(0) >= most && zeros(1) === 0 ? 'utf-16be' : null;
}

/** Without the mark at its head. */
function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}
