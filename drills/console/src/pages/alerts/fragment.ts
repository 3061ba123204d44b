/** What a fragment of the alerts' page asks for. */
export type Fragment =
  { readonly kind: 'page'; readonly to: string } | { readonly kind: 'receiver'; readonly receiver: string } | undefined;

/**
 * Alertmanager's links address its own pages by fragments; the console, which is its external URL, answers two of them.
 * @param hash e.g. `#/alerts?receiver=slack-critical`, `#/silences/new?filter=%7B…%7D`
 */
export function readFragment(hash: string): Fragment {
  const [path, query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s, 2);
  if (path === '/silences/new') return { kind: 'page', to: query === '' ? path : `${path}?${query}` };
  const receiver = new URLSearchParams(query).get('receiver') ?? '';
  return path === '/alerts' && receiver !== '' ? { kind: 'receiver', receiver } : undefined;
}
