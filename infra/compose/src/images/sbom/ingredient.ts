/** Something that an image is made of. */
export interface Ingredient {
  /** As package URLs name kinds: npm, deb, golang, generic. */
  readonly kind: 'npm' | 'deb' | 'golang' | 'generic';
  /** With the scope or path that is part of it. */
  readonly name: string;
  readonly version: string;
  /** As its publisher writes it. */
  readonly license?: string;
  /** Further parts of its package URL. */
  readonly qualifiers?: Readonly<Record<string, string>>;
}
