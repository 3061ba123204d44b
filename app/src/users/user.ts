export interface User {
  id: string;
  /** Lower case; unique. */
  email: string;
  displayName: string;
  createdAt: Date;
}

export interface Registration {
  email: string;
  password: string;
  displayName: string;
}
