/** A line of `GET /control/requests`, as far as this check reads it. */
export type Exchange = {
  /** Set on what a provider sends by itself. */
  readonly kind?: 'google-push' | 'graph-notification';
  readonly method: string;
  readonly url: string;
  readonly requestBody?: unknown;
};

/** Who asked: Throughline as it does, or a test of the sandbox, which also asks what nobody should. */
export type Asker = 'application' | 'test';
