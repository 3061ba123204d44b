/** Something that is killed while people work. */
export interface FaultKind {
  readonly name: string;
  /** As the supervisor names them; a round kills one, the next round the next. */
  readonly processes: readonly string[];
}

/** Every kind of fault that a round can bring. */
export const FAULT_KINDS: readonly FaultKind[] = [
  // The API and, in the same process, the relay that leads.
  { name: 'task-service', processes: ['task-service'] },
  { name: 'consumer', processes: ['consumer'] },
  { name: 'broker', processes: ['kafka-1', 'kafka-2', 'kafka-3'] },
  { name: 'postgres', processes: ['postgres'] },
  { name: 'redis', processes: ['redis'] },
  { name: 'registry', processes: ['registry'] },
  { name: 'consumer-daprd', processes: ['consumer-daprd'] },
];
