/** The same for each way of writing a path's query: the server names data by the address as it was followed. */
export function canonicalPath(path: string): string {
  const [before = '', query] = path.split(/\?(.*)/s, 2);
  const search = new URLSearchParams(query);
  search.sort();
  return search.size === 0 ? before : `${before}?${search.toString()}`;
}
