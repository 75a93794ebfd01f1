import { Button } from "@mantine/core";
import { type SubmitEvent, useMemo, useState } from "react";
import { describeParams, type ParamSchema, type ParamSpec } from "../../workers/params/schema";
import { getParam, isActive, setParam, specOf } from "../../workers/params/validate";
import type { ParamTree, SimError } from "../../workers/protocol";
import { useT } from "../i18n";
import { act } from "../stores/act";
import { errorText } from "../stores/notices";
import styles from "./actions.module.css";
import type { ParamBinding } from "./binding";
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
  const [errors, setErrors] = useState<Readonly<Record<string, SimError>>>({});
  const [refused, setRefused] = useState<SimError | null>(null);
  const specs = useMemo(() => describeParams(schema), [schema]);
  const shown = specs.filter((spec) => isActive(spec, args));

  const without = (path: string) => Object.fromEntries(Object.entries(errors).filter(([other]) => other !== path));
  const bind = ({ path, default: standard }: ParamSpec): ParamBinding => {
    const edit: ParamBinding["edit"] = async (value) => {
      const next = setParam(schema, args, path, value);
      if (next.ok) {
        setErrors(without(path));
        onArgs(next.value);
      } else {
        setErrors({ ...errors, [path]: next.error });
      }
      return next.ok;
    };
    return {
      edit,
      settle: async () => {},
      forgetError: () => setErrors(without(path)),
      restore: () => void edit(standard, "commit"),
    };
  };

  const apply = async (event: SubmitEvent) => {
    event.preventDefault();
    const result = await act(name, args);
    if (result.ok) {
      onDone();
    } else if (specOf(schema, result.error.path) === undefined) {
      setRefused(result.error);
    } else {
      setErrors({ ...errors, [result.error.path]: result.error });
    }
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
          error={errors[spec.path]}
          binding={bind(spec)}
        />
      ))}
      {refused === null ? null : (
        <p className={styles.refused} role="alert">
          {errorText(refused)}
        </p>
      )}
      <Button type="submit" size="sm" fullWidth disabled={Object.keys(errors).length > 0}>
        {t("action.apply")}
      </Button>
    </form>
  );
}
