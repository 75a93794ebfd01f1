import { Button } from "@mantine/core";
import { type SubmitEvent, useMemo, useState } from "react";
import { describeParams, type ParamSchema, type ParamSpec } from "../../workers/params/schema";
import { getParam, isActive, setParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import { useT } from "../i18n";
import { act } from "../stores/act";
import { errorText } from "../stores/notices";
import styles from "./actions.module.css";
import { corrected, faultAt, isBlocked, misgiven, NO_FAULTS } from "./argumentFaults";
import { notValue, type ParamBinding } from "./binding";
import { ParamFields } from "./ParamRow";

interface Props {
  /** Where the texts of the arguments are translated. */
  readonly scope: string;
  readonly name: string;
  readonly doc: string;
  readonly schema: ParamSchema;
  readonly args: ParamTree;
  readonly onArgs: (args: ParamTree) => void;
  readonly onDone: () => void;
}

/** The arguments of an action, made from their schema; a refusal is told where it happened. */
export function ActionForm({ scope, name, doc, schema, args, onArgs, onDone }: Props) {
  const t = useT();
  const [faults, setFaults] = useState(NO_FAULTS);
  const specs = useMemo(() => describeParams(schema), [schema]);
  const shown = specs.filter((spec) => isActive(spec, args));
  const blocked = isBlocked(faults, schema, args);
  const elsewhere = faults.refused !== null && !shown.some((spec) => spec.path === faults.refused?.path);

  const bind = ({ path, default: standard }: ParamSpec): ParamBinding => {
    const edit: ParamBinding["edit"] = async (value) => {
      const next = setParam(schema, args, path, value);
      setFaults((before) => (next.ok ? corrected(before, path) : misgiven(before, next.error)));
      if (next.ok) onArgs(next.value);
      return next.ok;
    };
    return {
      edit,
      settle: async () => {},
      refuseText: (text) => setFaults((before) => misgiven(before, notValue(path, text))),
      forgetError: () => setFaults((before) => corrected(before, path)),
      restore: () => void edit(standard, "commit"),
    };
  };

  const apply = async (event: SubmitEvent) => {
    event.preventDefault();
    if (blocked) return;
    const result = await act(name, args);
    if (result.ok) onDone();
    else setFaults((before) => ({ ...before, refused: result.error }));
  };

  return (
    <form className={styles.form} onSubmit={(event) => void apply(event)}>
      <p className={styles.doc}>{doc}</p>
      {shown.map((spec) => (
        <ParamFields
          key={spec.path}
          spec={spec}
          scope={scope}
          value={getParam(args, spec.path) ?? spec.default}
          error={faultAt(faults, spec.path)}
          binding={bind(spec)}
        />
      ))}
      {faults.refused === null || !elsewhere ? null : (
        <p className={styles.refused} role="alert">
          {errorText(faults.refused)}
        </p>
      )}
      <Button type="submit" size="sm" fullWidth disabled={blocked}>
        {t("action.apply")}
      </Button>
    </form>
  );
}
