import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** Somebody as every stand-in knows them, with what must never leave it. */
export type Employee = {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly email: string | null;
  readonly managerId: string | null;
  readonly department: string;
  readonly hired: string;
  readonly ended: string | null;
  readonly isActive: boolean;
};
export type Absence = {
  readonly id: string;
  readonly employeeId: string;
  readonly starts: string;
  readonly ends: string;
  readonly status: 'approved' | 'requested' | 'denied';
};

/** What a stand-in holds. Change it at will. */
export type HrRecord = { employees: readonly Employee[]; absences: readonly Absence[] };

/** In a field of everybody, and in the note and the kind of every absence. */
export const secret = 'canary-salary-4711';

export const anEmployee = (id: string, given: Partial<Employee> = {}): Employee => ({
  id,
  first: `First${id}`,
  last: `Last${id}`,
  email: `person${id}@acme.example`,
  managerId: null,
  department: 'Engineering',
  hired: '2020-03-01',
  ended: null,
  isActive: true,
  ...given,
});

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };
export type Asked = {
  readonly url: URL;
  readonly method: string;
  readonly authorization: string;
  readonly body: string;
};

/** Call it at the top of a file. `faults` come first, one for each request; `asked` is what was asked for. */
export async function anHrServer(answer: (asked: Asked) => Answer) {
  const faults: Answer[] = [];
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { authorization = '' } = request.headers;
      const url = new URL(request.url ?? '/', 'http://stand.in');
      const question = { url, method: request.method ?? '', authorization, body };
      asked.push(question);
      const { status, headers = {}, body: given } = faults.shift() ?? answer(question);
      const text = typeof given === 'string' ? given : JSON.stringify(given);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults, asked };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export const basicOf = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
