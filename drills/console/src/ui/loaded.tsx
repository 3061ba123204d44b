import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemOf } from '../api/problem-error';
import { formatClock } from '../format/time';
import { ProblemNotice } from './problem-notice';

interface LoadedProps<Answer> {
  readonly result: UseQueryResult<Answer>;
  /** What is being waited for: `the alerts`. */
  readonly what: string;
  readonly children: (answer: Answer) => ReactNode;
}

/** What was read, or that it is on its way, or why it is not there. What is there stays while a later read fails, and says its age. */
export function Loaded<Answer>({ result, what, children }: LoadedProps<Answer>) {
  const { data, error, dataUpdatedAt } = result;
  const notice = error && (
    <ProblemNotice
      problem={problemOf(error)}
      consequence={data === undefined ? undefined : `What is shown is of ${formatClock(dataUpdatedAt)} UTC.`}
    />
  );
  if (data !== undefined) {
    return (
      <>
        {notice}
        {children(data)}
      </>
    );
  }
  return (
    notice ?? (
      <p className="soft slow-in" role="status">
        Reading {what} …
      </p>
    )
  );
}
