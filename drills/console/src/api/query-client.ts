import { QueryClient } from '@tanstack/react-query';
import { canonicalPath } from './canonical-path';
import { ProblemError } from './problem-error';

/** Milliseconds in which another look at the same page asks nothing anew. */
const FRESH_MS = 2_000;

/** With what the server has put into the page already in it, by its path. */
export function createQueryClient(page: Document): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: isWorthAnotherTry, retryDelay: 1_000, refetchOnWindowFocus: true },
    },
  });
  const embedded = page.getElementById('page-data')?.textContent ?? '{}';
  const data = JSON.parse(embedded) as Readonly<Record<string, unknown>>;
  for (const [path, answer] of Object.entries(data)) client.setQueryData([canonicalPath(path)], answer);
  return client;
}

/** What the server refused it refuses again; a component that is away comes back by the next refresh. */
const isWorthAnotherTry = (failures: number, error: Error): boolean =>
  failures < 1 && error instanceof ProblemError && error.problem.code === 'console_silent';
