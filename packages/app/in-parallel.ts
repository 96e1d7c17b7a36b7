/** Like `Promise.all` over a mapped list, with at most `limit` under way at a time. The first failure rejects. */
export async function inParallel<Item, Result>({
  items,
  limit,
  work,
}: {
  items: readonly Item[];
  limit: number;
  work: (item: Item) => Promise<Result>;
}): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
