import { makePlan, type Plan } from '../platform/plan';
import type { Component, Context } from '../platform/component';
import { resolvePaths, type Paths } from '../platform/paths';
import { readSettings } from '../settings';
import { ensureDataUser, type DataUser } from '../system/data-user';
import { CommandFailure } from './command-failure';

/** What a command works on. */
export interface Platform extends Context {
  readonly plan: Plan;
}

/** @param components all components of the platform */
export function loadPlatform(components: readonly Component[], paths: Paths = resolvePaths()): Platform {
  const context = { settings: readSettings(paths.root), paths };
  return { ...context, plan: makePlan(components, context) };
}

/** Only root needs a data user; anybody else runs everything as oneself. */
export function dataUserOfThisRun(): DataUser | undefined {
  return process.getuid?.() === 0 ? ensureDataUser() : undefined;
}

/** Throws CommandFailure, listing the names, unless there is such a process. */
export function requireService(plan: Plan, name: string): void {
  const names = plan.processes.map((process) => process.name);
  if (names.includes(name)) return;
  throw new CommandFailure(`There is no service ${name}. The services are: ${names.toSorted().join(', ')}.`);
}
