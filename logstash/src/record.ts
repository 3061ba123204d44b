/** Which file: the name changes when it is rotated, these do not. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
  /** Hash of the file's first bytes: an inode's number is used again soon after a file is deleted. */
  readonly head: { readonly length: number; readonly hash: string };
}

/** A line without its newline, and the bytes of the file that it takes up, newline included. */
export interface Line {
  readonly text: string;
  readonly file: FileIdentity;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** One or more lines that belong together. `end` is where reading goes on once the record is stored. */
export interface LogRecord {
  readonly process: string;
  readonly text: string;
  readonly path: string;
  /** Of the first line. */
  readonly file: FileIdentity;
  readonly start: number;
  /** Of the last line. */
  readonly endFile: FileIdentity;
  readonly end: number;
}
