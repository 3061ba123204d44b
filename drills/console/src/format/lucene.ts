/** A value as a term of a Lucene query: operators are escaped; `<` and `>`, which cannot be, fit as any character. */
export const escapeLucene = (value: string): string =>
  value.replace(/[!(){}[\]^"~*?:\\/&|=\s]|^[+-]/g, '\\$&').replace(/[<>]/g, '?');
