import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  policiesResponse,
  policyPreviewResponse,
  publishPolicyResponse,
  type PolicyPreviewRequest,
} from '@throughline/contracts/pages/policies.ts';
import type { importFields } from '@throughline/contracts/v1/imports.ts';
import { get, send } from '../app/api.ts';
import type { StatedDraft } from './use-draft.ts';

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => get('/api/policies', policiesResponse, signal),
});

/** Whose people a draft is tried on: those who are here, or those in a file that is sent along and not kept. */
export type Source = {
  readonly file: File | null;
  readonly columns: Readonly<Record<string, (typeof importFields)[number] | null>>;
  readonly dateOrder: 'day_first' | 'month_first' | null;
};
export const ownPeople: Source = { file: null, columns: {}, dateOrder: null };

export function usePreview() {
  return useMutation({
    mutationFn: async ({ stated, weeks, source }: { stated: StatedDraft; weeks: number; source: Source }) => {
      const { file, columns, dateOrder } = source;
      const body: PolicyPreviewRequest = {
        ...stated,
        weeks,
        file: file && { base64: await base64Of(file), columns: { ...columns }, date_order: dateOrder },
      };
      return send('POST', '/api/policies/preview', { body, schema: policyPreviewResponse });
    },
  });
}

export function usePublish() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: StatedDraft & { note: string; seen: string | null }) =>
      send('POST', '/api/policies', { body, schema: publishPolicyResponse }),
    onSuccess: ({ page }) => queryClient.setQueryData(policiesQuery.queryKey, page),
    // Somebody published meanwhile, perhaps: what stands now is shown beside the draft, which is kept.
    onError: () => queryClient.invalidateQueries({ queryKey: policiesQuery.queryKey }),
  });
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(new Error('The file cannot be read.')));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
