/** One call to a provider's API and its answer, or a push from the provider, as they would have been in production. */
export type Exchange = {
  readonly kind?: 'google-push' | 'graph-notification';
  /** Wall time, RFC 3339. */
  readonly time: string;
  readonly method: string;
  /** Absolute, at the provider's own host. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  /** Absent where a fault answered in the provider's place. */
  readonly status?: number;
  /** The answer's body as text; JSON is written out as such. */
  readonly responseText: string;
};

export type ExchangeLog = {
  readonly add: (exchange: Exchange) => void;
  /** Oldest first, one JSON document a line. */
  readonly lines: () => IterableIterator<string>;
  readonly clear: () => void;
};

const mostExchanges = 20_000;
const mostCharacters = 48 * 1024 * 1024;

/** The most recent exchanges; the oldest make way when there are too many or they grow too large. */
export function createExchangeLog(): ExchangeLog {
  let exchanges: Exchange[] = [];
  let characters = 0;
  return {
    add: (exchange) => {
      exchanges.push(exchange);
      characters += exchange.responseText.length;
      if (exchanges.length <= mostExchanges && characters <= mostCharacters) return;
      exchanges = exchanges.slice(Math.ceil(exchanges.length / 4));
      characters = exchanges.reduce((sum, kept) => sum + kept.responseText.length, 0);
    },
    lines: function* () {
      for (const { responseText, ...exchange } of exchanges) {
        yield JSON.stringify({ ...exchange, ...(responseText === '' ? {} : { responseBody: parsed(responseText) }) });
      }
    },
    clear: () => {
      exchanges = [];
      characters = 0;
    },
  };
}

function parsed(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
