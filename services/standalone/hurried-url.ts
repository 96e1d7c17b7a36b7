/**
 * The same database, without waiting for the disk at every commit: for the demo's own history, hundreds of small
 * transactions a day. A crash of the machine loses its last moments, which the next start lives again; nobody's
 * real data is ever written this way. (PostgreSQL manual, "Asynchronous Commit".)
 */
export function hurriedUrl(url: string): string {
  const hurried = new URL(url);
  // Replaces what the pool would set itself, so its time zone is said again.
  hurried.searchParams.set('options', '-c TimeZone=UTC -c synchronous_commit=off');
  return hurried.href;
}
