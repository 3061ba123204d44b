/** A record that an operator wants a consumer group to leave behind, and why. */
export interface SkipOrder {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** A 64-bit number as text. */
  readonly offset: string;
  readonly reason: string;
}

/** The orders that are not done yet. Asked before each attempt, so from memory. */
export interface SkipOrders {
  orderFor(place: Omit<SkipOrder, 'reason'>): SkipOrder | undefined;
  /** Notes that the record is dead-lettered and will not be tried again. */
  done(order: SkipOrder): void;
}
