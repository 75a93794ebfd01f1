import { ActionIcon, TextInput } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { ExperimentId } from "../../workers/catalog";
import type { ParamSpec } from "../../workers/params/schema";
import { getParam, isActive } from "../../workers/params/validate";
import type { ExperimentPage } from "../experiments/_page";
import { useDeclared, useT } from "../i18n";
import { groupName } from "../i18n/groupName";
import { showsParameter, useClassroom, usePart } from "../stores/classroom";
import { redo } from "../stores/edits";
import { paramSpecs, useLab } from "../stores/labStore";
import { takeBack } from "../stores/takeBack";
import { useView } from "../stores/viewStore";
import { ChevronIcon, RedoIcon, SearchIcon, UndoIcon } from "../ui/icons";
import { labBinding } from "./binding";
import { History } from "./History";
import { ChoiceControl, ParamRow, paramKey, useParamTexts } from "./ParamRow";
import { Presets } from "./Presets";
import styles from "./params.module.css";

const FRONT = "front";

interface Group {
  readonly id: string;
  readonly label: string;
  readonly specs: readonly ParamSpec[];
}

function useGroups(experiment: ExperimentId, page: ExperimentPage, query: string): readonly Group[] {
  const t = useT();
  const say = useDeclared();
  const specs = paramSpecs(experiment);
  const classroom = useClassroom();
  const visible = useLab(
    useShallow((state) =>
      specs.filter(
        (spec) => spec.path !== page.primary && isActive(spec, state.params) && showsParameter(classroom, spec.path),
      ),
    ),
  );
  return useMemo(() => {
    const wanted = query.trim().toLowerCase();
    const matches = (spec: ParamSpec) =>
      [say(`${paramKey(experiment, spec.path)}.label`, spec.label), spec.label, spec.path, spec.symbol].some((text) =>
        text.toLowerCase().includes(wanted),
      );
    const found = wanted === "" ? visible : visible.filter(matches);
    const front = page.upFront.flatMap((path) => found.filter((spec) => spec.path === path));
    const rest = found.filter((spec) => !page.upFront.includes(spec.path));
    const ids = [...new Set(rest.map((spec) => spec.group))];
    return [
      { id: FRONT, label: t("params.front"), specs: front },
      ...ids.map((id) => ({
        id,
        label: say(`${experiment}.groups.${id}`, groupName(id)),
        specs: rest.filter((spec) => spec.group === id),
      })),
    ].filter((group) => group.specs.length > 0);
  }, [experiment, page, query, say, t, visible]);
}

function PrimaryChoice({ experiment, path }: { readonly experiment: ExperimentId; readonly path: string }) {
  const spec = paramSpecs(experiment).find((candidate) => candidate.path === path);
  const value = useLab((state) => getParam(state.params, path));
  if (spec?.kind !== "choice" || value === undefined) throw new Error(`${path} is no choice`);
  return <PrimaryControl experiment={experiment} spec={spec} value={String(value)} />;
}

function PrimaryControl({
  experiment,
  spec,
  value,
}: {
  experiment: string;
  spec: Extract<ParamSpec, { kind: "choice" }>;
  value: string;
}) {
  const { label, doc } = useParamTexts(experiment, spec);
  const binding = useMemo(() => labBinding(spec.path), [spec.path]);
  return (
    <div className={styles.primary}>
      <ChoiceControl
        spec={spec}
        value={value}
        scope={experiment}
        label={label}
        describedBy="primary-doc"
        binding={binding}
      />
      <span id="primary-doc" className="quiet">
        {doc}
      </span>
    </div>
  );
}

/** The form of an experiment, made from its schema. */
export function ParamPanel({ experiment, page }: { readonly experiment: ExperimentId; readonly page: ExperimentPage }) {
  const t = useT();
  const panel = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const chosen = useClassroom((state) => state.params !== "all");
  const presets = usePart("presets");
  const primary = useClassroom((state) => page.primary !== undefined && showsParameter(state, page.primary));
  // What a teacher has chosen is few, and all of it is meant to be seen.
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(
    () => new Set([FRONT, ...(chosen ? paramSpecs(experiment).map((spec) => spec.group) : [])]),
  );
  const groups = useGroups(experiment, page, query);
  const canUndo = useLab((state) => state.past.length > 0);
  const canRedo = useLab((state) => state.future.length > 0);
  const wanted = useView((state) => state.wanted);
  const searching = query.trim() !== "";

  useEffect(() => {
    if (wanted === null) return;
    const spec = paramSpecs(experiment).find((candidate) => candidate.path === wanted.path);
    if (spec === undefined) return;
    setQuery("");
    setUnfolded((open) => new Set([...open, page.upFront.includes(spec.path) ? FRONT : spec.group]));
    // The row is there only after the group has been drawn.
    const frame = requestAnimationFrame(() => {
      const control = panel.current?.querySelector<HTMLElement>(`[data-param="${CSS.escape(wanted.path)}"]`);
      control?.scrollIntoView({ block: "center" });
      control?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, experiment, page]);

  const toggle = (id: string) =>
    setUnfolded((open) => new Set(open.has(id) ? [...open].filter((other) => other !== id) : [...open, id]));

  return (
    <div className={styles.panel} ref={panel}>
      <div className={styles.top}>
        {page.primary === undefined || !primary ? null : <PrimaryChoice experiment={experiment} path={page.primary} />}
        {presets ? <Presets experiment={experiment} primary={page.primary} /> : null}
        <div className={styles.tools}>
          <TextInput
            className={styles.search}
            size="xs"
            type="search"
            aria-label={t("params.search")}
            placeholder={t("params.search")}
            leftSection={<SearchIcon width={14} height={14} />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!canUndo}
            aria-label={t("params.undo")}
            title={t("params.undo")}
            onClick={() => void takeBack()}
          >
            <UndoIcon />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!canRedo}
            aria-label={t("params.redo")}
            title={t("params.redo")}
            onClick={() => void redo()}
          >
            <RedoIcon />
          </ActionIcon>
          <History />
        </div>
      </div>
      {groups.length === 0 && searching ? <p className={styles.meaning}>{t("params.none", { query })}</p> : null}
      {groups.map((group) => {
        const open = searching || unfolded.has(group.id);
        return (
          <section key={group.id} className={styles.group} aria-label={group.label}>
            <h2 className={styles.groupTitle}>
              <button type="button" aria-expanded={open} disabled={searching} onClick={() => toggle(group.id)}>
                <ChevronIcon width={14} height={14} className={styles.chevron} />
                {group.label}
                <span className={styles.count}>{group.specs.length}</span>
              </button>
            </h2>
            {open ? group.specs.map((spec) => <ParamRow key={spec.path} spec={spec} experiment={experiment} />) : null}
          </section>
        );
      })}
    </div>
  );
}
