import { Button, Popover } from "@mantine/core";
import { useLayoutEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { ExperimentId } from "../../workers/catalog";
import type { ActionSpec } from "../../workers/experiments/_experiment";
import { defaultParams } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { ExperimentPage } from "../experiments/_page";
import { EXPERIMENTS } from "../experiments/declarations";
import { useDeclared, useT } from "../i18n";
import { actNow } from "../stores/act";
import { useLab } from "../stores/labStore";
import { tellStep } from "../stores/told";
import { askAction, useView } from "../stores/viewStore";
import { ActionForm } from "./ActionForm";
import styles from "./actions.module.css";
import { placeFor } from "./places";

interface Props {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
}

/** The declared actions that the page offers under the present parameters. */
export function useActions({ experiment, page }: Props): readonly (readonly [string, ActionSpec])[] {
  const names = useLab(useShallow((state) => page.actions?.(state.params) ?? []));
  const declared: Readonly<Record<string, ActionSpec>> = EXPERIMENTS[experiment].actions;
  return names.flatMap((name) => {
    const spec = declared[name];
    return spec === undefined ? [] : [[name, spec] as const];
  });
}

/** True where an action can be done without asking for anything. */
export const isPlain = ({ args }: ActionSpec): boolean => Object.keys(args.shape).length === 0;

/** Does an action at once, or asks for its arguments. */
export const startAction = (name: string, spec: ActionSpec): void =>
  isPlain(spec) ? void actNow(name) : askAction(name);

interface ActionProps extends Props {
  readonly name: string;
  readonly spec: ActionSpec;
}

function Action({ experiment, page, name, spec }: ActionProps) {
  const say = useDeclared();
  const asking = useView((state) => state.asking === name);
  const [args, setArgs] = useState<ParamTree>(() => defaultParams(spec.args));
  useLayoutEffect(() => {
    if (!asking) return;
    const { channels, params } = useLab.getState();
    const place = placeFor(spec, page.places, { channels, params, selection: useView.getState().selection });
    setArgs((before) => ({ ...before, ...place }));
  }, [asking, spec, page]);
  const scope = `${experiment}.actions.${name}`;
  const label = say(`${scope}.label`, spec.label);
  const doc = say(`${scope}.doc`, spec.doc);
  if (isPlain(spec)) {
    return (
      <Button className={styles.action} variant="default" title={doc} onClick={() => void actNow(name)}>
        {label}
      </Button>
    );
  }
  return (
    <Popover
      opened={asking}
      onChange={(opened) => askAction(opened ? name : null)}
      position="bottom-start"
      width={320}
      shadow="md"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          className={styles.action}
          variant="default"
          title={doc}
          aria-expanded={asking}
          data-action={name}
          onClick={() => askAction(asking ? null : name)}
        >
          {label}…
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={label}>
        <ActionForm
          scope={scope}
          name={name}
          doc={doc}
          schema={spec.args}
          args={args}
          onArgs={setArgs}
          onDone={() => askAction(null)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What was done last, and when. */
function LastAct({ experiment }: { readonly experiment: ExperimentId }) {
  const say = useDeclared();
  const last = useLab((state) => state.lastAct);
  const clock = useLab((state) => state.clock);
  const declared: Readonly<Record<string, ActionSpec>> = EXPERIMENTS[experiment].actions;
  const spec = last === null ? undefined : declared[last.name];
  const text =
    last === null || spec === undefined
      ? ""
      : `${say(`${experiment}.actions.${last.name}.label`, spec.label)}, ${clock === undefined ? "t = " : ""}${tellStep(last.step)}`;
  return (
    <span className={styles.last} role="status">
      {text}
    </span>
  );
}

/** One button per action; those with arguments open a form. */
export function ActionBar({ experiment, page }: Props) {
  const t = useT();
  const actions = useActions({ experiment, page });
  if (actions.length === 0) return null;
  return (
    <fieldset className={styles.bar} aria-label={t("action.label")}>
      <span className={styles.name} aria-hidden="true">
        {t("action.label")}
      </span>
      {actions.map(([name, spec]) => (
        <Action key={name} experiment={experiment} page={page} name={name} spec={spec} />
      ))}
      <LastAct experiment={experiment} />
    </fieldset>
  );
}
