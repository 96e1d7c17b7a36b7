import { queryOptions } from '@tanstack/react-query';
import {
  importOnPage,
  importRowsResponse,
  importsResponse,
  readingResponse,
  type ImportOnPage,
} from '@throughline/contracts/pages/imports.ts';
import type { importFields, V1ImportRow } from '@throughline/contracts/v1/imports.ts';
import { get, sendFile } from '../app/api.ts';

export type Choice = {
  readonly columns: Readonly<Record<string, (typeof importFields)[number] | null>>;
  readonly dateOrder: 'day_first' | 'month_first' | null;
  readonly missing: 'leave' | 'stay';
};

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => get('/api/imports', importsResponse, signal),
});

const isMoving = (run: ImportOnPage | undefined) => run?.state === 'checking' || run?.state === 'running';

/** Asked again while it moves by itself. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => get(`/api/imports/${id}`, importOnPage, signal),
    refetchInterval: ({ state }) => (isMoving(state.data) ? 1_000 : false),
  });

/** Told apart by when the import changed: what it would do becomes what it did. */
export const importRowsQuery = ({
  run,
  result,
  cursor,
}: {
  run: Pick<ImportOnPage, 'id' | 'modified_at'>;
  result: V1ImportRow['result'] | undefined;
  cursor: string | null;
}) =>
  queryOptions({
    queryKey: ['imports', run.id, 'rows', run.modified_at, result ?? 'all', cursor],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        page_size: '50',
        ...(result ? { result } : {}),
        ...(cursor ? { cursor } : {}),
      });
      return get(`/api/imports/${run.id}/rows?${query}`, importRowsResponse, signal);
    },
  });

/** How the file would be read. */
export function readFile(file: File, choice: Choice) {
  return sendFile(`/api/imports/reading?${queryOf(choice)}`, file, readingResponse);
}

export function sendImport(file: File, choice: Choice) {
  const query = queryOf(choice);
  query.set('missing', choice.missing);
  return sendFile(`/api/imports?${query}`, file, importOnPage);
}

function queryOf({ columns, dateOrder }: Choice): URLSearchParams {
  return new URLSearchParams({
    ...(Object.keys(columns).length > 0 ? { columns: JSON.stringify(columns) } : {}),
    ...(dateOrder ? { date_order: dateOrder } : {}),
  });
}
