/** The chosen consumer groups. */
export const GROUPS = { messaging_consumer_group_name: '$messaging_consumer_group_name' } as const;

/** The chosen consumer groups and topics. */
export const GROUPS_AND_TOPICS = { ...GROUPS, messaging_destination_name: '$messaging_destination_name' } as const;

/** The same choice, by the names that lag has by tradition. */
export const LAG = { consumergroup: '$messaging_consumer_group_name', topic: '$messaging_destination_name' } as const;

export const KAFKA = { job: 'kafka' } as const;
