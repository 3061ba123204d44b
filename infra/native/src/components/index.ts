import type { Component } from '../platform/component';
import { alertmanager } from './alertmanager';
import { console } from './console';
import { dapr } from './dapr';
import { elasticsearch } from './elasticsearch';
import { exporters } from './exporters';
import { jaeger } from './jaeger';
import { kafka } from './kafka';
import { postgres } from './postgres';
import { createPrometheus } from './prometheus';
import { redis } from './redis';
import { registry } from './registry';
import { services } from './services';
import { toxiproxy } from './toxiproxy';
import { zookeeper } from './zookeeper';

const watched: readonly Component[] = [
  // First, so that its link is shown first.
  console,
  postgres,
  redis,
  zookeeper,
  kafka,
  registry,
  elasticsearch,
  jaeger,
  alertmanager,
  dapr,
  exporters,
  toxiproxy,
  services,
];

/** Every component of the native platform. */
export const components: readonly Component[] = [...watched, createPrometheus(watched)];
