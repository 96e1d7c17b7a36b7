/** `PGCOPY`, no flags, no extension: how every binary copy begins. */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const endOfRows = Buffer.from([0xff, 0xff]);

const textType = 25;
/** PostgreSQL counts from here, not from 1970. */
const start = Date.UTC(2000, 0, 1);
const millisecondsADay = 86_400_000;

/**
 * Rows as `COPY ... (FORMAT binary)` reads them: the server has nothing to parse.
 *
 * @see https://www.postgresql.org/docs/current/sql-copy.html "Binary Format"
 */
export class CopyPiece {
  #bytes = Buffer.allocUnsafe(128 * 1024);
  #length = 0;
  #moment: { readonly at: Temporal.Instant; readonly microseconds: bigint } | null = null;

  get length(): number {
    return this.#length;
  }

  /** What was written so far; the next row starts a new piece. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  begin(): void {
    this.#append(signature);
  }

  end(): void {
    this.#append(endOfRows);
  }

  /** So many fields follow. */
  row(fields: number): void {
    this.#room(2);
    this.#length = this.#bytes.writeInt16BE(fields, this.#length);
  }

  nothing(): void {
    this.#int(-1);
  }

  text(value: string): void {
    // No character takes more than three bytes of UTF-8 for each of its UTF-16 units.
    this.#room(4 + value.length * 3);
    const written = this.#bytes.write(value, this.#length + 4);
    this.#length = this.#bytes.writeInt32BE(written, this.#length) + written;
  }

  uuid(value: string): void {
    this.#room(20);
    const at = this.#bytes.writeInt32BE(16, this.#length);
    if (this.#bytes.write(value.replaceAll('-', ''), at, 'hex') !== 16) throw new TypeError(`Not a UUID: ${value}`);
    this.#length = at + 16;
  }

  integer(value: number): void {
    this.#int(4);
    this.#int(value);
  }

  /** Temporal's own difference takes twenty times as long; `Date.UTC` takes the year 99 for 1999. */
  date(value: Temporal.PlainDate): void {
    this.#int(4);
    this.#int((new Date(0).setUTCFullYear(value.year, value.month - 1, value.day) - start) / millisecondsADay);
  }

  /** A moment many rows share is worked out once. */
  moment(value: Temporal.Instant): void {
    if (this.#moment?.at !== value)
      this.#moment = { at: value, microseconds: value.epochNanoseconds / 1_000n - BigInt(start) * 1_000n };
    this.#int(8);
    this.#room(8);
    this.#length = this.#bytes.writeBigInt64BE(this.#moment.microseconds, this.#length);
  }

  /** `jsonb`, in the first version of how it is sent: as text. */
  json(value: unknown): void {
    const text = Buffer.from(`\u0001${JSON.stringify(value)}`);
    this.#int(text.length);
    this.#append(text);
  }

  /** `text[]`; an empty one has no dimension. */
  texts(values: readonly string[]): void {
    this.#room(4);
    const from = this.#length;
    this.#length += 4;
    for (const head of values.length === 0 ? [0, 0, textType] : [1, 0, textType, values.length, 1]) this.#int(head);
    for (const value of values) this.text(value);
    this.#bytes.writeInt32BE(this.#length - from - 4, from);
  }

  #int(value: number): void {
    this.#room(4);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }

  #append(bytes: Buffer): void {
    this.#room(bytes.length);
    this.#length += bytes.copy(this.#bytes, this.#length);
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
