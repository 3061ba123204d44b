import { useQueries } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { withQuery } from '../api/paths';
import { send } from '../api/send';
import type { Variable } from './dashboard';
import type { Values } from './interpolate';
import { parseLabelValues } from './label-values';

const ALL = '$__all';

export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
  /** Empty: all. */
  readonly chosen: readonly string[];
}

interface Variables {
  readonly choices: readonly Choice[];
  readonly values: Values;
  readonly choose: (name: string, chosen: readonly string[]) => void;
}

/** The variables of a dashboard by the address, `var-<name>=<value>`, as Grafana has it. Without one there, all values. */
export function useVariables(variables: readonly Variable[]): Variables {
  const [search, setSearch] = useSearchParams();
  const queried = variables.filter(({ type }) => type === 'query');
  const options = useQueries({
    queries: queried.map(({ query }) => {
      const asked = parseLabelValues(query);
      return {
        queryKey: ['label-values', query],
        queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
          asked
            ? send<readonly string[]>(
                withQuery(`/api/prometheus/label/${asked.label}/values`, { match: asked.match }),
                { signal },
              )
            : [],
      };
    }),
  });
  const choices = queried.map(({ name, label = name }, index): Choice => {
    const chosen = search.getAll(`var-${name}`).filter((value) => value !== ALL);
    return { name, label, chosen, options: [...(options[index]?.data ?? [])].sort() };
  });
  const chosenOf = new Map(choices.map(({ name, chosen }) => [name, chosen]));
  const values = Object.fromEntries(
    variables.map(({ name, allValue = '.*', current }): [string, string | readonly string[]] => {
      const chosen = chosenOf.get(name);
      if (!chosen) return [name, current?.value ?? ''];
      return [name, chosen.length === 0 ? allValue : chosen];
    }),
  );
  const choose = (name: string, chosen: readonly string[]): void => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.delete(`var-${name}`);
        for (const value of chosen) next.append(`var-${name}`, value);
        return next;
      },
      { replace: true },
    );
  };
  return { choices, values, choose };
}
